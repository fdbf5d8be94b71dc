//! Pages and cursors over SQL statements, with sqlx on SQLite, PostgreSQL, MySQL and MariaDB (features `sqlx-sqlite`,
//! `sqlx-postgres` and `sqlx-mysql`), and over the selects of sea-orm (feature `sea-orm`).
//!
//! ```
//! # #[cfg(feature = "sqlx-sqlite")] mod example {
//! use serde::Serialize;
//! use sqlx::{FromRow, Sqlite, SqlitePool};
//! use velithon::{paginate, sql::{self, OrderBy, SqlSource}};
//!
//! #[derive(Serialize, FromRow)]
//! struct User {
//!     id: i64,
//!     name: String,
//! }
//!
//! #[paginate]
//! async fn active_users(db: SqlitePool) -> SqlSource<Sqlite, User, OrderBy> {
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
//! - Placeholders `$1`, `$2`, … on every database, each with one [`bind`](Select::bind); on SQLite and MySQL also `?`, as a
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
//! SQLite and MySQL have them before all values, and no other indexes: behind the first column, only `asc nulls first` and
//! `desc nulls last` are searched there, and any other place of NULLs costs a scan of the table, or of the rows that follow,
//! for each page.
//!
//! In an order of mixed directions, or with further columns that may be NULL, a page passes over the rows that share the
//! first column's value with the row of its cursor, so that column should not have just a few values.
//! [`SqlSource::explain`] shows what the database makes of it.
//!
//! # What a cursor holds
//!
//! The values of the order's columns as the driver delivered them: on SQLite their storage class and content, on PostgreSQL
//! and MySQL the bytes of their type. They are bound again as they came, so the database compares what is stored with what is stored,
//! whatever type the row's field has: `DEFAULT CURRENT_TIMESTAMP` under a `DateTime<Utc>`, an `f32` over 64 bits, `CHAR` and
//! `citext`, a `NUMERIC` with more digits than a `Decimal`, `infinity`. Rows come in the database's order and no other: texts
//! in that of the column's collation, and on SQLite times that are kept as text in that of the text.
//!
//! So it is for a returned [`SqlSource`], and for [`CursorRequest::fetch`](crate::CursorRequest::fetch) in a handler that runs
//! its query itself. What a handler makes of [`CursorRequest::apply`](crate::CursorRequest::apply) has its fields' values as
//! keys, and a field must hold all of its column there.
//!
//! A cursor that names a value or a type that the column cannot have is a 400, `invalid-cursor`: a client made it up, or the
//! column has changed its type.
//!
//! # Long keys
//!
//! A cursor has at most 2,048 characters, which leaves about 1,500 bytes for the values of its key, and 30 fewer where it is
//! signed. A page whose last row, or whose next one, has a longer key ends earlier, or up to 16 rows later, where both can be
//! named. Where there is no such place it ends at any row that can be named, and has no `prev_cursor` if its first row cannot;
//! if none of the rows can be, it is a 500, `cursor-too-long`.
//!
//! # Names
//!
//! The result has no two columns of one name: `SELECT o.*, u.*` is an error of the source if both have an `id`. Name them one
//! by one, with an alias for each that comes twice.

pub(crate) mod apply;
pub(crate) mod bind;
pub(crate) mod connection;
pub(crate) mod count;
pub(crate) mod cursor;
#[cfg_attr(
    not(any(feature = "sqlx-mysql", feature = "sqlx-postgres", feature = "sqlx-sqlite")),
    allow(
        unused_imports,
        unused_macros,
        reason = "without a driver there is no database to implement it for"
    )
)]
pub(crate) mod database;
#[cfg(feature = "utoipa")]
mod database_source;
pub(crate) mod explain;
mod fetch;
mod key_fault;
mod mapped;
pub(crate) mod order;
mod part;
pub(crate) mod raw_key;
mod row_reader;
mod run;
pub(crate) mod scan;
pub(crate) mod select;
pub(crate) mod source;
pub(crate) mod statement;
#[cfg_attr(
    not(any(feature = "sqlx-mysql", feature = "sqlx-postgres", feature = "sqlx-sqlite")),
    allow(
        unused_imports,
        unused_macros,
        reason = "without a driver there is no database to implement it for"
    )
)]
pub(crate) mod values;

pub use bind::SqlKeyset;
pub use connection::On;
pub use database::{ReadRow, SqlDatabase, SqlRow};
pub use order::{OrderBy, RowOrder, SqlOrder};
pub use select::{Select, query_builder, select};
pub use source::SqlSource;

pub use crate::source::mapped::{Mapped, SqlRows};

#[cfg(feature = "sea-orm")]
pub use crate::sea_orm::{
    DatabaseName, Find, FindOrder, Finds, KeysetOrder, Named, OnSeaOrm, OwnOrder, SeaOrmSource, Unnamed, find,
};
