//! The store on a MySQL or MariaDB server, in a database of its own: made once, then only read.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::{
    ConnectOptions, Connection, MySql, MySqlConnection, MySqlPool, QueryBuilder,
    mysql::{MySqlConnectOptions, MySqlPoolOptions},
};

use crate::{
    data::{NewOrder, NewUser},
    database::VERSION,
    seed::{INDEXES, ORDERS, USERS, batches, progress, random},
};

/// What an index has whole is no `TEXT` there. Letters of either case are the same in it, by the collation that the character
/// set has if none is said.
const SCHEMA: &str = "
    DROP DATABASE IF EXISTS velithon_store;
    CREATE DATABASE velithon_store CHARACTER SET utf8mb4;
    USE velithon_store;
    CREATE TABLE version (number BIGINT NOT NULL);
    CREATE TABLE users (
        id BIGINT PRIMARY KEY,
        name TEXT NOT NULL,
        nickname VARCHAR(100),
        email TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        created_at TIMESTAMP NOT NULL
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

/// Connects to the server and makes the store's database where there is none.
pub(crate) async fn open(url: &str) -> Result<MySqlPool, String> {
    let options: MySqlConnectOptions = url
        .parse()
        .map_err(|error| format!("DATABASE_URL is no address: {error}"))?;
    // An export takes as long as its client likes; that is not a slow statement.
    let options = options.disable_statement_logging();
    let cannot = |error: sqlx::Error| format!("cannot use the database at DATABASE_URL: {error}");
    let mut db = options.connect().await.map_err(cannot)?;
    make(&mut db).await.map_err(cannot)?;
    db.close().await.map_err(cannot)?;
    MySqlPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.database("velithon_store"))
        .await
        .map_err(cannot)
}

/// Makes the database; another store that starts meanwhile waits, and then finds it. The lock goes with the connection.
async fn make(db: &mut MySqlConnection) -> sqlx::Result<()> {
    sqlx::query("DO GET_LOCK('velithon_store', 600)")
        .execute(&mut *db)
        .await?;
    let there: Option<String> = sqlx::query_scalar(
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'velithon_store' AND TABLE_NAME = 'version'",
    )
    .fetch_optional(&mut *db)
    .await?;
    if there.is_some() {
        let version: Option<i64> = sqlx::query_scalar("SELECT number FROM velithon_store.version")
            .fetch_optional(&mut *db)
            .await?;
        match version {
            Some(VERSION) => return Ok(()),
            Some(_) => println!("The data is of another version of this example and is made anew."),
            None => println!("The data was not made to the end, and is made anew."),
        }
    }
    sqlx::raw_sql(SCHEMA).execute(&mut *db).await?;
    fill(db).await?;
    sqlx::raw_sql(INDEXES).execute(&mut *db).await?;
    sqlx::raw_sql("ANALYZE TABLE users, orders").execute(&mut *db).await?;
    // The last of it: no transaction holds a table that is made in it.
    sqlx::query("INSERT INTO version VALUES (?)")
        .bind(VERSION)
        .execute(&mut *db)
        .await?;
    Ok(())
}

/// Makes the rows, a thousand by each statement.
async fn fill(db: &mut MySqlConnection) -> sqlx::Result<()> {
    let (progress, mut random) = (progress(), random());
    let mut transaction = db.begin().await?;
    for batch in batches(USERS) {
        let mut insert = QueryBuilder::<MySql>::new("INSERT INTO users ");
        insert.push_values(batch, |mut row, id| {
            let user = NewUser::make(id, &mut random);
            row.push_bind(id)
                .push_bind(user.name)
                .push_bind(user.nickname)
                .push_bind(user.email)
                .push_bind(user.active)
                .push_bind(time(user.joined));
        });
        progress.inc(insert.build().execute(&mut *transaction).await?.rows_affected());
    }
    for batch in batches(ORDERS) {
        let mut insert = QueryBuilder::<MySql>::new("INSERT INTO orders ");
        insert.push_values(batch, |mut row, id| {
            let order = NewOrder::make(id, &mut random);
            row.push_bind(id)
                .push_bind(order.user_id)
                .push_bind(order.product)
                .push_bind(order.quantity)
                .push_bind(order.total_cents)
                .push_bind(order.status)
                .push_bind(time(order.taken).to_rfc3339_opts(SecondsFormat::AutoSi, false));
        });
        progress.inc(insert.build().execute(&mut *transaction).await?.rows_affected());
    }
    transaction.commit().await?;
    progress.finish_and_clear();
    Ok(())
}

fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}
