use std::{
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

use super::{CleanupReport, outcome::CleanupOutcome};
use crate::memory::{panics::catch_panic, state::State};

/// A cleanup in progress. There is one at a time; dropping it, at whatever point, lets the next begin.
pub(in crate::memory) struct Run {
    state: Arc<State>,
    started: Instant,
    resident_before: Option<u64>,
    caches: (usize, usize),
}

impl Run {
    /// Empties the caches, calls `flush_threads`, then purges.
    pub(in crate::memory) fn to_the_end(state: &Arc<State>, flush_threads: impl FnOnce()) -> CleanupReport {
        match Self::begin(state) {
            Ok(mut run) => {
                run.release();
                // Before the purge, which then reaches what the threads give up.
                flush_threads();
                run.purge()
            }
            Err(running) => running,
        }
    }

    /// Begins a cleanup; where another one is running, the report of a coalesced one is the error.
    pub(in crate::memory) fn begin(state: &Arc<State>) -> Result<Self, CleanupReport> {
        let started = Instant::now();
        let resident_before = state.resident();
        if state.cleaning.swap(true, Ordering::Acquire) {
            return Err(CleanupReport {
                outcome: CleanupOutcome::Coalesced,
                caches_cleared: 0,
                caches_failed: 0,
                resident_before,
                resident_after: resident_before,
                duration: started.elapsed(),
            });
        }
        Ok(Self {
            state: Arc::clone(state),
            started,
            resident_before,
            caches: (0, 0),
        })
    }

    /// Empties the caches, and asks the threads with a park hook to flush theirs.
    fn release(&mut self) {
        self.caches = self.state.registry.reclaim();
        self.state.flush.request();
    }

    fn purge(self) -> CleanupReport {
        let backend = &self.state.backend;
        let outcome = if !backend.capabilities().purge {
            CleanupOutcome::CachesOnly
        } else if catch_panic(|| backend.purge()).is_some() {
            CleanupOutcome::Purged
        } else {
            CleanupOutcome::BackendFailed
        };
        CleanupReport {
            outcome,
            caches_cleared: self.caches.0,
            caches_failed: self.caches.1,
            resident_before: self.resident_before,
            resident_after: self.state.resident(),
            duration: self.started.elapsed(),
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.state.cleaning.store(false, Ordering::Release);
    }
}
