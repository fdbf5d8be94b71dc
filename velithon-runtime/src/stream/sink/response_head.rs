use std::sync::{Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, StatusCode, header::CONTENT_DISPOSITION};

use super::filename::attachment;

const LATE: &str = "status and headers were set after the response had started, and have no effect";

/// What a response starts with.
///
/// It has a lock of its own, because a handler on a thread sets it while the task waits. Nothing of the user's runs while
/// it is held.
pub(crate) struct Start(Mutex<State>);

struct State {
    /// Nothing once the commit has taken it.
    head: Option<(StatusCode, HeaderMap)>,
    /// It counts as it is, though nobody has taken it yet.
    sealed: bool,
}

impl Start {
    pub(crate) fn new(filename: Option<&str>) -> Self {
        let mut headers = HeaderMap::new();
        if let Some(name) = filename {
            headers.insert(CONTENT_DISPOSITION, attachment(name));
        }
        Self(Mutex::new(State {
            head: Some((StatusCode::OK, headers)),
            sealed: false,
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the response has started.
    pub(crate) fn is_committed(&self) -> bool {
        self.state().head.is_none()
    }

    /// Lets status and headers be what they are.
    pub(crate) fn seal(&self) {
        self.state().sealed = true;
    }

    /// Has a browser save the response under this name.
    pub(crate) fn filename(&self, name: &str) {
        self.change(|_, headers| {
            headers.insert(CONTENT_DISPOSITION, attachment(name));
        });
    }

    /// Changes status and headers, while they can still change.
    pub(crate) fn change(&self, change: impl FnOnce(&mut StatusCode, &mut HeaderMap)) {
        let mut state = self.state();
        if let State {
            head: Some((status, headers)),
            sealed: false,
        } = &mut *state
        {
            change(status, headers);
        } else {
            drop(state);
            tracing::warn!(target: "velithon", "{LATE}");
        }
    }

    /// Takes status and headers for the commit.
    pub(crate) fn take(&self) -> (StatusCode, HeaderMap) {
        self.state().head.take().unwrap_or_default()
    }
}
