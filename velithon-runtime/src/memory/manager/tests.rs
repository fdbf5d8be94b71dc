use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
        mpsc,
    },
    time::Duration,
};

use super::*;
use crate::memory::{
    backend::detect::detect, cleanup::outcome::CleanupOutcome, clock::Clock, report::sources::Sources,
    state::response_ended,
};

/// Counts what it is asked for.
#[derive(Default)]
struct Calls {
    purge: AtomicUsize,
    flush: AtomicUsize,
    suspend: AtomicUsize,
    resume: AtomicUsize,
    tune: AtomicUsize,
    panics: AtomicBool,
}

struct Recorder(Arc<Calls>);

impl Recorder {
    fn call(&self, counter: &AtomicUsize) {
        counter.fetch_add(1, SeqCst);
        assert!(!self.0.panics.load(SeqCst), "the backend panics");
    }
}

impl AllocatorBackend for Recorder {
    fn name(&self) -> &'static str {
        "recorder"
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            purge: true,
            thread_caches: true,
            suspend: true,
            tune: true,
            ..Capabilities::default()
        }
    }
    fn purge(&self) {
        self.call(&self.0.purge);
    }
    fn flush_thread(&self) {
        self.call(&self.0.flush);
    }
    fn suspend(&self) {
        self.call(&self.0.suspend);
    }
    fn resume(&self) {
        self.call(&self.0.resume);
    }
    fn tune(&self) {
        self.call(&self.0.tune);
    }
}

struct Bench {
    memory: MemoryManager,
    calls: Arc<Calls>,
    clock: Clock,
}

/// A manager whose caches, files and time are its own.
fn bench() -> Bench {
    let calls = Arc::new(Calls::default());
    let clock = Clock::manual();
    let backend = Box::new(Recorder(Arc::clone(&calls)));
    let state = State::new(
        backend,
        Arc::default(),
        Sources::at(Path::new("/nonexistent")),
        clock.clone(),
    );
    Bench {
        memory: MemoryManager { state },
        calls,
        clock,
    }
}

impl Bench {
    /// How often the allocator was suspended and resumed.
    fn turns(&self) -> (usize, usize) {
        (self.calls.suspend.load(SeqCst), self.calls.resume.load(SeqCst))
    }
}

struct Cache<F>(F);

impl<F: Fn() + Send + Sync> Reclaim for Cache<F> {
    fn reclaim(&self) {
        (self.0)();
    }
}

#[test]
fn the_system_allocator_is_found_and_purged() {
    // Apart from the process' manager, whose cleanups other tests start as well.
    let memory = MemoryManager {
        state: State::new(detect(), Arc::default(), Sources::of_system(), Clock::System),
    };
    if cfg!(all(target_os = "linux", target_env = "gnu", not(miri))) {
        assert_eq!(memory.allocator(), "glibc");
        let report = memory.cleanup();
        assert_eq!(report.outcome, CleanupOutcome::Purged);
        assert!(report.resident_before.is_some_and(|bytes| bytes > 0));
        assert!(memory.deep_report().statistics.is_some());
    }
}

#[test]
fn pauses_are_counted() {
    let b = bench();
    assert!(b.memory.gc_disable());
    b.memory.gc_disable();
    assert_eq!(b.turns(), (1, 0));
    assert!(!b.memory.gc_enable());
    assert_eq!(b.turns(), (1, 0));
    assert!(b.memory.gc_enable());
    assert_eq!(b.turns(), (1, 1));
}

#[test]
fn enable_without_disable_does_nothing() {
    let b = bench();
    assert!(b.memory.gc_enable());
    let guard = b.memory.pause(Duration::from_secs(1));
    assert!(!b.memory.gc_enable(), "a guard is ended by nobody else");
    assert_eq!(b.turns(), (1, 0));
    drop(guard);
    assert_eq!(b.turns(), (1, 1));
}

#[test]
fn a_forgotten_disable_heals_at_any_call() {
    type Call = fn(&MemoryManager);
    let calls: [(&str, Call); 6] = [
        ("park", MemoryManager::on_thread_park),
        ("response", |_| response_ended()),
        ("report", |memory| _ = memory.report()),
        ("cleanup", |memory| _ = memory.cleanup()),
        ("capabilities", |memory| _ = memory.capabilities()),
        ("enable", |memory| _ = memory.gc_enable()),
    ];
    for (name, call) in calls {
        let b = bench();
        b.memory.gc_disable();
        b.clock.advance(Duration::from_secs(58));
        b.memory.on_thread_park();
        assert_eq!(b.turns(), (1, 0), "{name} before the deadline");
        b.clock.advance(Duration::from_secs(2));
        call(&b.memory);
        assert_eq!(b.turns(), (1, 1), "{name}");
    }
}

#[test]
fn a_forgotten_disable_heals_under_traffic_of_others() {
    let b = bench();
    b.memory.gc_disable();
    for _ in 0..6 {
        b.memory.gc_disable();
        b.clock.advance(Duration::from_secs(10));
        b.memory.gc_enable();
    }
    assert_eq!(b.turns(), (1, 1));
}

#[test]
fn a_forgotten_guard_ends_after_its_time() {
    let b = bench();
    std::mem::forget(b.memory.pause(Duration::from_secs(5)));
    let late = b.memory.pause(Duration::from_secs(1));
    b.clock.advance(Duration::from_secs(5));
    response_ended();
    assert_eq!(b.turns(), (1, 1));
    b.memory.gc_disable();
    drop(late);
    assert_eq!(
        b.turns(),
        (2, 1),
        "a guard that is dropped late ends nothing but itself"
    );
}

#[test]
fn the_deadline_can_be_set() {
    let b = bench();
    b.memory.set_gc_deadline(Duration::from_secs(1));
    b.memory.gc_disable();
    b.clock.advance(Duration::from_secs(1));
    assert!(b.memory.report().gc_enabled);
}

#[test]
fn a_pause_outlives_being_tuned() {
    let b = bench();
    assert!(b.memory.tune());
    assert_eq!(b.turns(), (0, 0));
    b.memory.gc_disable();
    assert!(b.memory.tune());
    assert_eq!(b.turns(), (2, 1));
    assert!(b.memory.gc_enable());
    assert_eq!((b.turns(), b.calls.tune.load(SeqCst)), ((2, 2), 2));
}

#[test]
fn a_manager_that_goes_away_leaves_nothing_suspended() {
    let Bench { memory, calls, .. } = bench();
    memory.gc_disable();
    drop(memory);
    assert_eq!(calls.resume.load(SeqCst), 1);
}

#[test]
fn a_cache_that_panics_is_counted_and_the_others_are_cleared() {
    let b = bench();
    let cleared = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&cleared);
    let good = Arc::new(Cache(move || _ = count.fetch_add(1, SeqCst)));
    let bad = Arc::new(Cache(|| panic!("the cache panics")));
    b.memory.register(&bad);
    b.memory.register(&good);
    b.memory.register(&good);
    for round in 1..=2 {
        let report = b.memory.cleanup();
        assert_eq!((report.caches_cleared, report.caches_failed), (1, 1));
        assert_eq!(report.outcome, CleanupOutcome::Purged);
        assert_eq!(
            (report.resident_before, report.resident_after),
            (None, None),
            "absent, not zero"
        );
        assert_eq!(cleared.load(SeqCst), round);
    }
    drop(good);
    assert_eq!(b.memory.cleanup().caches_cleared, 0, "held weakly");
}

#[test]
fn a_backend_that_panics_is_survived() {
    let b = bench();
    b.calls.panics.store(true, SeqCst);
    assert_eq!(b.memory.cleanup().outcome, CleanupOutcome::BackendFailed);
    b.memory.gc_disable();
    b.memory.gc_enable();
    b.memory.on_thread_park();
    assert_eq!(b.turns(), (1, 1));
    b.calls.panics.store(false, SeqCst);
    assert_eq!(b.memory.cleanup().outcome, CleanupOutcome::Purged);
}

#[test]
fn overlapping_cleanups_coalesce() {
    let b = bench();
    let (entered, wait_entered) = mpsc::channel();
    let (go_on, wait_go_on) = mpsc::channel();
    let waits = std::sync::Mutex::new((entered, wait_go_on));
    let slow = Arc::new(Cache(move || {
        let waits = waits.lock().unwrap();
        waits.0.send(()).unwrap();
        waits.1.recv().unwrap();
    }));
    b.memory.register(&slow);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| b.memory.cleanup());
        wait_entered.recv().unwrap();
        assert_eq!(b.memory.cleanup().outcome, CleanupOutcome::Coalesced);
        go_on.send(()).unwrap();
        assert_eq!(first.join().unwrap().outcome, CleanupOutcome::Purged);
    });
    assert_eq!(b.calls.purge.load(SeqCst), 1);
}

#[test]
fn a_cache_may_call_the_manager() {
    let b = bench();
    let memory = b.memory.clone();
    let outcome = Arc::new(std::sync::Mutex::new(None));
    let seen = Arc::clone(&outcome);
    let cache = Arc::new(Cache(move || *seen.lock().unwrap() = Some(memory.cleanup().outcome)));
    b.memory.register(&cache);
    assert_eq!(b.memory.cleanup().outcome, CleanupOutcome::Purged);
    assert_eq!(*outcome.lock().unwrap(), Some(CleanupOutcome::Coalesced));
}

#[test]
fn a_parking_thread_flushes_once_after_each_cleanup() {
    let b = bench();
    b.memory.on_thread_park();
    assert_eq!(b.calls.flush.load(SeqCst), 0);
    for round in 1..=2 {
        b.memory.cleanup();
        b.memory.on_thread_park();
        b.memory.on_thread_park();
        assert_eq!(b.calls.flush.load(SeqCst), round);
    }
}

#[test]
fn nothing_readable_is_unknown_and_absent() {
    let report = bench().memory.deep_report();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(
        json,
        serde_json::json!({ "status": "unknown", "process": {}, "allocator": "recorder", "gc_enabled": true })
    );
}

#[test]
fn cleanup_async_needs_no_runtime() {
    let b = bench();
    let report = futures::executor::block_on(b.memory.cleanup_async());
    assert_eq!(report.outcome, CleanupOutcome::Purged);
}

#[cfg(feature = "tokio")]
#[test]
fn cleanup_async_works_in_every_kind_of_runtime() {
    use tokio::runtime::Builder;

    for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let b = bench();
        let cleaner = std::thread::current().id();
        let cleaned_on = Arc::new(std::sync::Mutex::new(None));
        let seen = Arc::clone(&cleaned_on);
        let cache = Arc::new(Cache(move || *seen.lock().unwrap() = Some(std::thread::current().id())));
        b.memory.register(&cache);
        let report = builder
            .worker_threads(2)
            .build()
            .unwrap()
            .block_on(b.memory.cleanup_async());
        assert_eq!((report.outcome, report.caches_cleared), (CleanupOutcome::Purged, 1));
        assert_ne!(
            *cleaned_on.lock().unwrap(),
            Some(cleaner),
            "the executor's thread stays free"
        );
        assert!(b.calls.flush.load(SeqCst) > 0, "a worker has flushed");
    }
}

#[cfg(feature = "tokio")]
#[test]
fn cleanup_async_does_not_wait_for_a_runtime_that_nobody_drives() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let _entered = runtime.enter();
    let b = bench();
    assert_eq!(
        futures::executor::block_on(b.memory.cleanup_async()).outcome,
        CleanupOutcome::Purged
    );
}

#[cfg(feature = "tokio")]
#[test]
fn cleanup_async_runs_here_when_the_runtime_is_shutting_down() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let handle = runtime.handle().clone();
    drop(runtime);
    let _entered = handle.enter();
    let b = bench();
    assert_eq!(
        futures::executor::block_on(b.memory.cleanup_async()).outcome,
        CleanupOutcome::Purged
    );
}

#[test]
fn a_cleanup_that_is_dropped_lets_the_next_begin() {
    let b = bench();
    drop(b.memory.cleanup_async());
    drop(Run::begin(&b.memory.state));
    assert_eq!(b.memory.cleanup().outcome, CleanupOutcome::Purged);
}

#[test]
fn the_future_can_be_spawned() {
    fn spawnable<T: Send + 'static>(_: &T) {}
    let memory = MemoryManager::new();
    spawnable(&async move { memory.cleanup_async().await });
}
