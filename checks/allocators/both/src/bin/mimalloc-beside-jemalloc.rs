//! jemalloc is linked, used and not the global allocator.

use std::alloc::{GlobalAlloc, Layout};

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // SAFETY: the layout is not empty; the block is left alone.
    let block = unsafe { tikv_jemallocator::Jemalloc.alloc(Layout::new::<[u64; 512]>()) };
    assert!(!block.is_null());
    checks::run("mimalloc");
}
