use std::{
    fmt, mem,
    ops::{Deref, DerefMut},
};

use http::HeaderMap;

use crate::stream::sink::Sink;

/// The response's headers, while they can still change; see [`Emitter::headers_mut`](crate::Emitter::headers_mut).
#[must_use = "headers change through the guard"]
pub struct HeadersMut<'a> {
    sink: &'a Sink,
    headers: HeaderMap,
    changed: bool,
}

impl<'a> HeadersMut<'a> {
    pub(crate) fn new(sink: &'a Sink) -> Self {
        Self {
            sink,
            headers: sink.response_head().headers(),
            changed: false,
        }
    }
}

impl Deref for HeadersMut<'_> {
    type Target = HeaderMap;

    fn deref(&self) -> &HeaderMap {
        &self.headers
    }
}

impl DerefMut for HeadersMut<'_> {
    fn deref_mut(&mut self) -> &mut HeaderMap {
        self.changed = true;
        &mut self.headers
    }
}

impl Drop for HeadersMut<'_> {
    fn drop(&mut self) {
        if self.changed {
            let headers = mem::take(&mut self.headers);
            self.sink.response_head().change(|_, current| *current = headers);
        }
    }
}

impl fmt::Debug for HeadersMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.headers, f)
    }
}
