//! The rows that were read become a page, with cursors to its neighbours.

use std::borrow::Cow;

use http::StatusCode;
use serde::Serialize;

use super::{
    failure::WalkFailure,
    page_end::page_end,
    token::{ReadFrom, Token, TokenError},
    walk::Walk,
    walked::Walked,
};
use crate::{
    head::{RequestHead, bound_body::UnboundBody},
    keyset::{Key, KeyError, Keyset, compare_rows, raw::KeyForm, row_keys::RowKeys},
    page::{
        failure::{BoxError, Failure},
        handler::cursor_return::RowOf,
        items::{ItemParts, PageItems},
        reference::PagePosition,
        response::Page,
        total::seen::Seen,
        writer::{PageWriter, members::Member},
    },
    problem::Problem,
};

impl<T: Keyset> Walk<'_, T> {
    /// The answer where the source fails. An error that blames the key is answered as an invalid cursor: no row has such
    /// a key, so a client made it up.
    pub(crate) fn failed(&self, head: &RequestHead, error: BoxError) -> Page {
        if self.request.key().is_some() && KeyError::is_cause_of(&*error) {
            return Page::from(self.invalid_cursor()).answering(head.method());
        }
        Failure::Source(error).answer(head, self.options.handler)
    }

    /// The page of these rows, which were read as the request asks.
    pub(crate) fn page<R: RowOf<T> + Serialize>(&self, head: &RequestHead, rows: impl Into<PageItems<R>>) -> Page {
        self.page_of(head, rows.into(), |row| Some(row.row()))
    }

    /// The page of what is sent for rows. `row_of` tells the row of each, unless the items have keys of their own.
    pub(crate) fn page_of<R: Serialize>(
        &self,
        head: &RequestHead,
        items: PageItems<R>,
        row_of: fn(&R) -> Option<&T>,
    ) -> Page {
        let items = items.into_parts();
        if items.walked.is_refused || self.is_of_another_source(items.walked.keys.as_ref()) {
            return Page::from(self.invalid_cursor()).answering(head.method());
        }
        let page = self
            .render(head, items, row_of)
            .unwrap_or_else(|failure| failure.answer(head, self.options.handler));
        if self.has_unbound_body {
            page.with_extension(UnboundBody)
        } else {
            page
        }
    }

    /// Whether the request's key has other values than the keys of the rows, so that no cursor of these rows was sent.
    pub(super) fn is_of_another_source(&self, keys: Option<&RowKeys>) -> bool {
        let form = keys.map_or(KeyForm::TYPED, RowKeys::form);
        self.request.key().is_some_and(|key| key.form() != form)
    }

    fn render<R: Serialize>(
        &self,
        head: &RequestHead,
        items: ItemParts<R>,
        row_of: fn(&R) -> Option<&T>,
    ) -> Result<Page, Failure> {
        let ItemParts {
            mut rows,
            total,
            walked: Walked { keys, is_all, .. },
            added,
        } = items;
        let Self { options, request, .. } = self;
        let row_key = |rows: &[R], row| self.row_key(rows, keys.as_ref(), row, row_of);
        let read = rows.len();
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        let end = self.end_of(&rows, keys.as_ref(), is_all, row_of)?;
        let more = end < read || (end > size && !is_all);
        rows.truncate(end);
        let ahead = more.then(|| row_key(&rows, end.saturating_sub(1))).transpose()?;
        // Where the client came from there were rows, though they may have been deleted since.
        let behind = request.key().map(|_| {
            if rows.is_empty() {
                Ok(None)
            } else {
                row_key(&rows, 0).map(Some)
            }
        });
        let ahead = ahead.map(|key| self.token(self.goes_back, Some(&key))).transpose()?;
        let behind = match behind
            .transpose()?
            .map(|key| self.token(!self.goes_back, key.as_deref()))
            .transpose()
        {
            // It is the way back alone that is missing.
            Err(TokenError::TooLong) if !self.goes_back => None,
            behind => behind?,
        };
        let (next, prev) = if self.goes_back {
            (behind, ahead)
        } else {
            (ahead, behind)
        };
        if self.goes_back {
            rows.reverse();
        }
        // What the rows prove is true, whatever was counted a moment earlier or later.
        let served = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let seen = Seen::of_walk(request.key().is_some(), served, end < read);
        let decided = seen.decide().filter(|_| !more);
        let total = total.map(|total| decided.unwrap_or_else(|| seen.correct(total)));
        let mut writer = PageWriter::for_rows(head, options, request.size())
            .with_room(u32::try_from(end).unwrap_or(u32::MAX))
            .with_cursors([&next, &prev])
            .with_added(added);
        writer.extend(rows)?;
        let positions = [
            ("first", Some(String::new())),
            ("prev", prev.clone()),
            ("next", next.clone()),
        ]
        .map(|(relation, cursor)| (relation, cursor.map(PagePosition::Cursor)));
        let members = Member::of_walk(request.size(), total, next, prev);
        Ok(writer.close(head, options, members, positions))
    }

    /// How many of the rows that were read are on the page, or in the batch. `row_of` tells the row of each, unless there are
    /// keys.
    pub(super) fn end_of<R>(
        &self,
        rows: &[R],
        keys: Option<&RowKeys>,
        is_all: bool,
        row_of: fn(&R) -> Option<&T>,
    ) -> Result<usize, Failure> {
        let request = &self.request;
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        let end = page_end(size, rows.len(), is_all, |row| {
            match self.row_key(rows, keys, row, row_of) {
                Ok(key) => key.len() <= request.key_room(),
                // A key that is none ends no page earlier: it is an error of its own.
                Err(error) => !matches!(error, TokenError::TooLong),
            }
        })?;
        let columns = request.sort().columns();
        let ends = [0, end.saturating_sub(1)];
        if ends.into_iter().any(|row| self.is_behind(rows, keys, row, row_of)) {
            return Err(WalkFailure::SameRow(columns).into());
        }
        if self.is_one_key(rows, keys, end, row_of) {
            return Err(WalkFailure::SharedKey(columns).into());
        }
        Ok(end)
    }

    /// Whether the row with this index is the one that the request reads on behind.
    fn is_behind<R>(&self, rows: &[R], keys: Option<&RowKeys>, row: usize, row_of: fn(&R) -> Option<&T>) -> bool {
        let Some(key) = self.request.key() else {
            return false;
        };
        if let Some(keys) = keys {
            return keys.get(row) == Some(key.as_bytes());
        }
        let row = rows.get(row).and_then(row_of);
        row.is_some_and(|row| key.compare(row).is_eq())
    }

    /// Whether there is a row with this index that has the key of the row before it, so that nothing can be read from between them.
    fn is_one_key<R>(&self, rows: &[R], keys: Option<&RowKeys>, row: usize, row_of: fn(&R) -> Option<&T>) -> bool {
        let Some(before) = row.checked_sub(1) else {
            return false;
        };
        if let Some(keys) = keys {
            return keys.get(row).is_some_and(|key| keys.get(before) == Some(key));
        }
        let [before, row] = [before, row].map(|row| rows.get(row).and_then(row_of));
        let rows = before.zip(row);
        rows.is_some_and(|(before, row)| compare_rows(self.request.sort_index(), before, row).is_eq())
    }

    /// The bytes of a row's key: those that its source kept of it, or else those of the row itself.
    pub(super) fn row_key<'k, R>(
        &self,
        rows: &[R],
        keys: Option<&'k RowKeys>,
        row: usize,
        row_of: fn(&R) -> Option<&T>,
    ) -> Result<Cow<'k, [u8]>, TokenError> {
        if let Some(keys) = keys {
            return keys.get(row).map(Cow::Borrowed).ok_or(TokenError::TooLong);
        }
        let row = rows.get(row).and_then(row_of).ok_or(TokenError::TooLong)?;
        let key = Key::of(row, self.request.sort_index()).map_err(TokenError::Key)?;
        Ok(Cow::Owned(key.into_bytes()))
    }

    /// The cursor to what comes after a row, or backwards before it. Without a row, a page without any, it leads to
    /// the end from which the rows that there may be are read on.
    pub(super) fn token(&self, backward: bool, key: Option<&[u8]>) -> Result<String, TokenError> {
        let token = Token {
            sort: &self.sort,
            start: ReadFrom { backward, key },
            binding: self.binding,
        };
        token.encode(self.options.keys.map(|keys| keys()))
    }
}

impl Problem {
    /// The code of a page that no cursor leads on from.
    pub(crate) const CURSOR_TOO_LONG: &str = "cursor-too-long";

    /// A row that no cursor can name.
    pub(crate) fn cursor_too_long() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Self::CURSOR_TOO_LONG,
            "the rows of this page have keys that are too long for a cursor; the server's log has the reason",
        )
    }
}
