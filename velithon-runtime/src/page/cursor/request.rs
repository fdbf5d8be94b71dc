use std::fmt;

use super::token::room_for_key;
use crate::keyset::{Key, Keyset, Sort};

/// How many rows a source reads beyond [`limit`](CursorRequest::limit) where the page cannot end as it should, because keys
/// are too long for a cursor.
pub(crate) const ROWS_BEYOND: usize = 16;

/// The rows that a client asked for: the handle of `#[paginate]` in cursor style, already checked.
///
/// A query reads the first [`limit`](Self::limit) rows that come after [`key`](Self::key) in the direction of reading:
/// the direction of [`sort`](Self::sort), or backwards against it, NULLs included. It gives them back in the order in
/// which it read them. Without a key, it starts where reading starts: at the first row, or backwards at the last.
pub struct CursorRequest<T> {
    size: u32,
    sort: usize,
    backward: bool,
    key: Option<Key<T>>,
    key_room: usize,
}

impl<T: Keyset> CursorRequest<T> {
    /// The first page of `size` rows in the row's first order. The attribute makes requests; this is for tests of what
    /// takes one. A `size` of 0 counts as 1.
    #[must_use]
    pub fn new(size: u32) -> Self {
        Self {
            size: size.max(1),
            sort: 0,
            backward: false,
            key: None,
            key_room: room_for_key("", false, false),
        }
    }

    /// The same request in the order with this index in [`SORTS`](Keyset::SORTS), from the start.
    #[must_use]
    pub fn sorted(mut self, sort: usize) -> Self {
        self.sort = sort;
        self.key = None;
        self
    }

    /// The same request for the rows after this key, in the key's order.
    #[must_use]
    pub fn after(mut self, key: Key<T>) -> Self {
        self.sort = key.sort_index();
        self.key = Some(key);
        self
    }

    /// The same request read backwards: against the order.
    #[must_use]
    pub fn backward(mut self) -> Self {
        self.backward = true;
        self
    }

    /// The same, for so many rows.
    pub(crate) fn resized(mut self, size: u32) -> Self {
        self.size = size.max(1);
        self
    }

    pub(crate) fn reading_backward(mut self, backward: bool) -> Self {
        self.backward = backward;
        self
    }

    pub(crate) fn with_key_room(mut self, bytes: usize) -> Self {
        self.key_room = bytes;
        self
    }

    /// How many bytes a key may have, so that a cursor can carry it.
    pub(crate) fn key_room(&self) -> usize {
        self.key_room
    }

    /// How many rows to read: one more than the page has. From 2 to 2<sup>32</sup>; an `i64` because SQL binds that.
    #[must_use]
    pub fn limit(&self) -> i64 {
        i64::from(self.size) + 1
    }

    /// How many rows the page has at most, at least 1.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.size
    }

    /// The order of the rows, as the row's `#[keyset(sort = …)]` declares it.
    #[must_use]
    pub fn sort(&self) -> &'static Sort {
        Sort::at::<T>(self.sort)
    }

    /// The index of that order in [`SORTS`](Keyset::SORTS).
    #[must_use]
    pub fn sort_index(&self) -> usize {
        self.sort
    }

    /// Whether rows are read from the last to the first: on the way back, or where the client asks for the order reversed
    /// (`sort=-name`). What the client gets is turned round as it has to be.
    #[must_use]
    pub fn is_backward(&self) -> bool {
        self.backward
    }

    /// The key of the row after which reading begins. That row itself is not read, and may have been deleted.
    #[must_use]
    pub fn key(&self) -> Option<&Key<T>> {
        self.key.as_ref()
    }
}

impl<T> Clone for CursorRequest<T> {
    fn clone(&self) -> Self {
        Self {
            size: self.size,
            sort: self.sort,
            backward: self.backward,
            key: self.key.clone(),
            key_room: self.key_room,
        }
    }
}

impl<T> fmt::Debug for CursorRequest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CursorRequest")
            .field("size", &self.size)
            .field("sort", &self.sort)
            .field("backward", &self.backward)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
