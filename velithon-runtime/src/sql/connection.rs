use std::fmt;

use sqlx::{Database, Pool, Transaction, pool::PoolConnection};

use super::{
    database::{ReadRow, SqlDatabase},
    row_reader::RowReader,
    run::in_our_words,
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
    /// The database that it leads to.
    type Database: SqlDatabase;

    /// The form in which a source keeps it.
    #[doc(hidden)]
    fn link(self) -> Link<Self::Database>;
}

/// Where the statements of a source run.
#[doc(hidden)]
pub enum Link<DB: Database> {
    /// A connection for each statement, or one that is held from statement to statement.
    Pool(Pooled<DB>),
    /// All statements in this transaction.
    Transaction(Transaction<'static, DB>),
    /// All statements on this connection.
    Connection(PoolConnection<DB>),
}

/// A pool, and the connection of it that is held for the next statement.
#[doc(hidden)]
pub struct Pooled<DB: Database> {
    pub(super) pool: Pool<DB>,
    /// Whether the connection of a statement that succeeds is held.
    holds: bool,
    held: Option<PoolConnection<DB>>,
}

impl<DB: Database> fmt::Debug for Pooled<DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pool")
    }
}

impl<DB: Database> Pooled<DB> {
    fn new(pool: Pool<DB>) -> Self {
        Self {
            pool,
            holds: false,
            held: None,
        }
    }

    /// A connection for a statement.
    async fn take(&mut self) -> sqlx::Result<PoolConnection<DB>> {
        match self.held.take() {
            Some(connection) => Ok(connection),
            None => self.pool.acquire().await,
        }
    }

    /// Holds the connection of a statement that has succeeded, or gives it back.
    fn put(&mut self, connection: PoolConnection<DB>) {
        self.held = Some(connection).filter(|_| self.holds);
    }
}

/// Runs something on a link's connection.
macro_rules! on {
    ($link:expr, $connection:ident => $run:expr) => {
        match $link {
            Link::Pool(pooled) => {
                let mut taken = pooled.take().await?;
                let $connection = &mut *taken;
                let result = $run.await?;
                pooled.put(taken);
                Ok(result)
            }
            Link::Transaction(transaction) => {
                let $connection = &mut **transaction;
                $run.await
            }
            Link::Connection(connection) => {
                let $connection = &mut **connection;
                $run.await
            }
        }
    };
}

impl<DB: SqlDatabase> Link<DB> {
    /// Has the next statement's connection of a pool held for those behind it, until it is released.
    pub(super) fn hold(&mut self) {
        if let Self::Pool(pooled) = self {
            pooled.holds = true;
        }
    }

    /// Gives a connection that is held back to its pool.
    pub(super) fn release(&mut self) {
        if let Self::Pool(pooled) = self {
            pooled.holds = false;
            pooled.held = None;
        }
    }

    /// Appends the rows of a statement to `rows`.
    pub(super) async fn fetch<T: ReadRow<DB>>(
        &mut self,
        draft: Draft<DB>,
        rows: &mut Vec<T>,
        reader: &mut RowReader,
    ) -> sqlx::Result<()> {
        on!(self, connection => fetch_on(connection, draft, rows, reader))
    }

    pub(super) async fn fetch_number(&mut self, draft: Draft<DB>) -> sqlx::Result<i64> {
        on!(self, connection => DB::fetch_number(connection, draft.sql, draft.arguments))
    }

    pub(super) async fn fetch_plan(&mut self, draft: Draft<DB>) -> sqlx::Result<Vec<String>> {
        on!(self, connection => DB::fetch_plan(connection, draft.sql, draft.arguments))
    }
}

async fn fetch_on<DB: SqlDatabase, T: ReadRow<DB>>(
    connection: &mut DB::Connection,
    mut draft: Draft<DB>,
    rows: &mut Vec<T>,
    reader: &mut RowReader,
) -> sqlx::Result<()> {
    reader.start();
    let kept = reader.kept();
    if !kept.is_empty() {
        let ranked = DB::ranked(connection, &draft.sql, &kept).await;
        let ranks = reader.select_ranks(ranked.map_err(in_our_words::<DB>)?);
        draft.select(&ranks);
    }
    let again = draft.clone();
    if let Err(error) = run(connection, draft, rows, reader).await {
        if !DB::is_outdated(&error) {
            return Err(error);
        }
        // The table was altered. In a transaction, which has failed by now, this fails too, and the next one is right.
        DB::forget(connection).await?;
        run(connection, again.clone(), rows, reader).await?;
    }
    if reader.wants_columns()
        && let Some(columns) = DB::columns(connection, &again.sql).await?
    {
        reader.look_at_columns::<DB>(&columns)?;
    }
    Ok(())
}

async fn run<DB: SqlDatabase, T: ReadRow<DB>>(
    connection: &mut DB::Connection,
    draft: Draft<DB>,
    rows: &mut Vec<T>,
    reader: &mut RowReader,
) -> sqlx::Result<()> {
    let take = |row: &DB::Row| reader.take::<DB, T>(row, rows);
    DB::fetch(connection, draft.sql, draft.arguments, draft.is_kept, take).await
}

impl<DB: SqlDatabase> On for Pool<DB> {
    type Database = DB;

    fn link(self) -> Link<DB> {
        Link::Pool(Pooled::new(self))
    }
}

impl<DB: SqlDatabase> On for &Pool<DB> {
    type Database = DB;

    fn link(self) -> Link<DB> {
        Link::Pool(Pooled::new(self.clone()))
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
