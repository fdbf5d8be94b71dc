use std::fmt;

use sqlx::{Database, Pool, Transaction, pool::PoolConnection};

use super::{
    database::{SqlDatabase, SqlRow},
    statement::Draft,
};

/// Where a statement runs: a pool, or a transaction or a connection of one's own.
///
/// A transaction is rolled back when the page is read.
#[diagnostic::on_unimplemented(
    message = "a page cannot be read on `{Self}`",
    label = "not a pool, an owned transaction or an owned connection",
    note = "give the pool; or the transaction itself, as `pool.begin()` returns it: the page is read after the handler has \
            returned, so nothing that it borrows is left by then"
)]
pub trait On {
    /// The database.
    type Database: SqlDatabase;

    /// What the source keeps.
    #[doc(hidden)]
    fn link(self) -> Link<Self::Database>;
}

/// A way to a database.
#[doc(hidden)]
pub enum Link<DB: Database> {
    /// A connection for each statement.
    Pool(Pool<DB>),
    /// All statements in this transaction.
    Transaction(Transaction<'static, DB>),
    /// All statements on this connection.
    Connection(PoolConnection<DB>),
}

impl<DB: SqlDatabase> Link<DB> {
    pub(super) async fn fetch<T: SqlRow<DB>>(&mut self, draft: Draft<DB>) -> sqlx::Result<Vec<T>> {
        match self {
            Self::Pool(pool) => DB::fetch(&mut *pool.acquire().await?, draft.sql, draft.arguments).await,
            Self::Transaction(transaction) => DB::fetch(&mut *transaction, draft.sql, draft.arguments).await,
            Self::Connection(connection) => DB::fetch(&mut *connection, draft.sql, draft.arguments).await,
        }
    }

    pub(super) async fn fetch_number(&mut self, draft: Draft<DB>) -> sqlx::Result<i64> {
        match self {
            Self::Pool(pool) => DB::fetch_number(&mut *pool.acquire().await?, draft.sql, draft.arguments).await,
            Self::Transaction(transaction) => DB::fetch_number(&mut *transaction, draft.sql, draft.arguments).await,
            Self::Connection(connection) => DB::fetch_number(&mut *connection, draft.sql, draft.arguments).await,
        }
    }

    pub(super) async fn fetch_plan(&mut self, draft: Draft<DB>) -> sqlx::Result<Vec<String>> {
        match self {
            Self::Pool(pool) => DB::fetch_plan(&mut *pool.acquire().await?, draft.sql, draft.arguments).await,
            Self::Transaction(transaction) => DB::fetch_plan(&mut *transaction, draft.sql, draft.arguments).await,
            Self::Connection(connection) => DB::fetch_plan(&mut *connection, draft.sql, draft.arguments).await,
        }
    }
}

impl<DB: SqlDatabase> On for Pool<DB> {
    type Database = DB;

    fn link(self) -> Link<DB> {
        Link::Pool(self)
    }
}

impl<DB: SqlDatabase> On for &Pool<DB> {
    type Database = DB;

    fn link(self) -> Link<DB> {
        Link::Pool(self.clone())
    }
}

impl<DB: SqlDatabase> On for Transaction<'static, DB> {
    type Database = DB;

    fn link(self) -> Link<DB> {
        Link::Transaction(self)
    }
}

impl<DB: SqlDatabase> On for PoolConnection<DB> {
    type Database = DB;

    fn link(self) -> Link<DB> {
        Link::Connection(self)
    }
}

impl<DB: Database> fmt::Debug for Link<DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pool(_) => "Pool",
            Self::Transaction(_) => "Transaction",
            Self::Connection(_) => "Connection",
        })
    }
}
