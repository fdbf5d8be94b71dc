//! The databases that the store can be kept in: the handlers are the same for both.

use futures::{FutureExt, future::BoxFuture, stream::BoxStream};
use sqlx::{Pool, Postgres, Sqlite};
use velithon::sql::{SqlDatabase, SqlRow};

/// A database of the store's.
pub(crate) trait Backend: SqlDatabase {
    /// The rows of a statement, as they come.
    fn stream<'d, T: SqlRow<Self> + 'd>(db: &'d Pool<Self>, sql: &'static str) -> BoxStream<'d, sqlx::Result<T>>;

    /// The same on one connection.
    fn stream_on<'d, T: SqlRow<Self> + 'd>(
        connection: &'d mut Self::Connection,
        sql: &'static str,
    ) -> BoxStream<'d, sqlx::Result<T>>;

    /// The row of a statement whose `$1` is an id.
    fn by_id<'d, T: SqlRow<Self> + 'd>(
        db: &'d Pool<Self>,
        sql: &'static str,
        id: i64,
    ) -> BoxFuture<'d, sqlx::Result<T>>;
}

macro_rules! backend {
    ($database:ty) => {
        impl Backend for $database {
            fn stream<'d, T: SqlRow<Self> + 'd>(
                db: &'d Pool<Self>,
                sql: &'static str,
            ) -> BoxStream<'d, sqlx::Result<T>> {
                sqlx::query_as(sql).fetch(db)
            }

            fn stream_on<'d, T: SqlRow<Self> + 'd>(
                connection: &'d mut Self::Connection,
                sql: &'static str,
            ) -> BoxStream<'d, sqlx::Result<T>> {
                sqlx::query_as(sql).fetch(connection)
            }

            fn by_id<'d, T: SqlRow<Self> + 'd>(
                db: &'d Pool<Self>,
                sql: &'static str,
                id: i64,
            ) -> BoxFuture<'d, sqlx::Result<T>> {
                sqlx::query_as(sql).bind(id).fetch_one(db).boxed()
            }
        }
    };
}

backend!(Sqlite);
backend!(Postgres);
