use std::{
    cell::Cell,
    sync::{
        Arc, Mutex, OnceLock, Weak,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{
    AllocatorBackend, Capabilities, Thresholds,
    backend::detect,
    clock::{Clock, millis},
    pause::table::Pauses,
    reclaim::Registry,
    report::Sources,
    tolerate::{lock, tolerate},
};

const DEFAULT_DEADLINE: Duration = Duration::from_mins(1);

static PROCESS: OnceLock<Arc<State>> = OnceLock::new();
/// Every state, to find those whose deadline is over.
static ALL: Mutex<Vec<Weak<State>>> = Mutex::new(Vec::new());
/// How many of them are suspended.
static SUSPENDED: AtomicUsize = AtomicUsize::new(0);
/// Numbers the requests to flush, over all states.
static FLUSHES: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The last request that this thread answered.
    static FLUSHED: Cell<u64> = const { Cell::new(0) };
}

/// What the handles of one manager share.
pub(super) struct State {
    pub(super) backend: Box<dyn AllocatorBackend>,
    pub(super) capabilities: Capabilities,
    pub(super) registry: Arc<Registry>,
    pub(super) cleaning: AtomicBool,
    pub(super) sources: Mutex<Sources>,
    pub(super) thresholds: Mutex<Thresholds>,
    clock: Clock,
    pauses: Mutex<Pauses>,
    /// Milliseconds after which a pause of `gc_disable` ends by itself.
    deadline: AtomicU64,
    /// Milliseconds on the clock when the next pause ends by itself; read without the lock.
    earliest: AtomicU64,
    /// The last request to flush, and how many threads have answered it.
    flush: Mutex<Flush>,
    /// Its number once more, to be read without the lock.
    request: AtomicU64,
}

#[derive(Default)]
struct Flush {
    request: u64,
    answers: usize,
}

impl State {
    /// The state that all managers of the process share.
    pub(super) fn process() -> Arc<Self> {
        Arc::clone(PROCESS.get_or_init(|| Self::new(detect(), Arc::default(), Sources::of_system(), Clock::System)))
    }

    /// A state with another allocator, and the process' caches.
    pub(super) fn with_backend(backend: Box<dyn AllocatorBackend>) -> Arc<Self> {
        let registry = Arc::clone(&Self::process().registry);
        Self::new(backend, registry, Sources::of_system(), Clock::System)
    }

    pub(super) fn new(
        backend: Box<dyn AllocatorBackend>,
        registry: Arc<Registry>,
        sources: Sources,
        clock: Clock,
    ) -> Arc<Self> {
        let state = Arc::new(Self {
            capabilities: tolerate(|| backend.capabilities()).unwrap_or_default(),
            backend,
            registry,
            cleaning: AtomicBool::new(false),
            sources: Mutex::new(sources),
            thresholds: Mutex::default(),
            clock,
            pauses: Mutex::default(),
            deadline: AtomicU64::new(millis(DEFAULT_DEADLINE)),
            earliest: AtomicU64::new(u64::MAX),
            flush: Mutex::default(),
            request: AtomicU64::new(0),
        });
        let mut all = lock(&ALL);
        all.retain(|known| known.strong_count() > 0);
        all.push(Arc::downgrade(&state));
        state
    }

    pub(super) fn resident(&self) -> Option<u64> {
        lock(&self.sources).resident()
    }

    pub(super) fn is_paused(&self) -> bool {
        !lock(&self.pauses).is_empty()
    }

    pub(super) fn set_deadline(&self, deadline: Duration) {
        self.deadline.store(millis(deadline), Ordering::Relaxed);
    }

    pub(super) fn disable(&self) {
        let length = self.deadline.load(Ordering::Relaxed);
        self.change(|pauses, now| pauses.counted.add(now, length));
    }

    pub(super) fn enable(&self) {
        self.change(|pauses, _| pauses.counted.remove_latest());
    }

    pub(super) fn begin_pause(&self, max: Duration) -> u64 {
        self.change(|pauses, now| pauses.guards.add(now, millis(max)))
    }

    pub(super) fn end_pause(&self, deadline: u64) {
        self.change(|pauses, _| pauses.guards.remove(deadline));
    }

    /// Ends the pauses whose time is over. Without any this is one load; with some, a look at the clock.
    pub(super) fn heal(&self) {
        if self.is_due() {
            self.change(|_, _| ());
        }
    }

    fn is_due(&self) -> bool {
        let earliest = self.earliest.load(Ordering::Relaxed);
        earliest != u64::MAX && earliest <= self.clock.millis()
    }

    fn change<T>(&self, change: impl FnOnce(&mut Pauses, u64) -> T) -> T {
        let now = self.clock.millis();
        let mut pauses = lock(&self.pauses);
        let over = pauses.expire(now);
        let result = change(&mut pauses, now);
        self.settle(&mut pauses);
        drop(pauses);
        if over > 0 {
            tracing::warn!(
                pauses = over,
                "memory was not given back for too long: gc_enable is missing, or late"
            );
        }
        result
    }

    /// Tells the allocator if the first pause has begun or the last has ended. Under the lock, so that the allocator
    /// hears it in that order.
    fn settle(&self, pauses: &mut Pauses) {
        let suspend = !pauses.is_empty();
        if suspend != pauses.suspended {
            pauses.suspended = suspend;
            if suspend {
                SUSPENDED.fetch_add(1, Ordering::Relaxed);
            } else {
                SUSPENDED.fetch_sub(1, Ordering::Relaxed);
            }
            if self.capabilities.suspend {
                let backend = &self.backend;
                tolerate(|| if suspend { backend.suspend() } else { backend.resume() });
            }
        }
        self.earliest.store(pauses.earliest(), Ordering::Relaxed);
    }

    /// Asks every thread with a park hook to flush its own allocator cache.
    pub(super) fn request_flush(&self) {
        let mut flush = lock(&self.flush);
        let request = FLUSHES.fetch_add(1, Ordering::Relaxed) + 1;
        *flush = Flush { request, answers: 0 };
        self.request.store(request, Ordering::Relaxed);
    }

    /// How many threads have answered the last request.
    #[cfg(feature = "tokio")]
    pub(super) fn flushed(&self) -> usize {
        lock(&self.flush).answers
    }

    /// Flushes the calling thread's own allocator cache if that was asked for since it last did.
    pub(super) fn flush_thread(&self) {
        let request = self.request.load(Ordering::Relaxed);
        // A thread that is going away has nothing left to flush.
        let answered = FLUSHED.try_with(Cell::get).unwrap_or(u64::MAX);
        if answered < request {
            let _ = FLUSHED.try_with(|flushed| flushed.set(request));
            if self.capabilities.thread_caches {
                tolerate(|| self.backend.flush_thread());
            }
            let mut flush = lock(&self.flush);
            // A thread that was slow with an earlier request has not answered this one.
            flush.answers += usize::from(flush.request == request);
        }
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // The last handle is gone, so nobody can end what is still open.
        let suspended = lock(&self.pauses).suspended;
        self.settle(&mut Pauses {
            suspended,
            ..Pauses::default()
        });
    }
}

/// Ends the pauses whose time is over, in every manager; the stream code calls it whenever a response ends.
///
/// Without a pause anywhere this is one load.
#[allow(dead_code, reason = "the stream module calls it")]
pub(crate) fn response_ended() {
    if SUSPENDED.load(Ordering::Relaxed) == 0 {
        return;
    }
    let due: Vec<_> = lock(&ALL)
        .iter()
        .filter_map(Weak::upgrade)
        .filter(|state| state.is_due())
        .collect();
    for state in due {
        state.heal();
    }
}
