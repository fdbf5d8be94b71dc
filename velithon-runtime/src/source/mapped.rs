//! Rows of a database that become something else before they are sent.

use std::{error::Error, fmt, hash::Hash};

use futures::future::{BoxFuture, FutureExt};
use serde::Serialize;

use super::{count_key::CountKey, count_source::CountSource, page_source::PageSource, walkable::Walkable};
use crate::{
    keyset::Keyset,
    page::{CursorRequest, PageItems, PageRequest},
};

/// What becomes of the rows that were read for a page.
type Become<T, U, E> = Box<dyn FnMut(Vec<T>) -> BoxFuture<'static, Result<Vec<U>, E>> + Send>;

/// A source of rows that come out of a database as one type and are sent as another: what `map`, `try_map` and `map_page` make of
/// an [`SqlSource`](crate::sql::SqlSource), or of sea-orm's `SeaOrmSource`.
///
/// It is paginated in every style that the source is, and exported. Orders and cursors are those of the rows; what is sent,
/// `U`, need not know them.
#[must_use = "a source does nothing until a page is read of it"]
pub struct Mapped<S: SqlRows, U, E = <S as SqlRows>::Error> {
    source: S,
    rows_become: Become<S::Row, U, E>,
}

/// A source of rows of a database: [`SqlSource`](crate::sql::SqlSource) or sea-orm's `SeaOrmSource`. No other type implements it.
pub trait SqlRows: sealed::Sealed {
    /// The type of one row.
    type Row;

    /// What the database reports.
    type Error;

    /// The error of a source that cannot go on, for this reason.
    #[doc(hidden)]
    fn fault(reason: String) -> Self::Error;
}

pub(crate) mod sealed {
    /// Seals `SqlRows`: only this crate implements it.
    pub trait Sealed {}
}

/// Rows by their numbers.
#[doc(hidden)]
pub trait NumberedRows: SqlRows + Send {
    /// Reads the rows of a numbered page, and one more.
    fn read_page(&mut self, page: PageRequest) -> impl Future<Output = Result<Vec<Self::Row>, Self::Error>> + Send;

    /// Counts the rows, up to `at_most`.
    fn count_rows(&mut self, at_most: u64) -> impl Future<Output = Result<u64, Self::Error>> + Send;
}

/// Rows whose count may be kept.
#[doc(hidden)]
pub trait CountedRows: NumberedRows {
    /// What tells the count of these rows from others.
    fn count_hash(&self) -> impl Hash;
}

/// Rows by their keys.
#[doc(hidden)]
pub trait KeyedRows: SqlRows<Row: Keyset> + Send {
    /// Reads the rows of a page, with their keys.
    fn read_walk(
        &mut self,
        request: &CursorRequest<Self::Row>,
    ) -> impl Future<Output = Result<PageItems<Self::Row>, Self::Error>> + Send;

    /// Reads the rows of a batch of an export, with the keys of all of them.
    fn read_batch(
        &mut self,
        request: &CursorRequest<Self::Row>,
    ) -> impl Future<Output = Result<PageItems<Self::Row>, Self::Error>> + Send;
}

impl<S: SqlRows, U, E> Mapped<S, U, E> {
    /// Sends what `map` makes of all rows of a page together.
    pub(crate) fn new<F>(source: S, mut map: impl FnMut(Vec<S::Row>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<Vec<U>, E>> + Send + 'static,
    {
        Self {
            source,
            rows_become: Box::new(move |rows| map(rows).boxed()),
        }
    }
}

impl<S: SqlRows, U, E: From<S::Error>> Mapped<S, U, E> {
    async fn become_sent(&mut self, rows: Vec<S::Row>) -> Result<Vec<U>, E> {
        let read = rows.len();
        if read == 0 {
            return Ok(Vec::new());
        }
        let sent = (self.rows_become)(rows).await?;
        if sent.len() == read {
            return Ok(sent);
        }
        let made = sent.len();
        Err(S::fault(format!(
            "`map_page` made {made} of {read} rows: it gives back as many as it got"
        ))
        .into())
    }
}

impl<S, U, E> PageSource for Mapped<S, U, E>
where
    S: NumberedRows<Row: Send>,
    U: Serialize + Send,
    E: From<S::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    type Item = U;
    type Error = E;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<U>, E> {
        let rows = self.source.read_page(page).await?;
        self.become_sent(rows).await
    }
}

impl<S, U, E> CountSource for Mapped<S, U, E>
where
    S: NumberedRows<Row: Send>,
    U: Serialize + Send,
    E: From<S::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    async fn count(&mut self, at_most: u64) -> Result<u64, E> {
        Ok(self.source.count_rows(at_most).await?)
    }
}

impl<S, U, E> CountKey for Mapped<S, U, E>
where
    S: CountedRows<Row: Send>,
    U: Serialize + Send,
    E: From<S::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    fn count_key(&self) -> impl Hash {
        self.source.count_hash()
    }
}

impl<S, U, E> Mapped<S, U, E>
where
    S: KeyedRows<Row: Send>,
    E: From<S::Error>,
{
    /// What is sent for rows, with the keys of these.
    async fn with_keys_of(&mut self, read: PageItems<S::Row>) -> Result<PageItems<U>, E> {
        let (rows, keyed) = read.without_rows();
        Ok(keyed.with_rows(self.become_sent(rows).await?))
    }
}

impl<S, U, E> Walkable for Mapped<S, U, E>
where
    S: KeyedRows<Row: Send>,
    U: Serialize + Send,
    E: From<S::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    type Row = S::Row;
    type Sent = U;
    type Error = E;

    async fn walk(&mut self, request: &CursorRequest<S::Row>) -> Result<PageItems<U>, E> {
        let read = self.source.read_walk(request).await?;
        self.with_keys_of(read).await
    }

    /// The connection is not held: what makes the rows may need one.
    async fn batch(&mut self, request: &CursorRequest<S::Row>) -> Result<PageItems<U>, E> {
        let read = self.source.read_batch(request).await?;
        self.with_keys_of(read).await
    }

    fn release(&mut self) {}

    /// The source gave the keys.
    fn row(_: &U) -> Option<&S::Row> {
        None
    }
}

impl<S: SqlRows + fmt::Debug, U, E> fmt::Debug for Mapped<S, U, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mapped")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}
