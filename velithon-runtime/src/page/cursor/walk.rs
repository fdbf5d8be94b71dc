use std::error::Error;

use http::StatusCode;

use super::{
    binding::{Binding, binding},
    request::CursorRequest,
    token::{LONGEST, ReadFrom, Token, TokenError},
};
use crate::{
    head::RequestHead,
    keyset::{Key, KeyError, Keyset, Sort},
    page::{
        failure::{BoxError, Failure},
        handler::cursor_return::RowOf,
        items::PageItems,
        options::PageOptions,
        request::{
            paging::{bad, given, size},
            query,
            refusal::Refusal,
        },
        response::Page,
        total::counted::Counted,
        writer::{PageWriter, members::Member},
    },
    problem::Problem,
};

/// A checked request for a page in cursor style, with what its page is made by.
#[derive(Debug)]
pub(crate) struct Walk<'h, T> {
    pub(super) head: &'h RequestHead,
    pub(super) options: &'h PageOptions,
    pub(super) request: CursorRequest<T>,
    pub(super) binding: Binding,
}

/// Whether there is an order of this name, as far as it is known which orders there are.
#[must_use]
pub const fn has_sort(sorts: Option<&[Sort]>, name: &str) -> bool {
    let Some(mut rest) = sorts else {
        return true;
    };
    while let Some((sort, others)) = rest.split_first() {
        if is_same(sort.name().as_bytes(), name.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let (Some((a, one_rest)), Some((b, other_rest))) = (one.split_first(), other.split_first()) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

impl<'h, T: Keyset> Walk<'h, T> {
    /// Reads the parameters of a page.
    ///
    /// # Errors
    ///
    /// The answer to a request that is not for a page of this handler: 400, as `application/problem+json`. A handler
    /// that lacks what it needs for any page answers 500.
    pub(crate) fn open(head: &'h RequestHead, options: &'h PageOptions) -> Result<Self, Refusal<'h>> {
        Self::read(head, options, size).map_err(|problem| Refusal::new(head, problem))
    }

    pub(crate) fn request(&self) -> &CursorRequest<T> {
        &self.request
    }

    /// Reads the parameters, that of the size by `size`.
    pub(super) fn read(
        head: &'h RequestHead,
        options: &'h PageOptions,
        size: fn(&str, &PageOptions) -> Result<u32, Problem>,
    ) -> Result<Self, Problem> {
        if options.keys.is_some_and(|keys| !keys().are_set()) {
            tracing::error!(target: "velithon", "a handler signs its cursors, and no keys are set; call `CursorKeys::set` at start");
            return Err(Problem::internal());
        }
        let query = head.query().unwrap_or_default();
        let request = CursorRequest::new(size(query, options)?).sorted(sort::<T>(query, options)?);
        let mut walk = Self {
            head,
            options,
            request,
            binding: binding(head, options, T::SORTS.len() > 1),
        };
        if let Some(cursor) = given(query, options.position_name)? {
            walk.start(cursor)?;
        }
        Ok(walk)
    }

    /// Makes the page start where the cursor says.
    pub(super) fn start(&mut self, cursor: &str) -> Result<(), Problem> {
        let invalid = || self.invalid_cursor();
        let text: Vec<u8> = query::decode(cursor).take(LONGEST + 1).collect();
        let text = std::str::from_utf8(&text).map_err(|_| invalid())?;
        let bytes = Token::open(text, self.options.keys.map(|keys| keys())).ok_or_else(invalid)?;
        let Token { sort, start, binding } = Token::read(&bytes).ok_or_else(invalid)?;
        if binding != self.binding || sort != self.request.sort().name() {
            let name = self.options.position_name;
            let detail = format!(
                "`{name}` was made for another path, other parameters or another order; start again without it, or go \
                 back to the request that it came with"
            );
            return Err(bad(name, "cursor-query-mismatch", detail));
        }
        let request = self.request.clone();
        let request = match start.key {
            Some(key) => request.after(Key::decode(self.request.sort_index(), key).ok_or_else(invalid)?),
            None => request,
        };
        self.request = if start.backward { request.backward() } else { request };
        Ok(())
    }

    pub(super) fn invalid_cursor(&self) -> Problem {
        let name = self.options.position_name;
        let detail = format!("`{name}` is no cursor of this server; start again without it");
        bad(name, "invalid-cursor", detail)
    }

    /// The answer where the source fails. An error that blames the key is answered as an invalid cursor: no row has such
    /// a key, so a client made it up.
    pub(crate) fn failed(&self, error: BoxError) -> Page {
        if self.request.key().is_some() && blames_the_key(&*error) {
            return Page::from(self.invalid_cursor()).answering(self.head.method());
        }
        Failure::Source(error).answer(self.head)
    }

    /// The page of these rows, which were read as the request asks.
    pub(crate) fn page<R: RowOf<T>>(&self, rows: impl Into<PageItems<R>>) -> Page {
        self.render(rows.into())
            .unwrap_or_else(|failure| failure.answer(self.head))
    }

    fn render<R: RowOf<T>>(&self, items: PageItems<R>) -> Result<Page, Failure> {
        let (mut rows, total) = items.into_parts();
        let Self { options, request, .. } = self;
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if request.is_backward() {
            rows.reverse();
        }
        // Where the client came from there were rows, though they may have been deleted since.
        let came = request.key().is_some();
        let (has_next, has_prev) = if request.is_backward() {
            (came, more)
        } else {
            (more, came)
        };
        let next = has_next.then(|| self.token(false, rows.last())).transpose()?;
        let prev = has_prev.then(|| self.token(true, rows.first())).transpose()?;
        let seen = u64::try_from(rows.len())
            .unwrap_or(u64::MAX)
            .saturating_add(more.into());
        let total = total.map(|total| Counted {
            rows: total.rows.max(seen),
            exact: total.exact && total.rows >= seen,
        });
        let mut writer = PageWriter::for_rows(options, request.size());
        writer.extend(rows)?;
        let positions = [
            ("first", Some(String::new())),
            ("prev", prev.clone()),
            ("next", next.clone()),
        ];
        let members = Member::of_walk(request.size(), total, next, prev);
        Ok(writer.close(self.head, options, members, &positions))
    }

    /// The cursor to what comes after a row, or backwards before it. Without a row, a page without any, it leads to
    /// the end from which the rows that there may be are read on.
    pub(super) fn token<R: RowOf<T>>(&self, backward: bool, row: Option<&R>) -> Result<String, TokenError> {
        let key = row.map(|row| Key::of(row.row(), self.request.sort_index())).transpose();
        let key = key.map_err(TokenError::Key)?;
        self.token_of(backward, key.as_ref())
    }

    /// The cursor from which this request reads.
    pub(super) fn here(&self) -> Result<String, TokenError> {
        self.token_of(self.request.is_backward(), self.request.key())
    }

    fn token_of(&self, backward: bool, key: Option<&Key<T>>) -> Result<String, TokenError> {
        let token = Token {
            sort: self.request.sort().name(),
            start: ReadFrom {
                backward,
                key: key.map(Key::as_bytes),
            },
            binding: self.binding,
        };
        token.encode(self.options.keys.map(|keys| keys()))
    }
}

/// Whether an error is a [`KeyError`], or comes of one.
pub(super) fn blames_the_key(error: &(dyn Error + 'static)) -> bool {
    error.is::<KeyError>() || error.source().is_some_and(blames_the_key)
}

/// The index of the order that a request names, or else the handler.
fn sort<T: Keyset>(query: &str, options: &PageOptions) -> Result<usize, Problem> {
    let name = options.sort_name;
    if T::SORTS.len() > 1
        && let Some(value) = given(query, name)?
    {
        let asked = T::SORTS.iter().position(|sort| query::names(value, sort.name()));
        return asked.ok_or_else(|| {
            let names: Vec<_> = T::SORTS.iter().map(Sort::name).collect();
            let detail = format!("`{name}` names no order; there are `{}`", names.join("`, `"));
            bad(name, "unknown-sort", detail).with("allowed", names)
        });
    }
    let Some(default) = options.sort else {
        return Ok(0);
    };
    let index = T::SORTS.iter().position(|sort| sort.name() == default);
    index.ok_or_else(|| {
        tracing::error!(target: "velithon", sort = default, "a handler names an order that its rows do not have");
        Problem::internal()
    })
}

impl Problem {
    /// The code of a page that no cursor leads on from.
    pub(crate) const CURSOR_TOO_LONG: &str = "cursor-too-long";

    /// A row that no cursor can name.
    pub(crate) fn cursor_too_long() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Self::CURSOR_TOO_LONG,
            "a row at the end of this page has a key that is too long for a cursor; the server's log has the reason",
        )
    }
}
