//! Rows that become something else before they are sent.

use std::{error::Error, fmt, hash::Hash};

use futures::future::{BoxFuture, FutureExt, ready};
use serde::Serialize;

use super::{
    bind::SqlKeyset,
    database::{ReadRow, SqlDatabase},
    order::{RowOrder, SqlOrder},
    source::SqlSource,
};
use crate::{
    page::{CursorRequest, PageItems, PageRequest},
    source::{CountKey, CountSource, PageSource, walkable::Walkable},
};

/// What becomes of the rows that were read for a page.
type Become<T, U, E> = Box<dyn FnMut(Vec<T>) -> BoxFuture<'static, Result<Vec<U>, E>> + Send>;

/// A source of rows that come out of a database as one type and are sent as another: what [`SqlSource::map`],
/// [`try_map`](SqlSource::try_map) and [`map_page`](SqlSource::map_page) make.
///
/// It is paginated in every style that the source is, and exported. Orders and cursors are those of the rows `T`; what is sent,
/// `U`, need not know them.
#[must_use = "a source does nothing until a page is read of it"]
pub struct Mapped<S: SqlRows, U, E = sqlx::Error> {
    source: S,
    rows_become: Become<S::Row, U, E>,
}

/// A source of rows of a database.
pub trait SqlRows {
    /// The type of one row.
    type Row;
}

impl<DB: SqlDatabase, T, O> SqlRows for SqlSource<DB, T, O> {
    type Row = T;
}

impl<DB: SqlDatabase, T: 'static, O> SqlSource<DB, T, O> {
    /// Sends what `map` makes of each row.
    ///
    /// The row that is read beyond the page is mapped, too.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "sqlx-sqlite")] mod example {
    /// use sqlx::{FromRow, Sqlite, SqlitePool};
    /// use velithon::{paginate, sql::{self, Mapped, OrderBy, SqlSource}};
    ///
    /// #[derive(FromRow)]
    /// struct User {
    ///     id: i64,
    ///     name: String,
    /// }
    ///
    /// #[paginate]
    /// async fn names(db: SqlitePool) -> Mapped<SqlSource<Sqlite, User, OrderBy>, String> {
    ///     sql::select("SELECT * FROM users").order_by("id").on(db).map(|user: User| format!("{} ({})", user.name, user.id))
    /// }
    /// # }
    /// ```
    pub fn map<U: Send + 'static>(self, mut map: impl FnMut(T) -> U + Send + 'static) -> Mapped<Self, U> {
        self.try_map(move |row| Ok(map(row)))
    }

    /// The same with a conversion that may fail. The first error is the page's. In an export it is that of the whole batch, of
    /// which nothing is sent: the export ends behind the batch before.
    pub fn try_map<U, E>(self, mut map: impl FnMut(T) -> Result<U, E> + Send + 'static) -> Mapped<Self, U, E>
    where
        U: Send + 'static,
        E: Send + 'static,
    {
        self.map_page(move |rows| ready(rows.into_iter().map(&mut map).collect()))
    }

    /// Sends what `map` makes of all rows of a page together, such as each with its children, which one query reads for all of
    /// them. It gives back as many as it got, in the same order: in which they were read, which is backwards on the way back. The
    /// row that is read beyond the page is among them; a page without rows is not mapped. An export maps each of its batches like a
    /// page, while the rows before are sent.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "sqlx-sqlite")] mod example {
    /// use sqlx::{FromRow, Sqlite, SqlitePool};
    /// use velithon::{paginate, sql::{self, Mapped, OrderBy, SqlSource}};
    ///
    /// #[derive(FromRow)]
    /// struct Order {
    ///     id: i64,
    /// }
    ///
    /// #[derive(serde::Serialize)]
    /// struct OrderView {
    ///     id: i64,
    ///     items: Vec<String>,
    /// }
    ///
    /// #[paginate]
    /// async fn orders(db: SqlitePool) -> Mapped<SqlSource<Sqlite, Order, OrderBy>, OrderView> {
    ///     let source = sql::select("SELECT * FROM orders").order_by("id").on(&db);
    ///     source.map_page(move |orders: Vec<Order>| {
    ///         let db = db.clone();
    ///         async move {
    ///             let ids = serde_json::json!(orders.iter().map(|order| order.id).collect::<Vec<_>>()).to_string();
    ///             let sql = "SELECT order_id, name FROM items WHERE order_id IN (SELECT value FROM json_each($1))";
    ///             let items: Vec<(i64, String)> = sqlx::query_as(sql).bind(ids).fetch_all(&db).await?;
    ///             let of = |id| items.iter().filter(move |item| item.0 == id).map(|item| item.1.clone());
    ///             Ok(orders.into_iter().map(|order| OrderView { id: order.id, items: of(order.id).collect() }).collect())
    ///         }
    ///     })
    /// }
    /// # }
    /// ```
    pub fn map_page<U, E, F>(self, mut map: impl FnMut(Vec<T>) -> F + Send + 'static) -> Mapped<Self, U, E>
    where
        F: Future<Output = Result<Vec<U>, E>> + Send + 'static,
    {
        Mapped {
            source: self,
            rows_become: Box::new(move |rows| map(rows).boxed()),
        }
    }
}

impl<S: SqlRows, U, E: From<sqlx::Error>> Mapped<S, U, E> {
    /// What is sent for rows, with the keys of these.
    async fn with_keys_of(&mut self, read: PageItems<S::Row>) -> Result<PageItems<U>, E> {
        let (rows, keyed) = read.without_rows();
        Ok(keyed.with_rows(self.become_sent(rows).await?))
    }

    async fn become_sent(&mut self, rows: Vec<S::Row>) -> Result<Vec<U>, E> {
        let read = rows.len();
        if read == 0 {
            return Ok(Vec::new());
        }
        let sent = (self.rows_become)(rows).await?;
        if sent.len() == read {
            return Ok(sent);
        }
        let message = format!(
            "`map_page` made {} of {read} rows: it gives back as many as it got",
            sent.len()
        );
        Err(E::from(sqlx::Error::Protocol(message)))
    }
}

impl<DB, T, O, U, E> PageSource for Mapped<SqlSource<DB, T, O>, U, E>
where
    DB: SqlDatabase,
    T: ReadRow<DB>,
    O: SqlOrder<T>,
    U: Serialize + Send,
    E: From<sqlx::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    type Item = U;
    type Error = E;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<U>, E> {
        let rows = self.source.read_page(page).await?;
        self.become_sent(rows).await
    }
}

impl<DB, T, O, U, E> CountSource for Mapped<SqlSource<DB, T, O>, U, E>
where
    DB: SqlDatabase,
    T: ReadRow<DB>,
    O: SqlOrder<T>,
    U: Serialize + Send,
    E: From<sqlx::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    async fn count(&mut self, at_most: u64) -> Result<u64, E> {
        Ok(self.source.count_rows(at_most).await?)
    }
}

impl<DB, T, O, U, E> CountKey for Mapped<SqlSource<DB, T, O>, U, E>
where
    DB: SqlDatabase,
    T: ReadRow<DB>,
    O: SqlOrder<T>,
    U: Serialize + Send,
    E: From<sqlx::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    fn count_key(&self) -> impl Hash {
        self.source.count_hash()
    }
}

impl<DB, T, U, E> Walkable for Mapped<SqlSource<DB, T, RowOrder>, U, E>
where
    DB: SqlDatabase,
    T: ReadRow<DB> + SqlKeyset<DB>,
    U: Serialize + Send,
    E: From<sqlx::Error> + Into<Box<dyn Error + Send + Sync>> + Send,
{
    type Row = T;
    type Sent = U;
    type Error = E;

    async fn walk(&mut self, request: &CursorRequest<T>) -> Result<PageItems<U>, E> {
        let read = self.source.read_walk(request).await?;
        self.with_keys_of(read).await
    }

    /// The connection is not held: what makes the rows may need one.
    async fn batch(&mut self, request: &CursorRequest<T>) -> Result<PageItems<U>, E> {
        let read = self.source.read_batch(request).await?;
        self.with_keys_of(read).await
    }

    fn release(&mut self) {}

    /// The database gave the keys.
    fn row(_: &U) -> Option<&T> {
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
