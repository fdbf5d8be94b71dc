//! Rows of a statement that become something else before they are sent.

use std::{future::ready, hash::Hash};

use super::{
    bind::SqlKeyset,
    database::{ReadRow, SqlDatabase},
    order::{RowOrder, SqlOrder},
    source::SqlSource,
};
use crate::{
    page::{CursorRequest, PageItems, PageRequest},
    source::mapped::{CountedRows, KeyedRows, Mapped, NumberedRows, SqlRows, sealed},
};

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
    pub fn map_page<U, E, F>(self, map: impl FnMut(Vec<T>) -> F + Send + 'static) -> Mapped<Self, U, E>
    where
        F: Future<Output = Result<Vec<U>, E>> + Send + 'static,
    {
        Mapped::new(self, map)
    }
}

impl<DB: SqlDatabase, T, O> sealed::Sealed for SqlSource<DB, T, O> {}

impl<DB: SqlDatabase, T, O> SqlRows for SqlSource<DB, T, O> {
    type Row = T;
    type Error = sqlx::Error;

    fn fault(reason: String) -> sqlx::Error {
        sqlx::Error::Protocol(reason)
    }
}

impl<DB, T, O> NumberedRows for SqlSource<DB, T, O>
where
    DB: SqlDatabase,
    T: ReadRow<DB>,
    O: SqlOrder<T>,
{
    async fn read_page(&mut self, page: PageRequest) -> sqlx::Result<Vec<T>> {
        Self::read_page(self, page).await
    }

    async fn count_rows(&mut self, at_most: u64) -> sqlx::Result<u64> {
        Self::count_rows(self, at_most).await
    }
}

impl<DB, T, O> CountedRows for SqlSource<DB, T, O>
where
    DB: SqlDatabase,
    T: ReadRow<DB>,
    O: SqlOrder<T>,
{
    fn count_hash(&self) -> impl Hash {
        Self::count_hash(self)
    }
}

impl<DB, T> KeyedRows for SqlSource<DB, T, RowOrder>
where
    DB: SqlDatabase,
    T: ReadRow<DB> + SqlKeyset<DB>,
{
    async fn read_walk(&mut self, request: &CursorRequest<T>) -> sqlx::Result<PageItems<T>> {
        Self::read_walk(self, request).await
    }

    async fn read_batch(&mut self, request: &CursorRequest<T>) -> sqlx::Result<PageItems<T>> {
        Self::read_batch(self, request).await
    }
}
