//! A connection for one statement with many rows.

use sqlx::{Database, Pool, pool::PoolConnection};

/// A connection that goes back to the pool when its statement was read to the end, and is closed otherwise.
///
/// A client that leaves in the middle leaves rows that a server has not sent yet. In the pool, the connection would be busy
/// until sqlx had read them all; a closed one is gone at once, and the pool opens another when it needs one.
pub(crate) struct Lease<DB: Database> {
    connection: PoolConnection<DB>,
    complete: bool,
}

impl<DB: Database> Lease<DB> {
    pub(crate) async fn from(db: &Pool<DB>) -> sqlx::Result<Self> {
        Ok(Self {
            connection: db.acquire().await?,
            complete: false,
        })
    }

    pub(crate) fn connection(&mut self) -> &mut DB::Connection {
        &mut self.connection
    }

    /// Notes that all rows were read.
    pub(crate) fn complete(mut self) {
        self.complete = true;
    }
}

impl<DB: Database> Drop for Lease<DB> {
    fn drop(&mut self) {
        if !self.complete {
            self.connection.close_on_drop();
        }
    }
}
