use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A monotonic clock that starts with the process; tests advance one by hand.
#[derive(Clone, Debug)]
pub(super) enum Clock {
    System,
    #[cfg(test)]
    Manual(std::sync::Arc<std::sync::atomic::AtomicU64>),
}

impl Clock {
    pub(super) fn now(&self) -> Duration {
        match self {
            Self::System => START.elapsed(),
            #[cfg(test)]
            Self::Manual(millis) => Duration::from_millis(millis.load(std::sync::atomic::Ordering::SeqCst)),
        }
    }

    /// [`now`](Self::now) in milliseconds, which last for half a billion years.
    pub(super) fn millis(&self) -> u64 {
        millis(self.now())
    }

    #[cfg(test)]
    pub(super) fn manual() -> Self {
        Self::Manual(std::sync::Arc::default())
    }

    #[cfg(test)]
    pub(super) fn advance(&self, by: Duration) {
        if let Self::Manual(now) = self {
            now.fetch_add(millis(by), std::sync::atomic::Ordering::SeqCst);
        }
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
