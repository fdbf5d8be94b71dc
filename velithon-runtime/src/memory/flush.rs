use std::{
    cell::Cell,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};
#[cfg(feature = "tokio")]
use std::{
    sync::{Condvar, PoisonError},
    time::Duration,
};

use super::panics::lock;

/// Numbers the requests of all managers, from 1 on.
static REQUESTS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The last request that this thread answered.
    static ANSWERED: Cell<u64> = const { Cell::new(0) };
}

/// A request to every thread to flush its own allocator cache. A thread answers it in its next
/// [`answer`](Self::answer), for instance when it parks.
#[derive(Debug, Default)]
pub(super) struct Flush {
    last: Mutex<Request>,
    /// The number of the last one again, to be read without the lock.
    number: AtomicU64,
    #[cfg(feature = "tokio")]
    answered: Condvar,
}

#[derive(Debug, Default)]
struct Request {
    number: u64,
    answers: usize,
}

impl Flush {
    pub(super) fn request(&self) {
        let mut last = lock(&self.last);
        let number = REQUESTS.fetch_add(1, Ordering::Relaxed) + 1;
        *last = Request { number, answers: 0 };
        self.number.store(number, Ordering::Relaxed);
    }

    /// Has the calling thread flush, if it was asked to since it last did.
    pub(super) fn answer(&self, flush: impl FnOnce()) {
        let number = self.number.load(Ordering::Relaxed);
        // A thread that is going away has nothing left to flush.
        let answered = ANSWERED.try_with(Cell::get).unwrap_or(u64::MAX);
        if answered < number {
            let _ = ANSWERED.try_with(|answered| answered.set(number));
            flush();
            let mut last = lock(&self.last);
            // A thread that was slow with an earlier request has not answered this one.
            last.answers += usize::from(last.number == number);
            #[cfg(feature = "tokio")]
            self.answered.notify_all();
        }
    }

    /// How many threads have answered the last request.
    #[cfg(feature = "tokio")]
    pub(super) fn answers(&self) -> usize {
        lock(&self.last).answers
    }

    /// Blocks until so many threads have answered the last request, but not for longer than the patience lasts.
    #[cfg(feature = "tokio")]
    pub(super) fn wait(&self, threads: usize, patience: Duration) {
        let missing = |last: &mut Request| last.answers < threads;
        let waited = self.answered.wait_timeout_while(lock(&self.last), patience, missing);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}
