//! The store on a PostgreSQL server, in a schema of its own: made once, then only read.

use std::{fmt::Write, time::Duration};

use chrono::{DateTime, SecondsFormat};
use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    data::{NewOrder, NewUser},
    database::VERSION,
    seed::{INDEXES, ORDERS, USERS, batches, progress, random},
};

const SCHEMA: &str = "
    CREATE SCHEMA velithon_store;
    CREATE TABLE version (number BIGINT NOT NULL);
    CREATE TABLE users (
        id BIGINT PRIMARY KEY,
        name TEXT NOT NULL,
        nickname TEXT,
        email TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        created_at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE orders (
        id BIGINT PRIMARY KEY,
        user_id BIGINT NOT NULL,
        product TEXT NOT NULL,
        quantity BIGINT NOT NULL,
        total_cents BIGINT NOT NULL,
        status TEXT NOT NULL,
        created_at TEXT NOT NULL
    );";

/// Connects to the server and makes the store's schema where there is none.
pub(crate) async fn open(url: &str) -> Result<PgPool, String> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(|error| format!("DATABASE_URL is no address: {error}"))?;
    let options = options
        .options([("search_path", "velithon_store")])
        // An export takes as long as its client likes; that is not a slow statement.
        .disable_statement_logging();
    let cannot = |error: sqlx::Error| format!("cannot use the database at DATABASE_URL: {error}");
    let mut db = options.connect().await.map_err(cannot)?;
    make(&mut db).await.map_err(cannot)?;
    db.close().await.map_err(cannot)?;
    PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
        .map_err(cannot)
}

/// Makes the schema in one transaction; another store that starts meanwhile waits, and then finds it.
async fn make(db: &mut PgConnection) -> sqlx::Result<()> {
    let mut transaction = db.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock(hashtext('velithon_store'))")
        .execute(&mut *transaction)
        .await?;
    let there: bool = sqlx::query_scalar("SELECT to_regclass('velithon_store.version') IS NOT NULL")
        .fetch_one(&mut *transaction)
        .await?;
    if there {
        let version: Option<i64> = sqlx::query_scalar("SELECT number FROM version")
            .fetch_optional(&mut *transaction)
            .await?;
        if version == Some(VERSION) {
            return Ok(());
        }
        println!("The data is of another version of this example and is made anew.");
        sqlx::raw_sql("DROP SCHEMA velithon_store CASCADE")
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await?;
    fill(&mut transaction).await?;
    sqlx::raw_sql(INDEXES).execute(&mut *transaction).await?;
    sqlx::query("INSERT INTO version VALUES ($1)")
        .bind(VERSION)
        .execute(&mut *transaction)
        .await?;
    sqlx::raw_sql("ANALYZE users, orders")
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await
}

/// Makes the rows, by the way that is meant for many.
async fn fill(db: &mut Transaction<'_, Postgres>) -> sqlx::Result<()> {
    let (progress, mut random) = (progress(), random());
    let mut copy = db.copy_in_raw("COPY users FROM STDIN").await?;
    for batch in batches(USERS) {
        let mut lines = String::new();
        for id in batch {
            let user = NewUser::make(id, &mut random);
            let nickname = user.nickname.as_deref().unwrap_or("\\N");
            let (name, email, active, joined) = (user.name, user.email, user.active, time(user.joined));
            // Writing into a `String` cannot fail; nothing in the data has to be escaped.
            let _ = writeln!(lines, "{id}\t{name}\t{nickname}\t{email}\t{active}\t{joined}");
            progress.inc(1);
        }
        copy.send(lines.into_bytes()).await?;
    }
    copy.finish().await?;

    let mut copy = db.copy_in_raw("COPY orders FROM STDIN").await?;
    for batch in batches(ORDERS) {
        let mut lines = String::new();
        for id in batch {
            let order = NewOrder::make(id, &mut random);
            let NewOrder {
                user_id,
                product,
                quantity,
                total_cents,
                status,
                taken,
            } = order;
            let taken = time(taken);
            let _ = writeln!(
                lines,
                "{id}\t{user_id}\t{product}\t{quantity}\t{total_cents}\t{status}\t{taken}"
            );
            progress.inc(1);
        }
        copy.send(lines.into_bytes()).await?;
    }
    copy.finish().await?;
    progress.finish_and_clear();
    Ok(())
}

fn time(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    time.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}
