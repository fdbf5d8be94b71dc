//! mimalloc is linked, used and not the global allocator.

use std::alloc::{GlobalAlloc, Layout};

#[global_allocator]
static GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    // SAFETY: the layout is not empty; the block is left alone.
    let block = unsafe { mimalloc::MiMalloc.alloc(Layout::new::<[u64; 512]>()) };
    assert!(!block.is_null());
    checks::run("jemalloc");
}
