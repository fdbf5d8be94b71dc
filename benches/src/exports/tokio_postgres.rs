//! The same rows of PostgreSQL by tokio-postgres.

use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use deadpool_postgres::Pool;
use futures::{StreamExt, TryStreamExt, stream};
use http::StatusCode;
use serde::Serialize;
use tokio_postgres::{Row, RowStream};
use velithon::{CursorRequest, CursorSource, Emitter, paginate, stream_json};

use super::{
    data::{Order, SELECT},
    handlers::{FIRST, Wanted},
};
use crate::{
    contenders::chunk_loop::{CHUNK, SLACK},
    postgres::{
        self,
        walk::{WalkError as Failure, walk},
    },
};

/// A row as the driver has it.
#[derive(Serialize)]
struct OrderView<'r> {
    id: i64,
    customer: i64,
    name: &'r str,
    cents: i64,
    status: &'r str,
}

impl<'r> OrderView<'r> {
    fn of(row: &'r Row) -> Result<Self, tokio_postgres::Error> {
        Ok(Self {
            id: row.try_get(0)?,
            customer: row.try_get(1)?,
            name: row.try_get(2)?,
            cents: row.try_get(3)?,
            status: row.try_get(4)?,
        })
    }
}

struct Failed(Failure);

impl<E: Into<Failure>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0.to_string()).into_response()
    }
}

/// The rows of one statement, as the driver receives them.
async fn found(db: &deadpool_postgres::Client, wanted: &Wanted) -> Result<RowStream, tokio_postgres::Error> {
    let statement = db.prepare_cached(FIRST).await?;
    db.query_raw(&statement, [wanted.size]).await
}

#[stream_json(end_record = on)]
async fn one_statement(
    State(pool): State<Pool>,
    Query(wanted): Query<Wanted>,
    rows: &Emitter<OrderView<'_>>,
) -> Result<(), Failed> {
    let db = pool.get().await?;
    let mut found = std::pin::pin!(found(&db, &wanted).await?);
    while let Some(row) = found.try_next().await? {
        rows.emit(&OrderView::of(&row)?).await;
    }
    Ok(())
}

/// The same by a loop of one's own, written into chunks as they come.
async fn by_hand(State(pool): State<Pool>, Query(wanted): Query<Wanted>) -> Result<Body, Failed> {
    let db = pool.get().await?;
    // Asked again behind its end, the driver's stream fails.
    let rows = Box::pin(found(&db, &wanted).await?.fuse());
    // The connection goes back to the pool with the last row.
    Ok(Body::from_stream(stream::try_unfold(
        (rows, db),
        async |(mut rows, db)| {
            let mut chunk = Vec::with_capacity(CHUNK + SLACK);
            while chunk.len() < CHUNK
                && let Some(row) = rows.try_next().await?
            {
                serde_json::to_writer(&mut chunk, &OrderView::of(&row)?)?;
                chunk.push(b'\n');
            }
            Ok::<_, Failure>((!chunk.is_empty()).then_some((chunk, (rows, db))))
        },
    )))
}

struct Orders(Pool);

impl CursorSource for Orders {
    type Item = Order;
    type Error = Failure;

    async fn rows(&mut self, page: &CursorRequest<Order>) -> Result<Vec<Order>, Failure> {
        walk(&self.0, (SELECT, "exported"), page, Order::of).await
    }
}

#[paginate(style = cursor, export)]
async fn orders(State(pool): State<Pool>) -> Orders {
    Orders(pool)
}

fn app(lines: MethodRouter<Pool>) -> Router {
    Router::new()
        .route("/", lines)
        .route("/page", get(orders))
        .with_state(postgres::clients())
}

pub(crate) fn export() -> Router {
    app(get(orders))
}

pub(crate) fn streamed() -> Router {
    app(get(one_statement))
}

pub(crate) fn chunk_loop() -> Router {
    app(get(by_hand))
}
