use std::{fmt::Debug, future::Future};

use serde::Serialize;
use sqlx::{AssertSqlSafe, Connection, Database, FromRow, IntoArguments};

use super::{raw_key::RawKey, run::each_row, values::Values};
use crate::seek::Dialect;

/// A database that pages can be read from: `sqlx::Sqlite`, `sqlx::Postgres` and `sqlx::MySql`, with the features of their names.
pub trait SqlDatabase:
    Database<Arguments: IntoArguments<Self> + Clone + Debug + Sync> + RawKey + sealed::Sealed
{
    /// The dialect of its SQL.
    #[doc(hidden)]
    const DIALECT: Dialect;

    /// The values of a user's statement.
    type Values: Values<Self>;

    /// The beginning of a statement that asks for a plan.
    #[doc(hidden)]
    const EXPLAIN: &'static str;

    /// A name that differs between two databases of this kind, without secrets: the key of cached counts.
    #[doc(hidden)]
    fn place(options: &<Self::Connection as Connection>::Options) -> String;

    /// Adds a number, such as that of a `LIMIT`.
    #[doc(hidden)]
    fn add_number(arguments: &mut Self::Arguments, number: i64) -> sqlx::Result<()>;

    /// Calls `take` with each row of a statement, whose text is built from what the program says alone, and which the driver may
    /// keep prepared.
    #[doc(hidden)]
    fn fetch(
        connection: &mut Self::Connection,
        sql: String,
        arguments: Self::Arguments,
        is_kept: bool,
        take: impl FnMut(&Self::Row) -> sqlx::Result<()> + Send,
    ) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// The one number that a statement results in.
    #[doc(hidden)]
    fn fetch_number(
        connection: &mut Self::Connection,
        sql: String,
        arguments: Self::Arguments,
    ) -> impl Future<Output = sqlx::Result<i64>> + Send;

    /// The lines of a plan.
    #[doc(hidden)]
    fn fetch_plan(
        connection: &mut Self::Connection,
        sql: String,
        arguments: Self::Arguments,
    ) -> impl Future<Output = sqlx::Result<Vec<String>>> + Send;
}

/// What a row of a statement becomes: any type that can be made from it and serialised.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from a row of `{DB}`",
    label = "not a row of a statement",
    note = "write `#[derive(Serialize, FromRow)]` on it"
)]
pub trait SqlRow<DB: Database>: Serialize + ReadRow<DB> {}

#[diagnostic::do_not_recommend]
impl<DB: Database, T: Serialize + ReadRow<DB>> SqlRow<DB> for T {}

/// What a row of a statement becomes before it is something else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from a row of `{DB}`",
    label = "not a row of a statement",
    note = "write `#[derive(FromRow)]` on it"
)]
pub trait ReadRow<DB: Database>: Send + Unpin + for<'r> FromRow<'r, DB::Row> {}

#[diagnostic::do_not_recommend]
impl<DB: Database, T: Send + Unpin + for<'r> FromRow<'r, DB::Row>> ReadRow<DB> for T {}

mod sealed {
    /// Seals `SqlDatabase`: only this crate implements it.
    pub trait Sealed {}
}

macro_rules! database {
    (
        $database:ty,
        $dialect:ident,
        place: |$options:ident| $place:expr,
        values: $values:ty,
        explain: $explain:literal,
        plan: |$line:ident| $plan:expr,
    ) => {
        impl sealed::Sealed for $database {}

        impl SqlDatabase for $database {
            const DIALECT: Dialect = Dialect::$dialect;
            const EXPLAIN: &'static str = concat!($explain, " SELECT * FROM ");

            type Values = $values;

            fn place($options: &<Self::Connection as Connection>::Options) -> String {
                $place
            }

            fn add_number(arguments: &mut Self::Arguments, number: i64) -> sqlx::Result<()> {
                sqlx::Arguments::add(arguments, number).map_err(sqlx::Error::Encode)
            }

            async fn fetch(
                connection: &mut Self::Connection,
                sql: String,
                arguments: Self::Arguments,
                is_kept: bool,
                take: impl FnMut(&Self::Row) -> sqlx::Result<()> + Send,
            ) -> sqlx::Result<()> {
                each_row(connection, sql, arguments, is_kept, take).await
            }

            async fn fetch_number(
                connection: &mut Self::Connection,
                sql: String,
                arguments: Self::Arguments,
            ) -> sqlx::Result<i64> {
                sqlx::query_scalar_with(AssertSqlSafe(sql), arguments)
                    .fetch_one(connection)
                    .await
            }

            async fn fetch_plan(
                connection: &mut Self::Connection,
                sql: String,
                arguments: Self::Arguments,
            ) -> sqlx::Result<Vec<String>> {
                let lines = sqlx::query_with(AssertSqlSafe(sql), arguments).fetch_all(connection);
                lines.await?.iter().map(|$line| $plan).collect()
            }
        }
    };
}

#[cfg(feature = "sqlx-sqlite")]
database! {
    sqlx_sqlite::Sqlite,
    Sqlite,
    place: |options| options.get_filename().to_string_lossy().into_owned(),
    values: sqlx_sqlite::SqliteArguments,
    explain: "EXPLAIN QUERY PLAN",
    plan: |line| sqlx::Row::try_get(line, "detail"),
}

#[cfg(feature = "sqlx-postgres")]
database! {
    sqlx_postgres::Postgres,
    Postgres,
    place: |options| {
        let (socket, port, host) = (options.get_socket(), options.get_port(), options.get_host());
        let (database, user) = (options.get_database(), options.get_username());
        format!("{:?}", (socket, host, port, database, user, options.get_options()))
    },
    values: sqlx_postgres::PgArguments,
    explain: "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF)",
    plan: |line| sqlx::Row::try_get(line, 0),
}

#[cfg(feature = "sqlx-mysql")]
database! {
    sqlx_mysql::MySql,
    MySql,
    place: |options| {
        let (socket, port, host) = (options.get_socket(), options.get_port(), options.get_host());
        format!("{:?}", (socket, host, port, options.get_database(), options.get_username()))
    },
    values: super::values::mysql::MySqlValues,
    // A line for each table, which MySQL no longer gives unasked.
    explain: "EXPLAIN FORMAT=TRADITIONAL",
    plan: |line| Ok(super::explain::mysql::line_of(line)),
}
