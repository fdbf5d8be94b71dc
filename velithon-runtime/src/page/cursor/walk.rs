use super::{
    binding::{Binding, Differences, binding},
    body::warn_of_unbound,
    request::CursorRequest,
    sort::{AskedSort, has_choice},
    token::{Token, room_for_key},
};
use crate::{
    head::{RequestHead, bound_body::BoundBody},
    keyset::{Key, Keyset},
    page::{
        options::PageOptions,
        request::{
            paging::{bad, given, size},
            query,
            refusal::Refusal,
        },
        total::seen::Seen,
    },
    problem::Problem,
};

/// A checked request for a page in cursor style, with what its page is made by.
#[derive(Debug)]
pub struct Walk<'o, T> {
    pub(super) options: &'o PageOptions,
    pub(super) request: CursorRequest<T>,
    /// Whether the client goes back. In a reversed order, rows are then read in the declared one.
    pub(super) goes_back: bool,
    /// Whether there is a cursor and a body that it does not hold for.
    pub(super) has_unbound_body: bool,
    /// What `sort` says to ask for the order.
    pub(super) sort: String,
    pub(super) binding: Binding,
}

impl<'o, T: Keyset> Walk<'o, T> {
    /// Reads the parameters of a page.
    ///
    /// # Errors
    ///
    /// The answer to a request that is not for a page of this handler: 400, as `application/problem+json`. A handler
    /// that lacks what it needs for any page answers 500.
    pub(crate) fn open<'h>(head: &'h RequestHead, options: &'o PageOptions) -> Result<Self, Refusal<'h>> {
        Self::read(head, options, size, None).map_err(|problem| Refusal::new(head, problem))
    }

    /// The rows to read.
    pub(crate) fn request(&self) -> &CursorRequest<T> {
        &self.request
    }

    /// How the handler's pages are made.
    pub(crate) fn options(&self) -> &'o PageOptions {
        self.options
    }

    /// What a page proves about the total, for which so many rows were read.
    pub(crate) fn seen(&self, read: usize) -> Seen {
        let (read, size) = (u64::try_from(read).unwrap_or(u64::MAX), u64::from(self.request.size()));
        Seen::of_walk(self.request.key().is_some(), read.min(size), read > size)
    }

    /// Reads the parameters: that of the size by `size`, and the cursor unless one is given otherwise.
    pub(super) fn read(
        head: &RequestHead,
        options: &'o PageOptions,
        size: fn(&str, &PageOptions) -> Result<u32, Problem>,
        cursor: Option<&str>,
    ) -> Result<Self, Problem> {
        if options.keys.is_some_and(|keys| !keys().are_set()) {
            tracing::error!(target: "velithon", handler = %options.handler, "a handler signs its cursors, and no keys are set; call `CursorKeys::set` at start");
            return Err(Problem::internal());
        }
        if head.bound_body() == BoundBody::Unwritable {
            return Err(Problem::internal());
        }
        let query = head.query().unwrap_or_default();
        let size = size(query, options)?;
        let asked = AskedSort::read::<T>(query, options)?;
        let sort = asked.name::<T>();
        let binding = binding(head, options, has_choice(T::SORTS, options));
        let key_room = room_for_key(&sort, binding.body.is_some(), options.keys.is_some());
        let request = CursorRequest::new(size).sorted(asked.index).with_key_room(key_room);
        let mut walk = Self {
            options,
            request: if asked.is_reversed { request.backward() } else { request },
            goes_back: false,
            has_unbound_body: false,
            sort,
            binding,
        };
        let cursor = match cursor {
            Some(cursor) => Some(cursor),
            None => given(query, options.position_name)?,
        };
        if let Some(cursor) = cursor {
            walk.start(cursor, asked)?;
            walk.has_unbound_body = head.has_body() && head.bound_body() == BoundBody::None;
            if walk.has_unbound_body {
                warn_of_unbound(options.handler);
            }
        }
        Ok(walk)
    }

    /// Makes the page start where the cursor says.
    fn start(&mut self, cursor: &str, asked: AskedSort) -> Result<(), Problem> {
        let invalid = || self.invalid_cursor();
        let text = query::decoded(cursor);
        let text = std::str::from_utf8(&text).map_err(|_| invalid())?;
        let bytes = Token::open(text, self.options.keys.map(|keys| keys())).ok_or_else(invalid)?;
        let Token { sort, start, binding } = Token::read(&bytes).ok_or_else(invalid)?;
        let differences = self.binding.differences(&binding, sort != self.sort);
        if !differences.is_empty() {
            return Err(self.other_query(&differences));
        }
        let mut request = self.request.clone();
        if let Some(key) = start.key {
            request = request.after(Key::decode(asked.index, key).ok_or_else(invalid)?);
        }
        self.request = request.reading_backward(start.backward != asked.is_reversed);
        self.goes_back = start.backward;
        Ok(())
    }

    /// A cursor that was made for another request than this one.
    fn other_query(&self, differences: &Differences) -> Problem {
        let name = self.options.position_name;
        let detail = format!(
            "`{name}` was made for {differences}; start again without it, or go back to the request that it came with"
        );
        bad(name, "cursor-query-mismatch", detail).with("differs", differences.names())
    }

    pub(super) fn invalid_cursor(&self) -> Problem {
        let name = self.options.position_name;
        let detail = format!("`{name}` is no cursor of this server; start again without it");
        bad(name, "invalid-cursor", detail)
    }
}
