use std::{
    fmt, mem,
    ops::{Deref, DerefMut},
};

use http::HeaderMap;

use crate::stream::sink::Sink;

/// The response's headers, while they can still change; see [`Emitter::headers_mut`](super::Emitter::headers_mut).
#[must_use = "headers change through the guard"]
pub struct HeadersMut<'a> {
    sink: &'a Sink,
    headers: HeaderMap,
}

impl<'a> HeadersMut<'a> {
    pub(crate) fn new(sink: &'a Sink) -> Self {
        let mut headers = HeaderMap::new();
        sink.response_head().change(|_, current| headers = current.clone());
        Self { sink, headers }
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
        &mut self.headers
    }
}

impl Drop for HeadersMut<'_> {
    fn drop(&mut self) {
        let headers = mem::take(&mut self.headers);
        self.sink.response_head().change(|_, current| *current = headers);
    }
}

impl fmt::Debug for HeadersMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.headers, f)
    }
}
