//! Handlers of `#[stream_json]`.

use std::{io, iter};

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use futures::{Stream, StreamExt, stream};
use serde::Serialize;
use velithon::{BlockingEmitter, Disconnected, Emitter, stream_json};

use crate::types::{AppError, AppResult, Db, Row};

pub(crate) fn routes() -> Router<Db> {
    Router::new()
        .route("/emitted", get(emitted))
        .route("/failing", get(failing))
        .route("/set", get(set))
        .route("/listed", get(listed))
        .route("/complex", get(complex))
        .route("/complex/result", get(complex_result))
        .route("/listed/results", get(listed_results))
        .route("/iterated", get(iterated))
        .route("/iterated/results", get(iterated_results))
        .route("/awaited", get(awaited))
        .route("/streamed", get(streamed))
        .route("/failed", get(failed))
        .route("/document", get(document))
        .route("/generic", get(generic::<u32>))
        .route("/inferred", get(inferred::<u32>))
        .route("/blocking", get(blocking))
        .route("/blocking/iterated", get(blocking_iterated))
        .route("/blocking/{id}", get(blocking_result))
}

/// What it returns has the items of its type alone.
#[stream_json]
async fn inferred<T: Serialize + Send + 'static>() -> impl Iterator<Item = T> {
    iter::empty()
}

#[stream_json]
async fn emitted(State(db): State<Db>, rows: &Emitter<Row>) {
    for row in db.0.iter() {
        rows.emit(row).await;
    }
}

#[stream_json]
async fn failing(State(db): State<Db>, mut page: Path<u32>, rows: &Emitter<Row>) -> Result<(), AppError> {
    page.0 += 1;
    let row = db.0.get(page.0 as usize).ok_or(AppError)?;
    rows.emit(row).await;
    Ok(())
}

#[stream_json(chunk = "64KiB", stall = "30s", items = "rows", heartbeat = off, filename = "rows.json")]
async fn set(State(db): State<Db>) -> AppResult<Vec<Row>> {
    Ok(db.0.to_vec())
}

#[stream_json]
async fn listed(State(db): State<Db>) -> Vec<Row> {
    db.0.to_vec()
}

#[stream_json]
async fn listed_results() -> Vec<Result<u32, AppError>> {
    vec![Ok(1)]
}

/// As complex as clippy lets a type be.
#[stream_json]
async fn complex() -> Vec<(u32, f64, bool, &'static str, Option<u32>)> {
    vec![(1, 0.5, true, "a", None)]
}

#[stream_json]
async fn complex_result() -> AppResult<Vec<(u32, f64, bool, &'static str, Option<u32>)>> {
    Ok(vec![(1, 0.5, true, "a", None)])
}

#[stream_json]
async fn iterated(State(db): State<Db>) -> impl Iterator<Item = Row> {
    db.0.iter().cloned()
}

#[stream_json]
async fn iterated_results(State(db): State<Db>) -> AppResult<impl Iterator<Item = io::Result<usize>>> {
    Ok(db.0.iter().enumerate().map(|(index, _)| Ok(index)))
}

#[stream_json]
async fn awaited(State(db): State<Db>, _: Path<u32>) -> impl Iterator<Item = Row> {
    tokio::task::yield_now().await;
    db.0.iter().cloned()
}

#[stream_json]
async fn streamed(State(db): State<Db>) -> impl Stream<Item = usize> {
    stream::iter(0..db.0.len())
}

#[stream_json]
async fn failed(State(db): State<Db>) -> Result<impl Stream<Item = AppResult<usize>>, AppError> {
    if db.0.is_empty() {
        return Err(AppError);
    }
    Ok(stream::iter(0..db.0.len()).map(Ok))
}

#[stream_json]
async fn document(State(db): State<Db>) -> Option<Row> {
    db.0.first().cloned()
}

#[stream_json]
async fn generic<T>() -> Vec<T>
where
    T: Default + Serialize + Send + Sync + 'static,
{
    vec![T::default()]
}

#[stream_json]
fn blocking(State(db): State<Db>, rows: &BlockingEmitter<Row>) -> Result<(), Disconnected> {
    db.0.iter().try_for_each(|row| rows.emit(row))
}

#[stream_json]
fn blocking_iterated(State(db): State<Db>) -> impl Iterator<Item = Row> {
    db.0.iter().cloned()
}

#[stream_json]
fn blocking_result(Path(id): Path<usize>, State(db): State<Db>) -> AppResult<Row> {
    db.0.get(id).cloned().ok_or(AppError)
}

#[stream_json]
#[expect(dead_code, reason = "the compiler reports what nobody routes")]
async fn unused() -> Vec<u32> {
    vec![1]
}

#[stream_json]
#[expect(dead_code, reason = "the compiler reports what nobody routes")]
async fn unused_emitter(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

#[stream_json]
#[expect(dead_code, reason = "the compiler reports what nobody routes")]
fn unused_blocking() -> impl Iterator<Item = u32> {
    0..1
}

/// Handlers that are begun, whose bodies do not return.
#[expect(dead_code, reason = "nobody routes them")]
mod unfinished {
    use std::process;

    use velithon::{Emitter, stream_json};

    use crate::types::{AppResult, Row};

    #[stream_json]
    async fn listed() -> Vec<Row> {
        todo!()
    }

    #[stream_json]
    async fn listed_result() -> AppResult<Vec<Row>> {
        unimplemented!()
    }

    #[stream_json]
    async fn emitted(_: &Emitter<Row>) {
        todo!()
    }

    #[stream_json]
    async fn ending() -> Vec<Row> {
        process::exit(1)
    }

    #[stream_json]
    fn blocking() -> Vec<Row> {
        todo!()
    }

    #[stream_json]
    fn blocking_result() -> AppResult<Vec<Row>> {
        todo!()
    }
}
