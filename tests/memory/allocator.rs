//! An allocator that counts what is alive.
#![expect(
    unsafe_code,
    reason = "a global allocator is unsafe to write; this one leaves all but the counting to the system's"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
};

#[global_allocator]
static COUNTING: Counting = Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: every call is passed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        more(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), SeqCst);
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both may be there for a moment.
        more(size);
        LIVE.fetch_sub(layout.size(), SeqCst);
        unsafe { System.realloc(block, layout, size) }
    }
}

fn more(size: usize) {
    let live = LIVE.fetch_add(size, SeqCst) + size;
    PEAK.fetch_max(live, SeqCst);
    ALLOCATIONS.fetch_add(1, SeqCst);
}

/// What has been allocated since it was made.
pub(crate) struct Since {
    live: usize,
    allocations: usize,
}

impl Since {
    pub(crate) fn now() -> Self {
        let live = LIVE.load(SeqCst);
        PEAK.store(live, SeqCst);
        Self {
            live,
            allocations: ALLOCATIONS.load(SeqCst),
        }
    }

    /// Bytes that are there now, and were not.
    pub(crate) fn live(&self) -> usize {
        LIVE.load(SeqCst).saturating_sub(self.live)
    }

    /// Bytes that were there at the worst moment.
    pub(crate) fn peak(&self) -> usize {
        PEAK.load(SeqCst).saturating_sub(self.live)
    }

    pub(crate) fn allocations(&self) -> usize {
        ALLOCATIONS.load(SeqCst) - self.allocations
    }
}
