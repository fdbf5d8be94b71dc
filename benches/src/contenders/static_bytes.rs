//! Sends as many bytes as the items have from a text that is serialised already: no serializer can be faster.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::{self, MethodRouter},
};
use bytes::Bytes;
use http_body::Frame;

use super::chunk_loop::CHUNK;
use crate::items::{Sample, items};

pub(super) fn route<T: Sample>() -> MethodRouter {
    let items = items::<T>(u32::try_from(CHUNK / T::LENGTH).unwrap_or(u32::MAX) + 2);
    let mut text = serde_json::to_vec(&items.collect::<Vec<_>>()).unwrap_or_default();
    text.truncate(CHUNK);
    let chunk = Bytes::from(text);
    routing::get(async move |Path(count): Path<usize>| filler(&chunk, count * T::LENGTH + 1))
}

pub(crate) fn filler(chunk: &Bytes, length: usize) -> Response {
    let body = if length <= chunk.len() {
        Body::from(chunk.slice(..length))
    } else {
        let chunk = chunk.clone();
        Body::new(Filler { chunk, left: length })
    };
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

struct Filler {
    chunk: Bytes,
    left: usize,
}

impl http_body::Body for Filler {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = self.get_mut();
        if this.left == 0 {
            return Poll::Ready(None);
        }
        let part = this.chunk.slice(..this.left.min(this.chunk.len()));
        this.left -= part.len();
        Poll::Ready(Some(Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }
}
