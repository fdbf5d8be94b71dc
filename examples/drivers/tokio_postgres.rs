//! tokio-postgres with a pool of deadpool, as a source that is exported, too: `cargo run --package velithon-drivers --example tokio_postgres` with PostgreSQL's
//! address in `DATABASE_URL`, then `curl 'http://127.0.0.1:3000/people?sort=newest&size=2'`.

mod people;

use std::{env, error::Error};

use anyhow::Context as _;
use axum::{Router, extract::State, routing::get};
use chrono::{DateTime, Utc};
use deadpool_postgres::{Manager, Pool};
use serde::Serialize;
use tokio::net::TcpListener;
use tokio_postgres::{NoTls, Row, types::ToSql};
use velithon::{
    CursorRequest, CursorSource, Keyset, paginate,
    seek::{Dialect, SeekValue},
};

#[derive(Debug, Serialize, Keyset)]
#[keyset(sort = "name", name asc nulls last, id asc)]
#[keyset(sort = "newest", joined desc, id desc)]
#[keyset(sort = "cohort", joined asc, name desc nulls first, id asc)]
struct Person {
    #[keyset(unique)]
    id: i64,
    name: Option<String>,
    joined: DateTime<Utc>,
}

/// The people of one kind.
struct People {
    pool: Pool,
    active: bool,
}

impl CursorSource for People {
    type Item = Person;
    type Error = Box<dyn Error + Send + Sync>;

    async fn rows(&mut self, page: &CursorRequest<Person>) -> Result<Vec<Person>, Self::Error> {
        let db = self.pool.get().await?;
        let mut seek = page.seek(Dialect::Postgres);
        while let Some(part) = seek.next_part() {
            let sql = format!(
                "SELECT id, name, joined FROM people AS page WHERE active = $1 AND {} ORDER BY {} LIMIT {}",
                part.condition(2),
                part.order_by(),
                part.limit(),
            );
            let key = part.values().into_iter().map(bound).collect::<Result<Vec<_>, _>>()?;
            let mut values: Vec<&(dyn ToSql + Sync)> = vec![&self.active];
            for value in &key {
                values.push(&**value);
            }
            let statement = db.prepare_cached(&sql).await?;
            for row in db.query(&statement, &values).await? {
                seek.push(person(&row)?);
            }
        }
        Ok(seek.into_rows()?)
    }
}

#[paginate(style = cursor, export)]
async fn people(State(pool): State<Pool>) -> People {
    People { pool, active: true }
}

/// A value of the types that the orders have. The driver takes those of their columns alone: an `INTEGER` would be an `i32`.
fn bound(value: SeekValue) -> Result<Box<dyn ToSql + Sync + Send>, String> {
    match value {
        SeekValue::Signed(number) => Ok(Box::new(number)),
        SeekValue::Text(text) => Ok(Box::new(text)),
        SeekValue::ChronoDateTimeUtc(moment) => Ok(Box::new(moment)),
        other => Err(format!("no order has {other:?}")),
    }
}

fn person(row: &Row) -> Result<Person, tokio_postgres::Error> {
    Ok(Person {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        joined: row.try_get("joined")?,
    })
}

async fn app() -> anyhow::Result<Router> {
    let url = env::var("DATABASE_URL").context("DATABASE_URL has no address of a PostgreSQL")?;
    let manager = Manager::new(url.parse()?, NoTls);
    // One connection, because the table is one of its own.
    let pool = Pool::builder(manager).max_size(1).build()?;
    let db = pool.get().await?;
    db.batch_execute(
        "CREATE TEMPORARY TABLE people (id BIGINT PRIMARY KEY, name TEXT, joined TIMESTAMPTZ NOT NULL, active BOOLEAN NOT NULL)",
    )
    .await?;
    let insert = db.prepare("INSERT INTO people VALUES ($1, $2, $3, $4)").await?;
    for (id, name, joined) in people::rows() {
        db.execute(&insert, &[&id, &name, &joined, &true]).await?;
        db.execute(&insert, &[&-id, &name, &joined, &false]).await?;
    }
    drop(db);
    Ok(Router::new().route("/people", get(people)).with_state(pool))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app().await?).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    impl From<people::Row> for Person {
        fn from((id, name, joined): people::Row) -> Self {
            Self { id, name, joined }
        }
    }

    #[tokio::test]
    async fn every_order_is_walked() -> anyhow::Result<()> {
        people::walk(app().await?, true, |person: &Person| person.id).await
    }
}
