use std::sync::{Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, StatusCode, header::CONTENT_DISPOSITION};

use super::filename::attachment;

const LATE: &str = "status and headers were set after the response had started, and have no effect";

/// The status and headers that a response starts with.
///
/// They have a lock of their own, because a handler on a thread sets them while the task waits. No code of the user's runs
/// while it is held.
pub(crate) struct ResponseHead(Mutex<HeadState>);

struct HeadState {
    /// Nothing once the commit has taken it.
    head: Option<(StatusCode, HeaderMap)>,
    /// A thread has sent its first part: the head can no longer change, though the task has not taken it yet.
    sealed: bool,
}

impl ResponseHead {
    pub(crate) fn new(filename: Option<&str>) -> Self {
        let mut headers = HeaderMap::new();
        if let Some(name) = filename {
            headers.insert(CONTENT_DISPOSITION, attachment(name));
        }
        Self(Mutex::new(HeadState {
            head: Some((StatusCode::OK, headers)),
            sealed: false,
        }))
    }

    fn state(&self) -> MutexGuard<'_, HeadState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the response has started.
    pub(crate) fn is_committed(&self) -> bool {
        self.state().head.is_none()
    }

    /// Allows no further change.
    pub(crate) fn seal(&self) {
        self.state().sealed = true;
    }

    /// Sets `Content-Disposition`, so that a browser saves the response under this name.
    pub(crate) fn filename(&self, name: &str) {
        self.change(|_, headers| {
            headers.insert(CONTENT_DISPOSITION, attachment(name));
        });
    }

    /// Changes status and headers, while they can still change.
    pub(crate) fn change(&self, change: impl FnOnce(&mut StatusCode, &mut HeaderMap)) {
        let mut state = self.state();
        if let HeadState {
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

    /// The headers as they are now; none once the commit has taken them.
    pub(crate) fn headers(&self) -> HeaderMap {
        let state = self.state();
        state
            .head
            .as_ref()
            .map(|(_, headers)| headers.clone())
            .unwrap_or_default()
    }

    /// Takes status and headers for the commit.
    pub(crate) fn take(&self) -> (StatusCode, HeaderMap) {
        self.state().head.take().unwrap_or_default()
    }
}
