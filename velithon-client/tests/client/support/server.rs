//! A server in memory: each test says what it answers.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use futures::{FutureExt, StreamExt, future::BoxFuture, stream};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode, Version};
use velithon_client::{BoxError, Http, HttpBody, ResponseUrl};

type Handler = dyn Fn(usize, &Request<()>) -> Answer + Send + Sync;

#[derive(Clone)]
pub(crate) struct Server {
    handler: Arc<Handler>,
    asked: Arc<Mutex<Vec<String>>>,
    waited: Arc<Mutex<Vec<Duration>>>,
    has_clock: bool,
}

/// A response: its head, and its body as it comes.
#[derive(Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    version: Version,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    chunk: usize,
    /// A chunk ends before this byte, and the next one comes so much later.
    pause: Option<(usize, Duration)>,
    end: End,
    /// Where it is from, behind redirects.
    url: Option<&'static str>,
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
            has_clock: false,
        }
    }

    /// Waits as long as it is asked to, by tokio's clock; otherwise all time has passed already.
    pub(crate) fn with_clock(self) -> Self {
        Self {
            has_clock: true,
            ..self
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
        if self.has_clock {
            return tokio::time::sleep(time).boxed();
        }
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
            pause: None,
            end: End::Clean,
            url: None,
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

    /// A header of any name.
    pub(crate) fn header_of(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        self.headers
            .push((name, HeaderValue::from_bytes(value.as_bytes()).unwrap()));
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

    /// Where redirects led to.
    pub(crate) fn redirected_to(mut self, url: &'static str) -> Self {
        self.url = Some(url);
        self
    }

    /// Nothing comes for so long before this byte.
    pub(crate) fn pause(mut self, at: usize, time: Duration) -> Self {
        self.pause = Some((at, time));
        self
    }

    /// Of the body, in bytes.
    pub(crate) fn length(&self) -> usize {
        self.body.len()
    }

    pub(crate) fn is_lines(&self) -> bool {
        self.headers.iter().any(|(_, value)| value == "application/jsonl")
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
        let chunks = |body: &[u8]| {
            let chunks = body.chunks(self.chunk.min(body.len().max(1)));
            let chunks: Vec<_> = chunks.map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
            stream::iter(chunks)
        };
        let chunks = match self.pause {
            None => chunks(&self.body).boxed(),
            Some((at, time)) => {
                let (before, behind) = self.body.split_at(at);
                let pause = tokio::time::sleep(time).into_stream();
                let pause = pause.filter_map(|()| std::future::ready(None));
                chunks(before).chain(pause).chain(chunks(behind)).boxed()
            }
        };
        let body = match self.end {
            End::Clean => chunks.boxed(),
            End::Cut => chunks.chain(stream::iter([Err("connection reset".into())])).boxed(),
            End::Never => chunks.chain(stream::pending()).boxed(),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.version_mut() = self.version;
        if let Some(url) = self.url {
            response.extensions_mut().insert(ResponseUrl(url.to_owned()));
        }
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
