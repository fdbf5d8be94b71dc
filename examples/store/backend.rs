//! The databases that the store can be kept in: the handlers are the same for all.

use futures::{FutureExt, future::BoxFuture, stream::BoxStream};
use sqlx::{MySql, Pool, Postgres, QueryBuilder, Sqlite};
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

    /// What the orders come to, by status.
    const STATISTICS: &'static str;

    /// The row of a statement that ends where an id is to follow.
    fn by_id<'d, T: SqlRow<Self> + 'd>(
        db: &'d Pool<Self>,
        sql: &'static str,
        id: i64,
    ) -> BoxFuture<'d, sqlx::Result<T>>;
}

macro_rules! backend {
    ($database:ty, integer: $integer:literal) => {
        impl Backend for $database {
            const STATISTICS: &'static str = concat!(
                "SELECT status, COUNT(*) AS orders, CAST(SUM(total_cents) AS ",
                $integer,
                ") AS total_cents FROM orders GROUP BY status ORDER BY status"
            );

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
                async move {
                    let mut query = QueryBuilder::<$database>::new(sql);
                    query.push_bind(id).build_query_as().fetch_one(db).await
                }
                .boxed()
            }
        }
    };
}

backend!(Sqlite, integer: "BIGINT");
backend!(Postgres, integer: "BIGINT");
backend!(MySql, integer: "SIGNED");
