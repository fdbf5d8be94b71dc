use std::{
    sync::{
        Arc, Mutex, OnceLock, Weak,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{
    backend::{AllocatorBackend, detect::detect},
    capabilities::Capabilities,
    clock::{Clock, millis},
    flush::Flush,
    panics::{catch_panic, lock},
    pause::table::Pauses,
    reclaim::Registry,
    report::{sources::Sources, thresholds::Thresholds},
};

const DEFAULT_DEADLINE: Duration = Duration::from_secs(60);

static PROCESS: OnceLock<Arc<State>> = OnceLock::new();
/// Every state of the process, so that a response that ends can find overdue pauses of any manager.
static ALL: Mutex<Vec<Weak<State>>> = Mutex::new(Vec::new());
/// How many states have a pause open.
static SUSPENDED: AtomicUsize = AtomicUsize::new(0);

/// What all clones and guards of one manager share.
pub(super) struct State {
    pub(super) backend: Box<dyn AllocatorBackend>,
    pub(super) capabilities: Capabilities,
    pub(super) registry: Arc<Registry>,
    pub(super) cleaning: AtomicBool,
    pub(super) flush: Flush,
    pub(super) sources: Mutex<Sources>,
    pub(super) thresholds: Mutex<Thresholds>,
    clock: Clock,
    pauses: Mutex<Pauses>,
    /// Milliseconds after which a pause of `gc_disable` ends by itself.
    deadline: AtomicU64,
    /// Milliseconds on the clock when the next pause ends by itself; read without the lock.
    earliest: AtomicU64,
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
            capabilities: catch_panic(|| backend.capabilities()).unwrap_or_default(),
            backend,
            registry,
            cleaning: AtomicBool::new(false),
            flush: Flush::default(),
            sources: Mutex::new(sources),
            thresholds: Mutex::default(),
            clock,
            pauses: Mutex::default(),
            deadline: AtomicU64::new(millis(DEFAULT_DEADLINE)),
            earliest: AtomicU64::new(u64::MAX),
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
    pub(super) fn end_overdue_pauses(&self) {
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
        self.tell_allocator(&mut pauses);
        drop(pauses);
        if over > 0 {
            tracing::warn!(
                target: "velithon",
                pauses = over,
                "memory was not given back for too long: gc_enable is missing, or late"
            );
        }
        result
    }

    /// Tells the allocator if the first pause has begun or the last has ended. Under the lock, so that the allocator
    /// hears it in that order.
    fn tell_allocator(&self, pauses: &mut Pauses) {
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
                catch_panic(|| if suspend { backend.suspend() } else { backend.resume() });
            }
        }
        self.earliest.store(pauses.earliest(), Ordering::Relaxed);
    }

    /// Has the allocator tuned. A pause goes on: it has settings of its own.
    pub(super) fn tune(&self) -> bool {
        let pauses = lock(&self.pauses);
        let suspended = pauses.suspended && self.capabilities.suspend;
        self.capabilities.tune
            && catch_panic(|| {
                if suspended {
                    self.backend.resume();
                }
                self.backend.tune();
                if suspended {
                    self.backend.suspend();
                }
            })
            .is_some()
    }

    /// Flushes the calling thread's own allocator cache if a cleanup asked for that since it last did.
    pub(super) fn flush_thread(&self) {
        self.flush.answer(|| {
            if self.capabilities.thread_caches {
                catch_panic(|| self.backend.flush_thread());
            }
        });
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // The last handle is gone, so nobody can end what is still open.
        let suspended = lock(&self.pauses).suspended;
        self.tell_allocator(&mut Pauses {
            suspended,
            ..Pauses::default()
        });
    }
}

/// Ends the pauses whose time is over, in every manager; the stream code calls it whenever a response ends.
///
/// Without a pause anywhere this is one load.
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
        state.end_overdue_pauses();
    }
}
