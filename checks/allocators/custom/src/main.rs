//! A global allocator of the program's own: one that counts and leaves the rest to the system's is found as that, and
//! any other can be passed by hand.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use velithon_runtime::{
    MemoryManager,
    memory::{AllocatorBackend, Capabilities, CleanupOutcome},
};

static BYTES: AtomicUsize = AtomicUsize::new(0);
static PURGES: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size(), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

struct ByHand;

impl AllocatorBackend for ByHand {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::default();
        capabilities.purge = true;
        capabilities
    }

    fn purge(&self) {
        PURGES.fetch_add(1, Relaxed);
    }
}

fn main() {
    checks::run("glibc");
    let memory = MemoryManager::with_backend(ByHand);
    assert_eq!(memory.allocator(), "counting");
    assert_eq!(memory.cleanup().outcome, CleanupOutcome::Purged);
    assert_eq!(PURGES.load(Relaxed), 1);
    assert!(!memory.gc_disable());
    println!("counting: passed by hand");
}
