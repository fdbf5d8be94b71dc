//! Pages of Velithon by tokio-postgres: a source of our own, whose conditions are those that a request has for PostgreSQL.

use std::hash::Hash;

use axum::{Router, extract::State, routing::get};
use deadpool_postgres::Pool;
use velithon::{CountKey, CountSource, CursorRequest, CursorSource, PageRequest, PageSource, paginate};

use crate::{
    pages::database::data::{Order, SELECT},
    postgres::{
        self,
        walk::{WalkError as Failed, walk},
    },
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
        walk(&self.0, (SELECT, "orders"), page, Order::of).await
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
