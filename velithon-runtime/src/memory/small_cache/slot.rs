use std::{any::Any, sync::Arc, time::Duration};

/// The value or the error of a key, and until when it counts.
#[derive(Clone)]
pub(super) struct Slot<V> {
    known: Known<V>,
    /// Time on the clock; zero for a result that is handed to the callers that wait and not kept.
    until: Duration,
}

#[derive(Clone)]
enum Known<V> {
    Value(V),
    /// Each loader has an error type of its own.
    Error(Arc<dyn Any + Send + Sync>),
}

impl<V> Slot<V> {
    pub(super) fn value(value: V, now: Duration, lifetime: Duration) -> Self {
        Self {
            known: Known::Value(value),
            until: until(now, lifetime),
        }
    }

    pub(super) fn error<E: Send + Sync + 'static>(error: Arc<E>, now: Duration, lifetime: Duration) -> Self {
        Self {
            known: Known::Error(error),
            until: until(now, lifetime),
        }
    }

    pub(super) fn is_kept(&self) -> bool {
        !self.until.is_zero()
    }

    pub(super) fn is_fresh(&self, now: Duration) -> bool {
        now < self.until
    }

    pub(super) fn into_value(self) -> Option<V> {
        match self.known {
            Known::Value(value) => Some(value),
            Known::Error(_) => None,
        }
    }

    /// `None` for an error of another type.
    pub(super) fn into_result<E: Send + Sync + 'static>(self) -> Option<Result<V, Arc<E>>> {
        match self.known {
            Known::Value(value) => Some(Ok(value)),
            Known::Error(error) => error.downcast().ok().map(Err),
        }
    }
}

fn until(now: Duration, lifetime: Duration) -> Duration {
    if lifetime.is_zero() {
        Duration::ZERO
    } else {
        now.saturating_add(lifetime)
    }
}
