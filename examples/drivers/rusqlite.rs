//! rusqlite, in a plain `fn`: `cargo run --package velithon-drivers --example rusqlite`, then
//! `curl 'http://127.0.0.1:3000/people?sort=newest&size=2'`.

mod app_error;
mod people;

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Router, extract::State, routing::get};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Error, ToSql, params_from_iter};
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{
    CursorRequest, Keyset, PageItems, paginate,
    seek::{Dialect, SeekValue},
};

use crate::app_error::AppError;

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

type Db = Arc<Mutex<Connection>>;

#[paginate(style = cursor)]
fn people(State(db): State<Db>, page: CursorRequest<Person>) -> Result<PageItems<Person>, AppError> {
    let db = db.lock().unwrap_or_else(PoisonError::into_inner);
    let mut seek = page.seek(Dialect::Sqlite);
    while let Some(part) = seek.next_part() {
        let mut statement = db.prepare_cached(&format!(
            "SELECT id, name, joined FROM people AS page WHERE active = ?1 AND {} ORDER BY {} LIMIT {}",
            part.condition(2),
            part.order_by(),
            part.limit(),
        ))?;
        let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(true)];
        for value in part.values() {
            values.push(bound(value)?);
        }
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            seek.push(Person {
                id: row.get("id")?,
                name: row.get("name")?,
                joined: row.get("joined")?,
            });
        }
    }
    Ok(seek.into_items())
}

/// A value of the types that the orders have.
fn bound(value: SeekValue) -> rusqlite::Result<Box<dyn ToSql>> {
    match value {
        SeekValue::Signed(number) => Ok(Box::new(number)),
        SeekValue::Text(text) => Ok(Box::new(text)),
        SeekValue::ChronoDateTimeUtc(moment) => Ok(Box::new(moment)),
        other => Err(Error::ToSqlConversionFailure(format!("no order has {other:?}").into())),
    }
}

fn app() -> anyhow::Result<Router> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, joined TEXT NOT NULL, active BOOLEAN NOT NULL)",
    )?;
    let mut insert = db.prepare("INSERT INTO people VALUES (?1, ?2, ?3, ?4)")?;
    for (id, name, joined) in people::rows() {
        insert.execute((id, &name, joined, true))?;
        insert.execute((-id, &name, joined, false))?;
    }
    drop(insert);
    let db = Arc::new(Mutex::new(db));
    Ok(Router::new().route("/people", get(people)).with_state(db))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app()?).await?;
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
        people::walk(app()?, false, |person: &Person| person.id).await
    }
}
