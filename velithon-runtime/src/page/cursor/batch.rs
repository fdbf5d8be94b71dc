//! What an export reads of a walk: batch after batch, each from the cursor behind the one before.

use super::{
    token::TokenError,
    walk::{Walk, blames_the_key},
};
use crate::{
    head::RequestHead,
    keyset::{Key, Keyset},
    page::{
        Page, PageOptions,
        failure::{BoxError, Failure},
        handler::cursor_return::RowOf,
        request::{paging::parameter, refusal::Refusal},
    },
    problem::Problem,
};

/// The rows of one batch.
#[derive(Debug)]
pub(crate) struct Batch<R> {
    /// The rows in the order of reading.
    pub(crate) rows: Vec<R>,
    /// There are more rows behind them.
    pub(crate) more: bool,
    /// The cursor that goes on behind the last of them.
    pub(crate) after: String,
}

impl<'h, T: Keyset> Walk<'h, T> {
    /// Reads the parameters of an export, and how many rows it may have: without a maximum, where the client does not say.
    /// `last_event` is the cursor that a reconnecting client sends in its header; it counts instead of the parameter.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub(crate) fn open_export(
        head: &'h RequestHead,
        options: &'h PageOptions,
        last_event: Option<&str>,
    ) -> Result<(Self, Option<u64>), Refusal<'h>> {
        Self::read_export(head, options, last_event).map_err(|problem| Refusal::new(head, problem))
    }

    fn read_export(
        head: &'h RequestHead,
        options: &'h PageOptions,
        last_event: Option<&str>,
    ) -> Result<(Self, Option<u64>), Problem> {
        let query = head.query().unwrap_or_default();
        let rows = parameter(query, options.size_name, 1, None)?;
        let mut walk = Self::read(head, options, |_, _| Ok(1))?;
        if let Some(cursor) = last_event.filter(|cursor| !cursor.is_empty()) {
            walk.request = walk.request.from_start();
            walk.start(cursor)?;
        }
        Ok((walk, rows))
    }

    /// Asks for the next batch, of so many rows.
    pub(crate) fn ask(&mut self, rows: u32) {
        self.request = self.request.clone().resized(rows);
    }

    /// Takes the rows that were read as the request asks, and goes on behind them.
    ///
    /// # Errors
    ///
    /// The last row cannot be named.
    pub(crate) fn advance<R: RowOf<T>>(&mut self, mut rows: Vec<R>) -> Result<Batch<R>, Failure> {
        let size = usize::try_from(self.request.size()).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if let Some(last) = rows.last() {
            let key = Key::of(last.row(), self.request.sort_index()).map_err(TokenError::Key)?;
            self.request = self.request.clone().after(key);
        }
        let after = self.here()?;
        Ok(Batch { rows, more, after })
    }

    /// The answer to a cursor that the source cannot go on from, where that is what its error says: no row has such a key, so
    /// a client made it up.
    pub(crate) fn refusal(&self, error: &BoxError) -> Option<Page> {
        let is_refused = self.request.key().is_some() && blames_the_key(&**error);
        is_refused.then(|| Page::from(self.invalid_cursor()).answering(self.head.method()))
    }
}
