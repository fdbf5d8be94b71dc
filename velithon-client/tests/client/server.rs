//! A server in memory: each test says what it answers.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use futures::{FutureExt, StreamExt, future::BoxFuture, stream};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode, Version};
use velithon_client::{BoxError, Http, HttpBody};

type Handler = dyn Fn(usize, &Request<()>) -> Answer + Send + Sync;

#[derive(Clone)]
pub(crate) struct Server {
    handler: Arc<Handler>,
    asked: Arc<Mutex<Vec<String>>>,
    waited: Arc<Mutex<Vec<Duration>>>,
}

/// A response: its head, and its body as it comes.
#[derive(Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    version: Version,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    chunk: usize,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    /// As HTTP/2 and chunks end.
    Clean,
    /// As a connection that is reset.
    Cut,
    /// It never does.
    Never,
}

impl Server {
    /// Answers each request, counted from 0.
    pub(crate) fn new(handler: impl Fn(usize, &Request<()>) -> Answer + Send + Sync + 'static) -> Self {
        Self {
            handler: Arc::new(handler),
            asked: Arc::default(),
            waited: Arc::default(),
        }
    }

    /// The paths and queries that were asked for.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn waited(&self) -> Vec<Duration> {
        self.waited.lock().unwrap().clone()
    }
}

impl Http for Server {
    fn send(&self, request: Request<()>) -> BoxFuture<'static, Result<Response<HttpBody>, BoxError>> {
        let mut asked = self.asked.lock().unwrap();
        let uri = request.uri().path_and_query().map(ToString::to_string);
        asked.push(uri.unwrap_or_default());
        let answer = (self.handler)(asked.len() - 1, &request);
        std::future::ready(answer.into_response()).boxed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.waited.lock().unwrap().push(time);
        std::future::ready(()).boxed()
    }
}

impl Answer {
    pub(crate) fn json(body: impl Into<Bytes>) -> Self {
        Self::of("application/json", body)
    }

    pub(crate) fn lines(body: impl Into<Bytes>) -> Self {
        Self::of("application/jsonl", body)
    }

    pub(crate) fn events(body: impl Into<Bytes>) -> Self {
        Self::of("text/event-stream", body)
    }

    pub(crate) fn of(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            version: Version::HTTP_2,
            headers: Vec::new(),
            body: body.into(),
            chunk: usize::MAX,
            end: End::Clean,
        }
        .header("content-type", media_type)
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::of("text/plain", "no").with_status(status)
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = StatusCode::from_u16(status).unwrap();
        self
    }

    /// A connection that could not be had, or was lost before the response.
    pub(crate) fn lost() -> Self {
        Self::status(599)
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).unwrap();
        self.headers.push((HeaderName::from_static(name), value));
        self
    }

    pub(crate) fn version(mut self, version: Version) -> Self {
        self.version = version;
        self
    }

    /// The body comes in chunks of so many bytes.
    pub(crate) fn chunks(mut self, chunk: usize) -> Self {
        self.chunk = chunk;
        self
    }

    /// Of the body, so many bytes come, and this is what comes behind them.
    pub(crate) fn cut(mut self, at: usize, end: End) -> Self {
        self.body.truncate(at);
        self.end = end;
        self
    }

    fn into_response(self) -> Result<Response<HttpBody>, BoxError> {
        if self.status.as_u16() == 599 {
            return Err("connection refused".into());
        }
        let chunks: Vec<_> = self
            .body
            .chunks(self.chunk.min(self.body.len().max(1)))
            .map(Bytes::copy_from_slice)
            .collect();
        let chunks = stream::iter(chunks.into_iter().map(Ok));
        let body = match self.end {
            End::Clean => chunks.boxed(),
            End::Cut => chunks.chain(stream::iter([Err("connection reset".into())])).boxed(),
            End::Never => chunks.chain(stream::pending()).boxed(),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.version_mut() = self.version;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}

/// The value of a query parameter.
pub(crate) fn parameter(request: &Request<()>, name: &str) -> Option<String> {
    let url = url::Url::parse(&request.uri().to_string()).unwrap();
    let found = url.query_pairs().find(|(other, _)| other == name);
    found.map(|(_, value)| value.into_owned())
}
