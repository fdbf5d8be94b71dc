use std::fmt;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseConnectionType, DatabaseTransaction, DbBackend, DbErr, QueryResult,
    RuntimeErr, Statement,
};

/// Where a select of sea-orm runs.
///
/// A transaction is rolled back when the page is read.
#[diagnostic::on_unimplemented(
    message = "a page cannot be read on `{Self}`",
    label = "not a `DatabaseConnection`, nor an owned `DatabaseTransaction`",
    note = "give the connection; or the transaction itself, as `db.begin()` returns it: the page is read after the handler has \
            returned"
)]
pub trait OnSeaOrm {
    /// The form in which a source keeps it.
    #[doc(hidden)]
    fn link(self) -> Link;
}

/// Where the statements of a source run.
#[doc(hidden)]
pub enum Link {
    /// A connection of the pool for each statement.
    Connection(DatabaseConnection),
    /// All statements in this transaction.
    Transaction(DatabaseTransaction),
}

impl OnSeaOrm for DatabaseConnection {
    fn link(self) -> Link {
        Link::Connection(self)
    }
}

impl OnSeaOrm for &DatabaseConnection {
    fn link(self) -> Link {
        Link::Connection(self.clone())
    }
}

impl OnSeaOrm for DatabaseTransaction {
    fn link(self) -> Link {
        Link::Transaction(self)
    }
}

impl Link {
    /// Which database it leads to, if it leads to any.
    pub(super) fn backend(&self) -> Option<DbBackend> {
        match self {
            Self::Connection(db) if matches!(db.inner, DatabaseConnectionType::Disconnected) => None,
            Self::Connection(db) => Some(db.get_database_backend()),
            Self::Transaction(db) => Some(db.get_database_backend()),
        }
    }

    pub(super) async fn fetch(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Connection(db) => db.query_all_raw(statement).await,
            Self::Transaction(db) => db.query_all_raw(statement).await,
        }
    }
}

/// The error of a source without a database.
pub(super) fn disconnected() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the source was made on no connection".to_owned()))
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connection(_) => "Connection",
            Self::Transaction(_) => "Transaction",
        })
    }
}
