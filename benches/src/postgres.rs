//! The PostgreSQL that the environment names: a run makes its tables there, and each contender has one connection to it.

#[cfg(feature = "tokio-postgres")]
pub(crate) mod walk;

use std::{env, time::Duration};

use sqlx::{AssertSqlSafe, PgPool, postgres::PgPoolOptions};

use crate::failure::Failure;

/// Where its address is.
const ADDRESS: &str = "DATABASE_URL";

/// What a run says where there is none.
pub(crate) const MISSING: &str =
    "PostgreSQL was not measured: its address goes into `DATABASE_URL`, as `.ci/postgres` puts it there.";

/// Whether the environment names one.
pub(crate) fn is_there() -> bool {
    env::var_os(ADDRESS).is_some()
}

/// Runs statements that make a table, one after another.
pub(crate) async fn execute(statements: impl IntoIterator<Item = String>) -> Result<(), Failure> {
    let db = PgPool::connect(&env::var(ADDRESS)?).await?;
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&db).await?;
    }
    db.close().await;
    Ok(())
}

/// A pool of one connection, which nobody may keep from the others.
///
/// # Panics
///
/// If the address is none: the program that starts servers has connected to it.
pub(crate) fn pool() -> PgPool {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(5));
    let address = env::var(ADDRESS).unwrap_or_default();
    pool.connect_lazy(&address).expect("an address that was connected to")
}

/// The same of tokio-postgres.
///
/// # Panics
///
/// As [`pool`] does.
#[cfg(feature = "tokio-postgres")]
pub(crate) fn clients() -> deadpool_postgres::Pool {
    use deadpool_postgres::{Manager, Pool, Runtime};

    let address = env::var(ADDRESS).unwrap_or_default();
    let manager = Manager::new(
        address.parse().expect("an address that was connected to"),
        tokio_postgres::NoTls,
    );
    let pool = Pool::builder(manager)
        .max_size(1)
        .wait_timeout(Some(Duration::from_secs(5)))
        .runtime(Runtime::Tokio1);
    pool.build().expect("a pool that can wait by tokio's timer")
}
