use std::{fmt, sync::Arc, time::Duration};

use super::{
    backend::AllocatorBackend,
    capabilities::Capabilities,
    cleanup::{CleanupReport, off_thread::off_thread, run::Run},
    panics::{catch_panic, lock},
    pause::PauseGuard,
    reclaim::Reclaim,
    report::{MemoryReport, thresholds::Thresholds},
    state::State,
};

/// Gives freed memory back to the system, keeps it for a burst, and reports what there is.
///
/// It works with the allocator that the binary chose: glibc's, jemalloc or mimalloc on Linux, the system's own on macOS
/// and Windows. Elsewhere, and with other allocators, it empties the registered caches, reports what it can and
/// otherwise does nothing; [`capabilities`](Self::capabilities) says what is possible.
///
/// All managers made by [`new`](Self::new) are one: make one wherever it is needed, or clone it. No method panics.
///
/// ```
/// use velithon::MemoryManager;
///
/// let memory = MemoryManager::new();
/// memory.gc_disable(); // what the burst frees stays at hand
/// // ... a burst of large responses ...
/// memory.gc_enable();
/// let report = memory.cleanup();
/// println!("{:?}: {:?} -> {:?} bytes", report.outcome, report.resident_before, report.resident_after);
/// ```
#[derive(Clone)]
pub struct MemoryManager {
    state: Arc<State>,
}

impl MemoryManager {
    /// The process' manager. The first call looks for the allocator, which takes some microseconds.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: State::process(),
        }
    }

    /// A manager for an allocator that is not found by itself.
    ///
    /// It shares the registered caches with all others and has pauses of its own: make it once and clone it. When its
    /// last clone and guard are dropped, its pauses end.
    #[must_use]
    pub fn with_backend(backend: impl AllocatorBackend) -> Self {
        Self {
            state: State::with_backend(Box::new(backend)),
        }
    }

    /// The allocator's name: `glibc`, `jemalloc`, `mimalloc`, `macos`, `windows`, `unknown`, or the backend's own.
    #[must_use]
    pub fn allocator(&self) -> &'static str {
        catch_panic(|| self.state.backend.name()).unwrap_or("unknown")
    }

    /// What can be done with this allocator.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.state.end_overdue_pauses();
        self.state.capabilities
    }

    /// Has every [`cleanup`](Self::cleanup) empty this cache, for as long as someone else holds it.
    ///
    /// A cache that is registered already is not registered again.
    pub fn register<C: Reclaim + 'static>(&self, cache: &Arc<C>) {
        self.state.end_overdue_pauses();
        let cache = Arc::downgrade(cache);
        self.state.registry.register(cache);
    }

    /// Empties the registered caches and gives freed memory back to the system.
    ///
    /// This takes up to some tenths of a second on a heap of gigabytes, so async code calls
    /// [`cleanup_async`](Self::cleanup_async) instead. Of two calls that overlap, the second returns at once.
    ///
    /// Memory between objects that are still alive stays, and with some allocators so does what other threads keep for
    /// themselves, unless [`on_thread_park`](Self::on_thread_park) is installed.
    #[expect(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn cleanup(&self) -> CleanupReport {
        self.state.end_overdue_pauses();
        Run::to_the_end(&self.state, || ())
    }

    /// [`cleanup`](Self::cleanup) on another thread: of tokio's blocking pool inside of a runtime (feature `tokio`), one
    /// of its own elsewhere.
    ///
    /// Inside of a runtime it also has the workers flush what they keep for themselves, and waits up to 100 ms for those
    /// that are busy. Where a thread cannot be had, as in a runtime that is shutting down, it runs on the calling one.
    ///
    /// # Cancel safety
    ///
    /// A cleanup that has begun runs to its end, whether or not somebody waits for it.
    ///
    /// # Example
    ///
    /// ```
    /// use velithon::MemoryManager;
    ///
    /// async fn after_the_burst() {
    ///     let report = MemoryManager::new().cleanup_async().await;
    ///     println!("{:?} after {:?}", report.outcome, report.duration);
    /// }
    /// # futures::executor::block_on(after_the_burst());
    /// ```
    pub async fn cleanup_async(&self) -> CleanupReport {
        self.state.end_overdue_pauses();
        off_thread(Arc::clone(&self.state)).await
    }

    /// Keeps freed memory in the process, so that a burst need not obtain it again, until as many calls of
    /// [`gc_enable`](Self::gc_enable).
    ///
    /// A call that is never undone ends by itself after 60 seconds, or what [`set_gc_deadline`](Self::set_gc_deadline)
    /// says. Rust has no collector; the name is the one that developers of other languages look for.
    ///
    /// With glibc the thresholds that [`tune`](Self::tune) sets hold afterwards: its initial behaviour cannot be had back.
    ///
    /// Returns whether the allocator can do it; otherwise nothing changes.
    #[expect(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn gc_disable(&self) -> bool {
        self.state.disable();
        self.state.capabilities.suspend
    }

    /// Undoes one [`gc_disable`](Self::gc_disable), the latest that is left; without any, it does nothing.
    ///
    /// Returns whether memory is given back now, that is, whether no pause is open.
    #[expect(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn gc_enable(&self) -> bool {
        self.state.enable();
        !self.state.is_paused()
    }

    /// [`gc_disable`](Self::gc_disable) for as long as the guard lives, but for `max` at the longest.
    ///
    /// The end comes up to 1/64 of `max` early.
    pub fn pause(&self, max: Duration) -> PauseGuard {
        let deadline = self.state.begin_pause(max);
        PauseGuard::new(Arc::clone(&self.state), deadline)
    }

    /// Sets how long a [`gc_disable`](Self::gc_disable) from now on lasts at most.
    ///
    /// Deadlines are checked by every call of a manager, by [`on_thread_park`](Self::on_thread_park) and whenever a
    /// Velithon response ends: nothing runs for it in the background.
    pub fn set_gc_deadline(&self, deadline: Duration) {
        self.state.end_overdue_pauses();
        self.state.set_deadline(deadline);
    }

    /// Gives back what the allocator keeps for the calling thread alone, if there was a cleanup since it last did.
    ///
    /// Meant for tokio's hook of the same name; without it, a cleanup cannot reach what each worker keeps. It is called
    /// often and then costs a few nanoseconds.
    ///
    /// ```
    /// use velithon::MemoryManager;
    ///
    /// let memory = MemoryManager::new();
    /// let runtime = tokio::runtime::Builder::new_multi_thread()
    ///     .on_thread_park(move || memory.on_thread_park())
    ///     .build()?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn on_thread_park(&self) {
        self.state.end_overdue_pauses();
        self.state.flush_thread();
    }

    /// Settings that suit services, for the start of `main`: less stays behind after a cleanup.
    ///
    /// glibc gives memory back when 2 MiB are free at the end of a heap, maps blocks one by one from 4 MiB on, and makes at
    /// most as many heaps as the process has processors at the call, or two, for as long as it lives. Heaps that are there
    /// stay, so this comes before the runtime is built: under `#[tokio::main]` there are threads by then. Bodies of several
    /// megabytes, built whole, are slower. What the environment sets (`MALLOC_TRIM_THRESHOLD_`, `MALLOC_MMAP_THRESHOLD_`,
    /// `MALLOC_ARENA_MAX`, `GLIBC_TUNABLES`) stays as it is. Other allocators need nothing.
    ///
    /// Returns whether there was something to set.
    #[expect(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn tune(&self) -> bool {
        self.state.end_overdue_pauses();
        self.state.tune()
    }

    /// What the process and the system say about memory, in some tens of microseconds.
    #[must_use]
    pub fn report(&self) -> MemoryReport {
        self.state.end_overdue_pauses();
        let thresholds = *lock(&self.state.thresholds);
        let mut report = lock(&self.state.sources).report(thresholds);
        report.allocator = self.allocator();
        report.gc_enabled = !self.state.is_paused();
        report
    }

    /// [`report`](Self::report) with the allocator's own numbers, where it has some.
    ///
    /// glibc walks its heaps for them, with each locked in turn: up to tenths of a second. Not for health checks.
    #[must_use]
    pub fn deep_report(&self) -> MemoryReport {
        let mut report = self.report();
        if self.state.capabilities.statistics {
            report.statistics = catch_panic(|| self.state.backend.statistics()).flatten();
        }
        report
    }

    /// Sets from which percentages on reports say `warning` and `critical`.
    pub fn set_thresholds(&self, thresholds: Thresholds) {
        self.state.end_overdue_pauses();
        *lock(&self.state.thresholds) = thresholds;
    }
}

impl Default for MemoryManager {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryManager")
            .field("allocator", &self.allocator())
            .field("capabilities", &self.state.capabilities)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
