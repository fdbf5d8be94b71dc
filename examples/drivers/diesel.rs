//! diesel on SQLite, in a plain `fn`: `cargo run --package velithon-drivers --example diesel`, then
//! `curl 'http://127.0.0.1:3000/people?sort=newest&size=2'`.

mod app_error;
mod people;

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Router, extract::State, routing::get};
use chrono::{DateTime, Utc};
use diesel::{
    Connection, QueryResult, QueryableByName, RunQueryDsl, SqliteConnection,
    query_builder::{BoxedSqlQuery, SqlQuery},
    result::Error,
    sql_query,
    sql_types::{BigInt, Bool, Nullable, Text, TimestamptzSqlite},
    sqlite::Sqlite,
};
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{
    CursorRequest, Keyset, PageItems, paginate,
    seek::{Dialect, SeekValue},
};

use crate::app_error::AppError;

#[derive(Debug, Serialize, Keyset, QueryableByName)]
#[keyset(sort = "name", name asc nulls last, id asc)]
#[keyset(sort = "newest", joined desc, id desc)]
#[keyset(sort = "cohort", joined asc, name desc nulls first, id asc)]
struct Person {
    #[keyset(unique)]
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = TimestamptzSqlite)]
    joined: DateTime<Utc>,
}

type Db = Arc<Mutex<SqliteConnection>>;

#[paginate(style = cursor)]
fn people(State(db): State<Db>, page: CursorRequest<Person>) -> Result<PageItems<Person>, AppError> {
    let mut db = db.lock().unwrap_or_else(PoisonError::into_inner);
    let mut seek = page.seek(Dialect::Sqlite);
    while let Some(part) = seek.next_part() {
        let sql = format!(
            "SELECT id, name, joined FROM people AS page WHERE active = ?1 AND {} ORDER BY {} LIMIT {}",
            part.condition(2),
            part.order_by(),
            part.limit(),
        );
        let mut query = sql_query(sql).into_boxed().bind::<Bool, _>(true);
        for value in part.values() {
            query = bind(query, value)?;
        }
        seek.extend(query.load::<Person>(&mut *db)?);
    }
    Ok(seek.into_items())
}

type Query = BoxedSqlQuery<'static, Sqlite, SqlQuery>;

/// Binds a value of the types that the orders have.
fn bind(query: Query, value: SeekValue) -> QueryResult<Query> {
    match value {
        SeekValue::Signed(number) => Ok(query.bind::<Nullable<BigInt>, _>(number)),
        SeekValue::Text(text) => Ok(query.bind::<Nullable<Text>, _>(text)),
        SeekValue::ChronoDateTimeUtc(moment) => Ok(query.bind::<Nullable<TimestamptzSqlite>, _>(moment)),
        other => Err(Error::QueryBuilderError(format!("no order has {other:?}").into())),
    }
}

fn app() -> anyhow::Result<Router> {
    let mut db = SqliteConnection::establish(":memory:")?;
    sql_query("CREATE TABLE people (id BIGINT PRIMARY KEY, name TEXT, joined TEXT NOT NULL, active BOOLEAN NOT NULL)")
        .execute(&mut db)?;
    for (id, name, joined) in people::rows() {
        for (id, active) in [(id, true), (-id, false)] {
            sql_query("INSERT INTO people VALUES (?, ?, ?, ?)")
                .bind::<BigInt, _>(id)
                .bind::<Nullable<Text>, _>(&name)
                .bind::<TimestamptzSqlite, _>(joined)
                .bind::<Bool, _>(active)
                .execute(&mut db)?;
        }
    }
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
