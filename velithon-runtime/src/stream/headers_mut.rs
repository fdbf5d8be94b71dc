use std::{
    fmt, mem,
    ops::{Deref, DerefMut},
};

use http::HeaderMap;

use super::emitter::Emitter;

/// The response's headers, while they can still change; see [`Emitter::headers_mut`].
#[must_use = "headers change through the guard"]
pub struct HeadersMut<'a, T: ?Sized> {
    emitter: &'a Emitter<T>,
    headers: HeaderMap,
}

impl<'a, T: ?Sized> HeadersMut<'a, T> {
    pub(super) fn new(emitter: &'a Emitter<T>, headers: HeaderMap) -> Self {
        Self { emitter, headers }
    }
}

impl<T: ?Sized> Deref for HeadersMut<'_, T> {
    type Target = HeaderMap;

    fn deref(&self) -> &HeaderMap {
        &self.headers
    }
}

impl<T: ?Sized> DerefMut for HeadersMut<'_, T> {
    fn deref_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}

impl<T: ?Sized> Drop for HeadersMut<'_, T> {
    fn drop(&mut self) {
        let headers = mem::take(&mut self.headers);
        self.emitter.with_head(|(_, current)| *current = headers);
    }
}

impl<T: ?Sized> fmt::Debug for HeadersMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.headers, f)
    }
}
