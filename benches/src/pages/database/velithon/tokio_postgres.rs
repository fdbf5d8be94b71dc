//! Pages of Velithon by tokio-postgres: a source of our own, whose conditions are those that a request has for PostgreSQL.

use std::{error::Error, hash::Hash};

use axum::{Router, extract::State, routing::get};
use deadpool_postgres::Pool;
use tokio_postgres::types::ToSql;
use velithon::{
    CountKey, CountSource, CursorRequest, CursorSource, PageRequest, PageSource, paginate,
    seek::{Dialect, SeekValue},
};

use crate::{
    pages::database::data::{Order, SELECT},
    postgres,
};

pub(in crate::pages::database) fn app() -> Router {
    Router::new()
        .route("/none", get(none))
        .route("/exact", get(exact))
        .route("/capped", get(capped))
        .route("/cached", get(cached))
        .route("/cursor", get(cursor))
        .with_state(postgres::clients())
}

struct Orders(Pool);

type Failed = Box<dyn Error + Send + Sync>;

impl PageSource for Orders {
    type Item = Order;
    type Error = Failed;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<Order>, Failed> {
        let db = self.0.get().await?;
        let sql = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2");
        let statement = db.prepare_cached(&sql).await?;
        let found = db.query(&statement, &[&page.limit(), &page.offset()]).await?;
        Ok(found.iter().map(Order::of).collect::<Result<_, _>>()?)
    }
}

impl CountSource for Orders {
    async fn count(&mut self, at_most: u64) -> Result<u64, Failed> {
        let db = self.0.get().await?;
        let count = if let Ok(at_most) = i64::try_from(at_most) {
            let capped = "SELECT COUNT(*) FROM (SELECT 1 FROM orders LIMIT $1) AS counted";
            db.query_one(&db.prepare_cached(capped).await?, &[&at_most]).await?
        } else {
            let exact = "SELECT COUNT(*) FROM orders";
            db.query_one(&db.prepare_cached(exact).await?, &[]).await?
        };
        Ok(count.try_get::<_, i64>(0)?.cast_unsigned())
    }
}

impl CountKey for Orders {
    fn count_key(&self) -> impl Hash {}
}

impl CursorSource for Orders {
    type Item = Order;
    type Error = Failed;

    async fn rows(&mut self, page: &CursorRequest<Order>) -> Result<Vec<Order>, Failed> {
        let db = self.0.get().await?;
        let mut seek = page.seek(Dialect::Postgres).table("orders");
        while let Some(part) = seek.next_part() {
            let (condition, order) = (part.condition(2), part.order_by());
            let sql = format!("{SELECT} WHERE {condition} ORDER BY {order} LIMIT $1");
            let statement = db.prepare_cached(&sql).await?;
            let limit = part.limit();
            let key = part.values().into_iter().map(number).collect::<Result<Vec<_>, _>>()?;
            let mut values: Vec<&(dyn ToSql + Sync)> = vec![&limit];
            values.extend(key.iter().map(|value| value as &(dyn ToSql + Sync)));
            for row in db.query(&statement, &values).await? {
                seek.push(Order::of(&row)?);
            }
        }
        Ok(seek.into_rows()?)
    }
}

/// A value of the types that the order has.
fn number(value: SeekValue) -> Result<Option<i64>, String> {
    match value {
        SeekValue::Signed(number) => Ok(number),
        other => Err(format!("no order has {other:?}")),
    }
}

#[paginate(max_offset = none, total = none)]
async fn none(State(db): State<Pool>) -> Orders {
    Orders(db)
}

#[paginate(max_offset = none, total = exact)]
async fn exact(State(db): State<Pool>) -> Orders {
    Orders(db)
}

#[paginate(max_offset = none, total = capped(10_000))]
async fn capped(State(db): State<Pool>) -> Orders {
    Orders(db)
}

#[paginate(max_offset = none, total = cached("1h"))]
async fn cached(State(db): State<Pool>) -> Orders {
    Orders(db)
}

#[paginate(style = cursor)]
async fn cursor(State(db): State<Pool>) -> Orders {
    Orders(db)
}
