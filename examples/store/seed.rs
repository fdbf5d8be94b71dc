//! The store's data: the same at every start, made here rather than downloaded.

use std::ops::RangeInclusive;

use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

use crate::data::{FIRST_NAMES, FIRST_ORDER, FIRST_USER, LAST_NAMES, PRODUCTS, Random, time};

pub(crate) const USERS: u32 = 100_000;
pub(crate) const ORDERS: u32 = 1_000_000;

/// Rows of one INSERT: enough that the statement's own cost no longer counts.
const BATCH: u32 = 1_000;

/// Times are text in the form in which sqlx binds a chrono `DateTime<Utc>`, so that they compare with one.
const SCHEMA: &str = "
    CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
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

const INSERT_USERS: &str = "INSERT INTO users
    SELECT column1, column2, column3, column4, strftime('%FT%T+00:00', column5, 'unixepoch') FROM (";
const INSERT_ORDERS: &str = "INSERT INTO orders
    SELECT column1, column2, column3, column4, column5, column6, strftime('%FT%T+00:00', column7, 'unixepoch') FROM (";

/// Makes the tables and all their rows, in one transaction.
pub(crate) async fn fill(db: &mut SqliteConnection) -> sqlx::Result<()> {
    println!("Making {USERS} users and {ORDERS} orders: a few seconds, once.");
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} rows, {eta} left");
    let progress = ProgressBar::new(u64::from(USERS + ORDERS)).with_style(style.expect("a template that is valid"));
    let mut random = Random(2_023);
    let mut transaction = db.begin().await?;
    sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await?;

    for batch in batches(USERS) {
        let mut insert = QueryBuilder::<Sqlite>::new(INSERT_USERS);
        insert.push_values(batch, |mut row, id| {
            let (first, last) = (random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES));
            row.push_bind(id)
                .push_bind(format!("{first} {last}"))
                .push_bind(format!("user{id}@example.com"))
                .push_bind(random.below(10) > 0)
                .push_bind(time(FIRST_USER, id, USERS, &mut random));
        });
        progress.inc(execute(insert, &mut transaction).await?);
    }
    for batch in batches(ORDERS) {
        let mut insert = QueryBuilder::<Sqlite>::new(INSERT_ORDERS);
        insert.push_values(batch, |mut row, id| {
            let (product, price) = random.pick(&PRODUCTS);
            let quantity = 1 + random.below(5);
            row.push_bind(id)
                .push_bind(1 + random.below(USERS))
                .push_bind(product)
                .push_bind(quantity)
                .push_bind(price * quantity)
                .push_bind(random.status())
                .push_bind(time(FIRST_ORDER, id, ORDERS, &mut random));
        });
        progress.inc(execute(insert, &mut transaction).await?);
    }
    transaction.commit().await?;
    progress.finish_and_clear();
    Ok(())
}

/// The ids from 1 to `count`, a batch at a time.
fn batches(count: u32) -> impl Iterator<Item = RangeInclusive<u32>> {
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
