#![expect(unsafe_code, reason = "glibc's allocator is controlled by C functions")]

use std::{ffi::c_int, hint::black_box, thread};

use super::symbols::{self, Mallinfo, MallocTrim, Mallopt};
use crate::memory::{
    backend::{AllocatorBackend, statistics::AllocatorStatistics},
    capabilities::Capabilities,
};

const M_TRIM_THRESHOLD: c_int = -1;
const M_MMAP_THRESHOLD: c_int = -3;
const M_ARENA_MAX: c_int = -8;

/// Blocks from this size on are mapped one by one. glibc accepts no more than 32 MiB.
const SUSPENDED_MMAP: c_int = 32 << 20;

// Not glibc's initial values (128 KiB for both): setting a threshold turns off for good the adjustment that moves it
// away from there, and buffers of a megabyte would then be mapped and unmapped each time: a body of 1 MiB meets 1.4 page
// faults with these, 280 where heaps are trimmed from 1 MiB on. No more than 2 MiB, for every heap but the main one keeps
// as much after a purge.
const RESUMED_TRIM: c_int = 2 << 20;
const RESUMED_MMAP: c_int = 4 << 20;

/// From 64 KiB on, freeing a block makes an arena give back its end; blocks of 128 KiB may be mapped one by one.
const BLOCK_THAT_TRIMS: usize = 96 << 10;

/// The allocator of the GNU C library.
#[derive(Debug)]
pub(super) struct Glibc {
    trim: MallocTrim,
    mallopt: Option<Mallopt>,
    mallinfo: Option<Mallinfo>,
    /// The thresholds that the environment left to us.
    owns_trim: bool,
    owns_mmap: bool,
    owns_arenas: bool,
}

impl Glibc {
    pub(super) fn find() -> Option<Self> {
        let tunables = std::env::var("GLIBC_TUNABLES").unwrap_or_default();
        let free = |variable: &str, tunable: &str| std::env::var_os(variable).is_none() && !tunables.contains(tunable);
        Some(Self {
            trim: symbols::malloc_trim()?,
            mallopt: symbols::mallopt(),
            mallinfo: symbols::mallinfo2(),
            owns_trim: free("MALLOC_TRIM_THRESHOLD_", "glibc.malloc.trim_threshold"),
            owns_mmap: free("MALLOC_MMAP_THRESHOLD_", "glibc.malloc.mmap_threshold"),
            owns_arenas: free("MALLOC_ARENA_MAX", "glibc.malloc.arena_max"),
        })
    }

    fn set(&self, owned: bool, parameter: c_int, value: c_int) {
        if let Some(mallopt) = self.mallopt
            && owned
        {
            // SAFETY: mallopt takes the allocator's lock and any parameter with any value.
            unsafe { mallopt(parameter, value) };
        }
    }

    fn thresholds(&self, trim: c_int, mmap: c_int) {
        self.set(self.owns_trim, M_TRIM_THRESHOLD, trim);
        self.set(self.owns_mmap, M_MMAP_THRESHOLD, mmap);
    }
}

impl AllocatorBackend for Glibc {
    fn name(&self) -> &'static str {
        "glibc"
    }

    fn capabilities(&self) -> Capabilities {
        let has_mallopt = self.mallopt.is_some();
        let adjustable = has_mallopt && (self.owns_trim || self.owns_mmap);
        Capabilities {
            purge: true,
            purge_stalls: true,
            thread_caches: true,
            suspend: adjustable,
            tune: adjustable || has_mallopt && self.owns_arenas,
            statistics: self.mallinfo.is_some(),
        }
    }

    fn purge(&self) {
        // SAFETY: may be called on any thread at any time; it takes the locks of the arenas it walks.
        unsafe { (self.trim)(0) };
    }

    fn flush_thread(&self) {
        // A purge gives back what lies free inside of every arena, but the end of the main one only. The end of any
        // other, up to 64 MiB after a pause, goes back when a thread that uses the arena frees a block in it; unless it
        // is below the threshold.
        drop(black_box(Vec::<u8>::with_capacity(BLOCK_THAT_TRIMS)));
    }

    fn suspend(&self) {
        self.thresholds(c_int::MAX, SUSPENDED_MMAP);
    }

    fn resume(&self) {
        self.thresholds(RESUMED_TRIM, RESUMED_MMAP);
    }

    fn tune(&self) {
        self.thresholds(RESUMED_TRIM, RESUMED_MMAP);
        // By default there are up to eight for each processor: the end of each but one is out of a purge's reach.
        let processors = thread::available_parallelism().map_or(1, usize::from);
        self.set(
            self.owns_arenas,
            M_ARENA_MAX,
            c_int::try_from(processors.max(2)).unwrap_or(c_int::MAX),
        );
    }

    fn statistics(&self) -> Option<AllocatorStatistics> {
        // SAFETY: takes no arguments, returns its structure by value and locks each arena for itself.
        let info = unsafe { (self.mallinfo?)() };
        let sum = |a: usize, b: usize| a.checked_add(b).and_then(|sum| u64::try_from(sum).ok());
        Some(AllocatorStatistics {
            allocated_bytes: sum(info.uordblks, info.hblkhd),
            free_bytes: sum(info.fordblks, 0),
            resident_bytes: None,
            mapped_bytes: sum(info.arena, info.hblkhd),
        })
    }
}
