use std::sync::atomic::{AtomicUsize, Ordering};

/// A quarter of the 512 threads that tokio has for blocking work.
const DEFAULT: usize = 128;

static STREAMS: Limit = Limit::new(DEFAULT);

/// Sets how many blocking streams may be at work in this process at the same time: 128 unless it is set.
///
/// A blocking stream is one of a plain `fn`, or of a document that is longer than a chunk: each has a thread for as long
/// as its handler is at work, which may be as long as its client reads. Past the limit, a request is answered by 503 with
/// `Retry-After`, as `application/problem+json`, before its handler is called. The limit is best set at the start of
/// `main`, and below `max_blocking_threads` of the tokio runtime (512 unless it is set), whose other work needs threads,
/// too. It holds for requests to come.
///
/// ```
/// velithon::set_max_blocking_streams(64);
/// ```
pub fn set_max_blocking_streams(most: usize) {
    STREAMS.most.store(most, Ordering::Relaxed);
}

/// A permit for one more stream; nothing where as many run as may.
pub(crate) fn permit() -> Option<Permit> {
    STREAMS.permit()
}

struct Limit {
    most: AtomicUsize,
    at_work: AtomicUsize,
}

impl Limit {
    const fn new(most: usize) -> Self {
        Self {
            most: AtomicUsize::new(most),
            at_work: AtomicUsize::new(0),
        }
    }

    fn permit(&'static self) -> Option<Permit> {
        let most = self.most.load(Ordering::Relaxed);
        let one_more = |at_work| (at_work < most).then_some(at_work + 1);
        let taken = self
            .at_work
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        taken.ok().map(|_| Permit(self))
    }
}

/// Counts one stream as running until it is dropped.
pub(crate) struct Permit(&'static Limit);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_permits_as_the_limit_says_and_each_comes_back() {
        static LIMIT: Limit = Limit::new(2);
        let first = LIMIT.permit();
        let second = LIMIT.permit();
        assert!(first.is_some() && second.is_some() && LIMIT.permit().is_none());
        drop(first);
        let third = LIMIT.permit();
        assert!(third.is_some() && LIMIT.permit().is_none());
        LIMIT.most.store(1, Ordering::Relaxed);
        drop(third);
        assert!(LIMIT.permit().is_none(), "one is at work, and one may be");
        LIMIT.most.store(0, Ordering::Relaxed);
        drop(second);
        assert!(LIMIT.permit().is_none());
    }
}
