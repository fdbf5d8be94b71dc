//! The same rows by rusqlite: the database on the thread that writes them, without a driver's thread between.

use std::sync::{Mutex, PoisonError};

use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use rusqlite::{CachedStatement, Connection, OpenFlags};
use tokio::{sync::mpsc, task::spawn_blocking};
use velithon::{BlockingEmitter, stream_json};

use super::orders::{OrderView, SELECT, path};
use crate::{
    contenders::chunk_loop::{CHUNK, SLACK},
    failure::Failure,
};

/// The one connection, kept between requests as a pool keeps its own.
static CONNECTION: Mutex<Option<Connection>> = Mutex::new(None);

/// Runs the statement on the connection.
fn with_statement<T, E: From<rusqlite::Error>>(run: impl FnOnce(CachedStatement<'_>) -> Result<T, E>) -> Result<T, E> {
    let mut kept = CONNECTION.lock().unwrap_or_else(PoisonError::into_inner);
    let connection = match kept.take() {
        Some(connection) => connection,
        None => Connection::open_with_flags(path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?,
    };
    run(kept.insert(connection).prepare_cached(SELECT)?)
}

pub(super) struct Failed(Failure);

impl<E: Into<Failure>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        eprintln!("{}", self.0);
        axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[stream_json]
pub(super) fn emit(Path(count): Path<u32>, rows: &BlockingEmitter<OrderView<'_>>) -> Result<(), Failed> {
    with_statement(|mut statement| {
        let mut found = statement.query([count])?;
        while let Some(row) = found.next()? {
            if rows.emit(&OrderView::of_rusqlite(row)?).is_err() {
                // The client is gone.
                break;
            }
        }
        Ok(())
    })
}

/// By a loop of one's own on a thread, which waits where two chunks are not taken yet.
pub(super) async fn by_hand(Path(count): Path<u32>) -> Response {
    let (sender, mut receiver) = mpsc::channel(1);
    spawn_blocking(move || {
        if let Err(Failed(error)) = write(count, &sender) {
            eprintln!("{error}");
        }
    });
    let chunks = futures::stream::poll_fn(move |cx| receiver.poll_recv(cx)).map(Ok::<_, Failure>);
    ([(CONTENT_TYPE, "application/json")], Body::from_stream(chunks)).into_response()
}

fn write(count: u32, sender: &mpsc::Sender<Bytes>) -> Result<(), Failed> {
    with_statement(|mut statement| {
        let mut found = statement.query([count])?;
        let (mut chunk, mut before) = (Vec::with_capacity(CHUNK + SLACK), b'[');
        while let Some(row) = found.next()? {
            chunk.push(before);
            before = b',';
            serde_json::to_writer(&mut chunk, &OrderView::of_rusqlite(row)?)?;
            if chunk.len() >= CHUNK {
                let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK + SLACK));
                if sender.blocking_send(full.into()).is_err() {
                    return Ok(());
                }
            }
        }
        if before == b'[' {
            chunk.push(before);
        }
        chunk.push(b']');
        // A client that is gone needs no end.
        let _ = sender.blocking_send(chunk.into());
        Ok(())
    })
}
