//! reqwest as the HTTP client.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures::{FutureExt, Stream, StreamExt, future::BoxFuture};
use http_body::Body as _;
use reqwest::{Body, Client, Request};

use crate::{
    error::BoxError,
    http::{Http, HttpBody, ResponseUrl},
};

impl Http for Client {
    fn send(&self, request: http::Request<()>) -> BoxFuture<'static, Result<http::Response<HttpBody>, BoxError>> {
        let client = self.clone();
        async move {
            let request = Request::try_from(request.map(|()| Body::default()))?;
            let response = client.execute(request).await?;
            let url = ResponseUrl(response.url().to_string());
            let mut response = http::Response::<Body>::from(response).map(|body| DataOf(body).boxed());
            response.extensions_mut().insert(url);
            Ok(response)
        }
        .boxed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        // Made when it is polled: not every caller is inside a runtime.
        async move { tokio::time::sleep(time).await }.boxed()
    }
}

/// The data of a body, without its trailers.
struct DataOf(Body);

impl Stream for DataOf {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = ready!(Pin::new(&mut self.0).poll_frame(cx)?);
            match frame.map(http_body::Frame::into_data) {
                Some(Ok(data)) => return Poll::Ready(Some(Ok(data))),
                Some(Err(_)) => {}
                None => return Poll::Ready(None),
            }
        }
    }
}
