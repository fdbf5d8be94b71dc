//! What an export reads of a walk: batch after batch, each from the cursor behind the one before.

use super::{token::TokenError, walk::Walk, walked::Walked};
use crate::{
    head::RequestHead,
    keyset::{Key, KeyError, Keyset},
    page::{
        PageItems, PageOptions,
        failure::{BoxError, Failure},
        items::ItemParts,
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
    /// The cursor that goes on behind the last of them. Without one, the key of the very last row of all is too long.
    pub(crate) after: Option<String>,
}

/// Why there is no batch.
#[derive(Debug)]
pub(crate) enum NoBatch {
    /// The request asks for what there is not.
    Refused(Problem),
    /// The rows could not be read or named.
    Failed(Failure),
}

impl<'o, T: Keyset> Walk<'o, T> {
    /// Reads the parameters of an export, and how many rows it may have: without a maximum, where the client does not say.
    /// `last_event` is the cursor that a reconnecting client sends in its header; it counts instead of the parameter.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub(crate) fn open_export<'h>(
        head: &'h RequestHead,
        options: &'o PageOptions,
        last_event: Option<&str>,
    ) -> Result<(Self, Option<u64>), Refusal<'h>> {
        let read = || {
            let rows = parameter(head.query().unwrap_or_default(), options.size_name, 1, None)?;
            let cursor = last_event.filter(|cursor| !cursor.is_empty());
            // Each batch has a size of its own.
            let walk = Self::read(head, options, |_, _| Ok(1), cursor)?;
            Ok((walk, rows))
        };
        read().map_err(|problem| Refusal::new(head, problem))
    }

    /// Asks for the next batch, of so many rows.
    pub(crate) fn ask(&mut self, rows: u32) {
        self.request = self.request.clone().resized(rows);
    }

    /// Takes what was read as the request asks, and goes on behind it. `row_of` tells the row of each, unless the items have keys
    /// of their own.
    ///
    /// # Errors
    ///
    /// The cursor is none of this source; or more rows follow, and the last of these cannot be named.
    pub(crate) fn advance<R>(
        &mut self,
        items: PageItems<R>,
        row_of: fn(&R) -> Option<&T>,
    ) -> Result<Batch<R>, NoBatch> {
        let ItemParts {
            mut rows,
            walked: Walked {
                keys,
                is_refused,
                is_all,
            },
            ..
        } = items.into_parts();
        if is_refused || self.is_of_another_source(keys.as_ref()) {
            return Err(NoBatch::Refused(self.invalid_cursor()));
        }
        let size = usize::try_from(self.request.size()).unwrap_or(usize::MAX);
        let (read, end) = (rows.len(), self.end_of(&rows, keys.as_ref(), is_all, row_of)?);
        let more = end < read || (end > size && !is_all);
        rows.truncate(end);
        if let Some(last) = end.checked_sub(1) {
            let key = self.row_key(&rows, keys.as_ref(), last, row_of)?;
            let key = Key::decode(self.request.sort_index(), &key);
            let key = key.ok_or(TokenError::Key(KeyError::new("the key of a row is none")))?;
            self.request = self.request.clone().after(key);
        }
        let after = match self.here() {
            // Where more rows follow, these end with one whose key fits.
            Err(TokenError::TooLong) => None,
            after => Some(after?),
        };
        Ok(Batch { rows, more, after })
    }

    /// The cursor from which the request reads.
    fn here(&self) -> Result<String, TokenError> {
        let key = self.request.key().cloned().map(Key::into_bytes);
        self.token(self.goes_back, key.as_deref())
    }

    /// Whether an error of the source says that no row has the cursor's key: then a client made it up.
    pub(crate) fn failed_batch(&self, error: BoxError) -> NoBatch {
        if self.request.key().is_some() && KeyError::is_cause_of(&*error) {
            NoBatch::Refused(self.invalid_cursor())
        } else {
            NoBatch::Failed(Failure::Source(error))
        }
    }
}

impl From<Failure> for NoBatch {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<TokenError> for NoBatch {
    fn from(error: TokenError) -> Self {
        Self::Failed(error.into())
    }
}
