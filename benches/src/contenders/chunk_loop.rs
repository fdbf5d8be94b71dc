//! A body written by hand for this one response; all others are compared with it.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http_body::Frame;
use serde::Serialize;

use crate::items::{Sample, items};

pub(crate) const CHUNK: usize = 32 * 1024;

/// Capacity beyond [`CHUNK`], so that the item that crosses the limit does not double the buffer.
pub(crate) const SLACK: usize = 1024;

pub(crate) async fn chunk_loop<T: Sample>(Path(count): Path<u32>) -> Response {
    ([(CONTENT_TYPE, "application/json")], Body::new(body(items::<T>(count)))).into_response()
}

pub(crate) fn body<I>(items: I) -> ChunkLoop<I> {
    ChunkLoop {
        items,
        before: b'[',
        ended: false,
    }
}

pub(crate) struct ChunkLoop<I> {
    items: I,
    /// The byte before the next item: the bracket that opens the list, or a comma.
    before: u8,
    ended: bool,
}

impl<I: Iterator<Item: Serialize> + Unpin> http_body::Body for ChunkLoop<I> {
    type Data = Bytes;
    type Error = serde_json::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, serde_json::Error>>> {
        let this = self.get_mut();
        if this.ended {
            return Poll::Ready(None);
        }
        let mut chunk = Vec::with_capacity(CHUNK + SLACK);
        while chunk.len() < CHUNK {
            let Some(item) = this.items.next() else {
                if this.before == b'[' {
                    chunk.push(b'[');
                }
                chunk.push(b']');
                this.ended = true;
                break;
            };
            chunk.push(this.before);
            this.before = b',';
            if let Err(error) = serde_json::to_writer(&mut chunk, &item) {
                this.ended = true;
                return Poll::Ready(Some(Err(error)));
            }
        }
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(chunk)))))
    }

    fn is_end_stream(&self) -> bool {
        self.ended
    }
}
