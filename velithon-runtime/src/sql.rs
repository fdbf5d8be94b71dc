//! Pages and cursors over SQL statements, with sqlx on SQLite and PostgreSQL (features `sqlx-sqlite`, `sqlx-postgres`).
//!
//! ```
//! # #[cfg(feature = "sqlx-sqlite")] mod example {
//! use velithon_runtime::sql::{self, OrderBy, SqlSource};
//! # use serde::Serialize;
//! # use sqlx::{FromRow, Row, Sqlite, SqlitePool, sqlite::SqliteRow};
//! # #[derive(Serialize)] struct User { id: i64 }
//! # impl FromRow<'_, SqliteRow> for User {
//! #     fn from_row(row: &SqliteRow) -> sqlx::Result<Self> { Ok(User { id: row.try_get("id")? }) }
//! # }
//!
//! // What a handler under `#[paginate]` returns.
//! fn active_users(db: SqlitePool) -> SqlSource<Sqlite, User, OrderBy> {
//!     sql::select("SELECT * FROM users WHERE active = $1").bind(true).order_by("name, id").on(db)
//! }
//! # }
//! ```
//!
//! The statement is kept as it is and becomes a sub-select of the one that reads a page, so it may have joins, grouping
//! and placeholders. Its order does not count: where rows come in an order, either the rows derive
//! [`Keyset`](crate::Keyset), or the statement has an [`order_by`](Select::order_by). Both name columns of the
//! *result*.
//!
//! # What a statement may hold
//!
//! - Placeholders `$1`, `$2`, … on both databases, each with one [`bind`](Select::bind); on SQLite also `?`, as a
//!   `QueryBuilder` writes them.
//! - Comments, quotes of every kind, a `WITH`, and one `;` at its end.
//!
//! A statement that is none, or whose values do not match its placeholders, is an error of the source: it is logged, and
//! the client gets a 500 that says nothing about it.
//!
//! # Indexes
//!
//! A keyset page is as fast at any depth if there is an index over the columns of the order, in their order and with
//! their directions (or all of them the other way round). For a first column that may be NULL, such an index serves
//! `nulls first` and `nulls last` alike, as long as the index itself says nothing about NULLs. Further columns that may
//! be NULL need the order of NULLs in the index where it is not the database's own: PostgreSQL has them behind all values.
//! SQLite has them before all values, and no other indexes: behind the first column, only `asc nulls first` and
//! `desc nulls last` are searched there, and any other place of NULLs costs a scan of the table for each page.
//!
//! In an order of mixed directions, or with further columns that may be NULL, a page passes over the rows that share the
//! first column's value with the row of its cursor, so that column should not have just a few values.
//! [`SqlSource::explain`] shows what the database makes of it.
//!
//! # What a key is compared with
//!
//! The database compares a column with the value that sqlx reads from it, so the field must hold all of the column: an
//! `f32` over a `REAL` of SQLite, which has 64 bits, can lose rows. Texts come in the order of the column's collation, and
//! that is also what decides which of them are the same. A `citext` of PostgreSQL is compared as a plain text, though
//! ordered as what it is: select `lower(name)` as a column of its own, or give a `text` such a collation.
//!
//! # Times on SQLite
//!
//! SQLite keeps times as text and compares them as text. Key values are bound exactly as sqlx encodes their type
//! (`2024-05-01T12:00:00+00:00` for a `DateTime<Utc>`), and in UTC, so the column must hold what sqlx wrote of a time in
//! UTC, or text of the same form. `CURRENT_TIMESTAMP` writes another one, with a space, which sorts before every `T`.
//! With chrono's `DateTime<Utc>` the order of the text is that of the times. The `OffsetDateTime` of `time` ends in a `Z`
//! and has no trailing zeros, so that times within one second come in another order (a walk has all of them nonetheless).

pub(crate) mod apply;
pub(crate) mod bind;
pub(crate) mod connection;
pub(crate) mod count;
pub(crate) mod cursor;
pub(crate) mod database;
pub(crate) mod dialect;
pub(crate) mod explain;
mod fetch;
mod key_fault;
pub(crate) mod keyset;
pub(crate) mod order;
pub(crate) mod raw_key;
mod row_reader;
mod run;
pub(crate) mod scan;
pub(crate) mod select;
pub(crate) mod source;
pub(crate) mod statement;

pub use bind::SqlKeyset;
pub use connection::On;
pub use database::{SqlDatabase, SqlRow};
pub use order::{OrderBy, RowOrder, SqlOrder};
pub use select::{Select, query_builder, select};
pub use source::SqlSource;
