//! The store's data: the same at every start and in every database, made here rather than downloaded.

use std::ops::RangeInclusive;

use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

use crate::data::{NewOrder, NewUser, Random};

pub(crate) const USERS: u32 = 100_000;
pub(crate) const ORDERS: u32 = 1_000_000;

/// Rows of one INSERT: enough that the statement's own cost no longer counts.
const BATCH: u32 = 1_000;

/// Times are text in the form in which sqlx binds a chrono `DateTime<Utc>`, so that they compare with one.
const SCHEMA: &str = "
    CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        nickname TEXT,
        email TEXT NOT NULL,
        active INTEGER NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY,
        user_id INTEGER NOT NULL,
        product TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        total_cents INTEGER NOT NULL,
        status TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;";

/// What cursors search, one for each order: made last, because then it is made in one go.
pub(crate) const INDEXES: &str = "
    CREATE INDEX users_newest ON users (created_at, id);
    CREATE INDEX users_nickname ON users (nickname, id);";

const INSERT_USERS: &str = "INSERT INTO users
    SELECT column1, column2, column3, column4, column5, strftime('%FT%T+00:00', column6, 'unixepoch') FROM (";
const INSERT_ORDERS: &str = "INSERT INTO orders
    SELECT column1, column2, column3, column4, column5, column6, strftime('%FT%T+00:00', column7, 'unixepoch') FROM (";

/// Shows how far it has come.
pub(crate) fn progress() -> ProgressBar {
    println!("Making {USERS} users and {ORDERS} orders: a few seconds, once.");
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} rows, {eta} left");
    ProgressBar::new(u64::from(USERS + ORDERS)).with_style(style.expect("a template that is valid"))
}

/// The numbers that the rows are made of: users first, then orders.
pub(crate) fn random() -> Random {
    Random(2_023)
}

/// Makes the tables and all their rows, in one transaction.
pub(crate) async fn fill(db: &mut SqliteConnection) -> sqlx::Result<()> {
    let (progress, mut random) = (progress(), random());
    let mut transaction = db.begin().await?;
    sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await?;

    for batch in batches(USERS) {
        let mut insert = QueryBuilder::<Sqlite>::new(INSERT_USERS);
        insert.push_values(batch, |mut row, id| {
            let user = NewUser::make(id, &mut random);
            row.push_bind(id)
                .push_bind(user.name)
                .push_bind(user.nickname)
                .push_bind(user.email)
                .push_bind(user.active)
                .push_bind(user.joined);
        });
        progress.inc(execute(insert, &mut transaction).await?);
    }
    for batch in batches(ORDERS) {
        let mut insert = QueryBuilder::<Sqlite>::new(INSERT_ORDERS);
        insert.push_values(batch, |mut row, id| {
            let order = NewOrder::make(id, &mut random);
            row.push_bind(id)
                .push_bind(order.user_id)
                .push_bind(order.product)
                .push_bind(order.quantity)
                .push_bind(order.total_cents)
                .push_bind(order.status)
                .push_bind(order.taken);
        });
        progress.inc(execute(insert, &mut transaction).await?);
    }
    sqlx::raw_sql(INDEXES).execute(&mut *transaction).await?;
    transaction.commit().await?;
    progress.finish_and_clear();
    Ok(())
}

/// The ids from 1 to `count`, a batch at a time.
pub(crate) fn batches(count: u32) -> impl Iterator<Item = RangeInclusive<u32>> {
    (0..count)
        .step_by(BATCH as usize)
        .map(move |done| done + 1..=count.min(done + BATCH))
}

/// Runs the INSERT and tells how many rows it made.
async fn execute(mut insert: QueryBuilder<Sqlite>, db: &mut SqliteConnection) -> sqlx::Result<u64> {
    // The text of every batch is the same, so SQLite compiles it once.
    let done = insert.push(")").build().execute(db).await?;
    Ok(done.rows_affected())
}
