use std::{fmt, sync::Arc, vec};

use super::{
    block::{Block, blocks},
    dialect::Dialect,
    name::PAGE,
    seek_part::SeekPart,
};
use crate::{
    keyset::{KeyError, Keyset, SeekValue},
    page::{CursorRequest, PageItems},
};

impl<T: Keyset> CursorRequest<T> {
    /// What a statement of one's own says to read these rows, on any driver: see [`seek`](crate::seek).
    ///
    /// The values are those of the rows' fields, so a field holds all of its column and compares as that does. An `ENUM` or `SET` of
    /// MySQL is sorted by its number and compared with its text: select `status + 0 AS status_number`, and name that in the order.
    ///
    /// sqlx needs none of it: there are [`SqlSource`] and [`fetch`], with keys of the database's own values.
    ///
    /// [`SqlSource`]: https://docs.rs/velithon/latest/velithon/sql/struct.SqlSource.html
    /// [`fetch`]: https://docs.rs/velithon/latest/velithon/struct.CursorRequest.html#method.fetch
    pub fn seek(&self, dialect: Dialect) -> Seek<T> {
        let values = match self.key() {
            Some(key) => key.seek_values().and_then(|values| dialect.values(values)),
            None => Some(Vec::new()),
        };
        let is_refused = values.is_none();
        let blocks = if is_refused { Vec::new() } else { blocks(self) };
        Seek {
            dialect,
            table: PAGE.into(),
            blocks: blocks.into_iter(),
            values: values.unwrap_or_default().into(),
            is_refused,
            limit: self.limit(),
            rows: Vec::new(),
        }
    }
}

/// The reading of a page by statements of one's own, one [part](SeekPart) after the other, and the rows read so far: what
/// [`CursorRequest::seek`] begins.
#[must_use = "a page consists of the rows that are read for it"]
pub struct Seek<T> {
    dialect: Dialect,
    /// The name before the columns, as it stands in a statement.
    table: Arc<str>,
    blocks: vec::IntoIter<Block>,
    values: Arc<[SeekValue]>,
    /// The key has values that the database does not have.
    is_refused: bool,
    limit: i64,
    rows: Vec<T>,
}

impl<T> Seek<T> {
    /// Names the columns as those of this table, or of this alias, instead of `page`. The name is that which the database
    /// knows, neither quoted nor escaped.
    pub fn table(mut self, name: &str) -> Self {
        let mut table = String::new();
        self.dialect.write_quoted(&mut table, name);
        self.table = table.into();
        self
    }

    /// What the next statement reads; `None` once the page is full or there is nothing more to read.
    ///
    /// All rows of a part are [added](Self::extend) before the next part is asked for: it is asked for as many as are missing.
    pub fn next_part(&mut self) -> Option<SeekPart> {
        let read = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        let limit = self.limit.saturating_sub(read);
        if limit <= 0 {
            return None;
        }
        Some(SeekPart {
            block: self.blocks.next()?,
            dialect: self.dialect,
            table: Arc::clone(&self.table),
            values: Arc::clone(&self.values),
            limit,
        })
    }

    /// Adds rows as the statement gave them. Those of a page that a client goes back to come from the last to the first, and
    /// are turned round later.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = T>) {
        self.rows.extend(rows);
    }

    /// Adds a row, for drivers that hand them over one by one.
    pub fn push(&mut self, row: T) {
        self.rows.push(row);
    }

    /// Whether no row comes after those that were read.
    #[cfg(feature = "sea-orm")]
    pub(crate) fn is_all(&self) -> bool {
        i64::try_from(self.rows.len()).is_ok_and(|read| read < self.limit)
    }

    /// The page: what the handler returns.
    pub fn into_items(self) -> PageItems<T> {
        if self.is_refused {
            PageItems::refused()
        } else {
            PageItems::new(self.rows)
        }
    }

    /// The rows alone: what the [`rows`](crate::CursorSource::rows) of a [`CursorSource`](crate::CursorSource) return, from
    /// which there are exports, too.
    ///
    /// # Errors
    ///
    /// The database has no such key, because a client made it up. Among the sources of the source's own error, it has the
    /// request answered so.
    pub fn into_rows(self) -> Result<Vec<T>, KeyError> {
        if self.is_refused {
            Err(KeyError::new("the database has no such key"))
        } else {
            Ok(self.rows)
        }
    }
}

impl<T> fmt::Debug for Seek<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seek")
            .field("dialect", &self.dialect)
            .field("values", &self.values)
            .field("limit", &self.limit)
            .field("read", &self.rows.len())
            .finish_non_exhaustive()
    }
}
