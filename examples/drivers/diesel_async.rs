//! diesel-async on PostgreSQL: `cargo run --package velithon-drivers --example diesel_async` with its address in
//! `DATABASE_URL`, then `curl 'http://127.0.0.1:3000/people?sort=newest&size=2'`.

mod app_error;
mod people;

use std::env;

use anyhow::Context as _;
use axum::{Router, extract::State, routing::get};
use chrono::{DateTime, Utc};
use diesel::{
    QueryResult, QueryableByName,
    pg::Pg,
    query_builder::{BoxedSqlQuery, SqlQuery},
    result::Error,
    sql_query,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz},
};
use diesel_async::{
    AsyncPgConnection, RunQueryDsl,
    pooled_connection::{AsyncDieselConnectionManager, deadpool::Pool},
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
    #[diesel(sql_type = Timestamptz)]
    joined: DateTime<Utc>,
}

#[paginate(style = cursor)]
async fn people(
    State(pool): State<Pool<AsyncPgConnection>>,
    page: CursorRequest<Person>,
) -> Result<PageItems<Person>, AppError> {
    let mut db = pool.get().await?;
    let mut seek = page.seek(Dialect::Postgres);
    while let Some(part) = seek.next_part() {
        let sql = format!(
            "SELECT id, name, joined FROM people AS page WHERE active = $1 AND {} ORDER BY {} LIMIT {}",
            part.condition(2),
            part.order_by(),
            part.limit(),
        );
        let mut query = sql_query(sql).into_boxed().bind::<Bool, _>(true);
        for value in part.values() {
            query = bind(query, value)?;
        }
        seek.extend(query.load::<Person>(&mut db).await?);
    }
    Ok(seek.into_items())
}

type Query = BoxedSqlQuery<'static, Pg, SqlQuery>;

/// Binds a value of the types that the orders have.
fn bind(query: Query, value: SeekValue) -> QueryResult<Query> {
    match value {
        SeekValue::Signed(number) => Ok(query.bind::<Nullable<BigInt>, _>(number)),
        SeekValue::Text(text) => Ok(query.bind::<Nullable<Text>, _>(text)),
        SeekValue::ChronoDateTimeUtc(moment) => Ok(query.bind::<Nullable<Timestamptz>, _>(moment)),
        other => Err(Error::QueryBuilderError(format!("no order has {other:?}").into())),
    }
}

async fn app() -> anyhow::Result<Router> {
    let url = env::var("DATABASE_URL").context("DATABASE_URL has no address of a PostgreSQL")?;
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
    // One connection, because the table is one of its own.
    let pool = Pool::builder(manager).max_size(1).build()?;
    let mut db = pool.get().await?;
    sql_query("CREATE TEMPORARY TABLE people (id BIGINT PRIMARY KEY, name TEXT, joined TIMESTAMPTZ NOT NULL, active BOOLEAN NOT NULL)")
        .execute(&mut db)
        .await?;
    for (id, name, joined) in people::rows() {
        for (id, active) in [(id, true), (-id, false)] {
            sql_query("INSERT INTO people VALUES ($1, $2, $3, $4)")
                .bind::<BigInt, _>(id)
                .bind::<Nullable<Text>, _>(&name)
                .bind::<Timestamptz, _>(joined)
                .bind::<Bool, _>(active)
                .execute(&mut db)
                .await?;
        }
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
        people::walk(app().await?, false, |person: &Person| person.id).await
    }
}
