//! The same rows by a loop of one's own: written into chunks as they come.

use axum::{
    body::Body,
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use futures::{TryStreamExt, stream};
use sqlx::{FromRow, sqlite::SqliteRow};

use super::orders::{Order, OrderView, SELECT, pool};
use crate::{
    contenders::chunk_loop::{CHUNK, SLACK},
    failure::Failure,
};

pub(super) async fn borrowed(Path(count): Path<u32>) -> Response {
    array(count, |row, chunk| {
        Ok(serde_json::to_writer(chunk, &OrderView::of(row)?)?)
    })
}

pub(super) async fn owned(Path(count): Path<u32>) -> Response {
    array(count, |row, chunk| {
        Ok(serde_json::to_writer(chunk, &Order::from_row(row)?)?)
    })
}

fn array(count: u32, write: fn(&SqliteRow, &mut Vec<u8>) -> Result<(), Failure>) -> Response {
    let rows = sqlx::query(SELECT).bind(count).fetch(pool());
    let chunks = stream::try_unfold(Some((rows, b'[')), move |state| async move {
        let Some((mut rows, mut before)) = state else {
            return Ok(None);
        };
        let mut chunk = Vec::with_capacity(CHUNK + SLACK);
        while chunk.len() < CHUNK {
            let Some(row) = rows.try_next().await? else {
                if before == b'[' {
                    chunk.push(before);
                }
                chunk.push(b']');
                return Ok(Some((chunk, None)));
            };
            chunk.push(before);
            before = b',';
            write(&row, &mut chunk)?;
        }
        Ok::<_, Failure>(Some((chunk, Some((rows, before)))))
    });
    ([(CONTENT_TYPE, "application/json")], Body::from_stream(chunks)).into_response()
}
