use std::sync::{Mutex, MutexGuard, PoisonError};

use http::{
    HeaderMap, StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};

use super::filename::{attachment, with_extension};

const LATE: &str = "status and headers were set after the response had started, and have no effect";

/// The status and headers that a response starts with.
///
/// They have a lock of their own, because a handler on a thread sets them while the task waits. No code of the user's runs
/// while it is held.
pub(crate) struct ResponseHead(Mutex<HeadState>);

struct HeadState {
    /// Nothing once the commit has taken it.
    head: Option<(StatusCode, HeaderMap)>,
    /// The name under which the response is saved, unless the handler has said otherwise by a header.
    filename: Option<String>,
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
            filename: filename.map(str::to_owned),
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
        let mut changed = false;
        self.change(|_, headers| {
            headers.insert(CONTENT_DISPOSITION, attachment(name));
            changed = true;
        });
        if changed {
            self.state().filename = Some(name.to_owned());
        }
    }

    /// Changes status and headers, while they can still change.
    pub(crate) fn change(&self, change: impl FnOnce(&mut StatusCode, &mut HeaderMap)) {
        let mut state = self.state();
        if let HeadState {
            head: Some((status, headers)),
            sealed: false,
            ..
        } = &mut *state
        {
            change(status, headers);
        } else {
            drop(state);
            tracing::warn!(target: "velithon", "{LATE}");
        }
    }

    /// The status as it is now; nothing once the commit has taken it.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.state().head.as_ref().map(|(status, _)| *status)
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

    /// Takes status and headers for the commit. A filename gets one of these extensions, unless the handler says by a header of
    /// its own what the file is.
    pub(crate) fn take(&self, extensions: &[&str]) -> (StatusCode, HeaderMap) {
        let mut state = self.state();
        let (status, mut headers) = state.head.take().unwrap_or_default();
        if let Some(name) = state.filename.take()
            && headers.get(CONTENT_DISPOSITION) == Some(&attachment(&name))
            && !headers.contains_key(CONTENT_TYPE)
        {
            headers.insert(CONTENT_DISPOSITION, attachment(&with_extension(&name, extensions)));
        }
        (status, headers)
    }
}
