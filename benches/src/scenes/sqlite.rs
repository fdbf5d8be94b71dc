//! Rows of a database, as owned values and as views of the driver's own.

mod by_hand;
#[cfg(feature = "rusqlite")]
mod by_rusqlite;
mod orders;

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_streams::{JsonArrayStreamFormat, StreamBodyAs, StreamBodyAsOptions};
use futures::{StreamExt, TryStreamExt};
use velithon::{Emitter, stream_json};

use crate::{
    contenders::{Contender, Side, Text, counted},
    demands::Demands,
    failure::Failure,
    load::Load,
    scene::{Scene, Unit},
};
use orders::{Order, OrderView, ROWS, SELECT, file, pool};

pub(super) fn scene() -> Scene {
    use Side::{Measure, Ours, Peer};
    Scene {
        name: "sqlite",
        flag: "--sqlite".to_owned(),
        title: format!("{ROWS} rows of SQLite, by sqlx and its own thread"),
        unit: Unit::Item,
        load: Load::of(ROWS),
        rounds: 15,
        counted: None,
        demands: Demands::NONE,
        threads: "one runtime thread and one of the driver's",
        contenders: vec![
            Contender::new("loop-borrowed", "hand-written loop, views of rows", Measure, || {
                counted(by_hand::borrowed)
            }),
            Contender::new("loop-owned", "hand-written loop, owned rows", Measure, || {
                counted(by_hand::owned)
            }),
            Contender::new("borrowed", "velithon, emit, views of rows", Ours, || counted(borrowed)),
            Contender::new("owned", "velithon, emit, owned rows", Ours, || counted(owned)),
            Contender::new("emit-all", "velithon, emit_all, owned rows", Ours, || counted(emit_all)),
            #[cfg(feature = "rusqlite")]
            Contender::new("rusqlite-loop", "rusqlite, loop on a thread", Measure, || {
                counted(by_rusqlite::by_hand)
            }),
            #[cfg(feature = "rusqlite")]
            Contender::new("rusqlite", "rusqlite, velithon, emit in a plain fn", Ours, || {
                counted(by_rusqlite::emit)
            }),
            Contender::new("json-vec", "axum Json(fetch_all)", Peer, || counted(vector)),
            Contender::new("streams", "axum-streams", Peer, || counted(streams)),
            Contender::new("streams-items", "axum-streams, 1000 ready items", Peer, || {
                counted(streams_items)
            }),
            Contender::new("streams-bytes", "axum-streams, 32 KiB", Peer, || counted(streams_bytes)),
        ],
        expected,
        note: String::new,
    }
}

fn expected(count: u32, _: Text) -> Result<Vec<u8>, Failure> {
    if count > ROWS {
        return Err(format!("the database has {ROWS} rows").into());
    }
    file()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let rows: Vec<Order> = runtime.block_on(async { sqlx::query_as(SELECT).bind(count).fetch_all(pool()).await })?;
    Ok(serde_json::to_vec(&rows)?)
}

struct Failed(sqlx::Error);

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        eprintln!("{}", self.0);
        axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

async fn vector(Path(count): Path<u32>) -> Result<Json<Vec<Order>>, Failed> {
    Ok(Json(sqlx::query_as(SELECT).bind(count).fetch_all(pool()).await?))
}

#[stream_json]
async fn owned(Path(count): Path<u32>, rows: &Emitter<Order>) -> Result<(), Failed> {
    let mut orders = sqlx::query_as(SELECT).bind(count).fetch(pool());
    while let Some(order) = orders.try_next().await? {
        rows.emit(&order).await;
    }
    Ok(())
}

#[stream_json]
async fn borrowed(Path(count): Path<u32>, rows: &Emitter<OrderView<'_>>) -> Result<(), Failed> {
    let mut orders = sqlx::query(SELECT).bind(count).fetch(pool());
    while let Some(order) = orders.try_next().await? {
        rows.emit(&OrderView::of(&order)?).await;
    }
    Ok(())
}

#[stream_json]
async fn emit_all(Path(count): Path<u32>, rows: &Emitter<Order>) -> Result<(), Failed> {
    rows.emit_all(sqlx::query_as::<_, Order>(SELECT).bind(count).fetch(pool()))
        .await?;
    Ok(())
}

async fn streams(Path(count): Path<u32>) -> impl IntoResponse {
    array(count, StreamBodyAsOptions::new())
}

async fn streams_items(Path(count): Path<u32>) -> impl IntoResponse {
    array(count, StreamBodyAsOptions::new().buffering_ready_items(1_000))
}

async fn streams_bytes(Path(count): Path<u32>) -> impl IntoResponse {
    array(count, StreamBodyAsOptions::new().buffering_bytes(32 * 1024))
}

fn array(count: u32, options: StreamBodyAsOptions) -> impl IntoResponse {
    let orders = sqlx::query_as::<_, Order>(SELECT).bind(count).fetch(pool());
    StreamBodyAs::with_options(
        JsonArrayStreamFormat::new(),
        orders.map(|order| order.map_err(axum::Error::new)),
        options,
    )
}
