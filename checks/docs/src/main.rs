//! Every block of Rust that the documentation shows, as a module of its own: what compiles here can be pasted.

// The blocks are a reader's code, not ours: half of what they define is for the handler next door.
#![allow(unused, dead_code, clippy::all, private_interfaces)]

include!(concat!(env!("OUT_DIR"), "/blocks.rs"));

fn main() {
    println!(
        "{} blocks of the documentation compile as a reader sees them",
        env!("VELITHON_BLOCKS")
    );
}
