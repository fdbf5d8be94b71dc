#![expect(unsafe_code, reason = "mimalloc is controlled by C functions")]

use std::{
    ffi::{c_int, c_long},
    hint::black_box,
    sync::atomic::{AtomicI64, Ordering},
};

use super::symbols::{self, MiCollect, MiOptionGet, MiOptionSet};
use crate::memory::{backend::AllocatorBackend, capabilities::Capabilities};

/// `mi_option_purge_delay`: milliseconds until freed memory is given back, negative for never.
const PURGE_DELAY: c_int = 15;

/// mimalloc, major versions 2 and 3.
#[derive(Debug)]
pub(super) struct Mimalloc {
    collect: MiCollect,
    delay: Option<PurgeDelay>,
}

/// Suspending means a long delay, not "never": what is freed while mimalloc is told never to give back is not noted
/// down, and neither the end of the pause nor a collection would find it again.
#[derive(Debug)]
struct PurgeDelay {
    get: MiOptionGet,
    set: MiOptionSet,
    /// After so many milliseconds mimalloc goes on by itself.
    long: c_long,
    saved: AtomicI64,
}

impl Mimalloc {
    /// mimalloc, if it is linked and a fresh block lies in its heap.
    pub(super) fn find() -> Option<Self> {
        let collect = symbols::mi_collect()?;
        let owns = symbols::mi_is_in_heap_region()?;
        let probe = black_box(vec![0_u8; 4096]);
        // SAFETY: the address is only looked up, never read.
        if !unsafe { owns(probe.as_ptr().cast()) } {
            return None;
        }
        Some(Self {
            collect,
            delay: PurgeDelay::find(),
        })
    }
}

impl PurgeDelay {
    fn find() -> Option<Self> {
        // SAFETY: takes nothing, returns a number.
        let version = unsafe { (symbols::mi_version()?)() };
        // Options are known by position, which is verified for these versions and could move in others.
        let long = match version {
            // This version multiplies the delay by ten for whole segments.
            20300..=20399 => 6_000,
            30300..=30399 => 60_000,
            _ => return None,
        };
        Some(Self {
            get: symbols::mi_option_get()?,
            set: symbols::mi_option_set()?,
            long,
            saved: AtomicI64::new(0),
        })
    }
}

impl AllocatorBackend for Mimalloc {
    fn name(&self) -> &'static str {
        "mimalloc"
    }

    fn capabilities(&self) -> Capabilities {
        // No statistics: mimalloc counts what it reserved, which can be gigabytes beside a small resident size.
        Capabilities {
            purge: true,
            thread_caches: true,
            suspend: self.delay.is_some(),
            ..Capabilities::default()
        }
    }

    fn purge(&self) {
        // SAFETY: collects the calling thread's heap and what exited threads left, on any thread.
        unsafe { (self.collect)(true) };
    }

    fn flush_thread(&self) {
        self.purge();
    }

    fn suspend(&self) {
        if let Some(delay) = &self.delay {
            // SAFETY: options are atomic integers, and this index is an option of the versions checked above.
            let before = unsafe { (delay.get)(PURGE_DELAY) };
            delay.saved.store(before, Ordering::Relaxed);
            if (0..delay.long).contains(&before) {
                // SAFETY: as above.
                unsafe { (delay.set)(PURGE_DELAY, delay.long) };
            }
        }
    }

    fn resume(&self) {
        if let Some(delay) = &self.delay {
            // SAFETY: as in `suspend`.
            unsafe {
                // Unless somebody chose another delay meanwhile.
                if (delay.get)(PURGE_DELAY) == delay.long {
                    (delay.set)(PURGE_DELAY, delay.saved.load(Ordering::Relaxed));
                }
            }
        }
    }
}
