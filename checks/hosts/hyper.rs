//! Bare hyper, with just enough of a router to call the same handlers by their path.

use std::{collections::BTreeMap, convert::Infallible, pin::Pin, sync::Arc};

use ::hyper::{body::Incoming, server::conn::http1, service::service_fn};
use bytes::Bytes;
use futures::FutureExt;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, combinators::UnsyncBoxBody};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::de::DeserializeOwned;
use tokio::net::TcpListener;
use velithon::{Export, JsonBody, JsonStream, MemoryReport, Page, Problem, RequestHead};

use velithon_test_support::{Client, Seen};

suite!();

pub(crate) const LATE_STATUS: u16 = 418;
pub(crate) const TAKES_RAW_BYTES: bool = true;

/// A host without errors of its own uses Velithon's.
pub(crate) type Failed = Problem;

pub(crate) fn failed() -> Failed {
    Problem::new(StatusCode::IM_A_TEAPOT, "teapot", "short and stout")
}

type AnyBody = UnsyncBoxBody<Bytes, velithon::Error>;
type Answering = Pin<Box<dyn Future<Output = Response<AnyBody>> + Send>>;
type Routes = BTreeMap<&'static str, Box<dyn Fn(Call) -> Answering + Send + Sync>>;

/// A request for a handler: the last segment of its path is what `Path` extracts.
pub(crate) struct Call {
    request: Request<Bytes>,
    segment: String,
    seen: Seen,
}

pub(crate) struct App<'a>(&'a mut Routes);

impl App<'_> {
    fn at<A>(self, path: &'static str, handler: impl Handler<A>) -> Self {
        let route = path.split_once('{').map_or(path, |(before, _)| before);
        self.0.insert(route, Box::new(move |call| handler.call(&call)));
        self
    }
}

trait Extract {
    fn extract(call: &Call) -> Self;
}

impl Extract for RequestHead {
    fn extract(call: &Call) -> Self {
        Self::from(&call.request)
    }
}

impl Extract for String {
    fn extract(call: &Call) -> Self {
        Self::from_utf8_lossy(call.request.body()).into_owned()
    }
}

pub(crate) struct State<T>(pub(crate) T);

impl Extract for State<Seen> {
    fn extract(call: &Call) -> Self {
        Self(call.seen.clone())
    }
}

pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> Extract for Json<T> {
    fn extract(call: &Call) -> Self {
        Self(serde_json::from_slice(call.request.body()).expect("a test sends what there is"))
    }
}

pub(crate) struct Path<T>(pub(crate) T);

impl<T: std::str::FromStr<Err: std::fmt::Debug>> Extract for Path<T> {
    fn extract(call: &Call) -> Self {
        Self(call.segment.parse().expect("a test asks for what there is"))
    }
}

trait Handler<A>: Send + Sync + 'static {
    fn call(&self, call: &Call) -> Answering;
}

macro_rules! handler {
    ($($extracted:ident)*) => {
        impl<F, R, $($extracted),*> Handler<($($extracted,)*)> for F
        where
            F: Fn($($extracted),*) -> R + Send + Sync + 'static,
            R: Future<Output: Answer> + Send + 'static,
            $($extracted: Extract,)*
        {
            fn call(&self, _call: &Call) -> Answering {
                self($($extracted::extract(_call)),*).map(Answer::answer).boxed()
            }
        }
    };
}

handler!();
handler!(A);
handler!(A B);
handler!(A B C);
handler!(A B C D);

trait Answer {
    fn answer(self) -> Response<AnyBody>;
}

impl Answer for JsonStream {
    fn answer(self) -> Response<AnyBody> {
        Response::from(self).map(BodyExt::boxed_unsync)
    }
}

impl Answer for Export {
    fn answer(self) -> Response<AnyBody> {
        Response::<JsonBody>::from(self).map(BodyExt::boxed_unsync)
    }
}

impl Answer for Response<Bytes> {
    fn answer(self) -> Response<AnyBody> {
        self.map(|text| Full::new(text).map_err(|never| match never {}).boxed_unsync())
    }
}

impl Answer for Page {
    fn answer(self) -> Response<AnyBody> {
        self.into_http().answer()
    }
}

impl Answer for Problem {
    fn answer(self) -> Response<AnyBody> {
        self.into_http().answer()
    }
}

impl Answer for MemoryReport {
    fn answer(self) -> Response<AnyBody> {
        self.into_http().answer()
    }
}

impl<T: Answer> Answer for Result<T, Problem> {
    fn answer(self) -> Response<AnyBody> {
        self.map_or_else(Answer::answer, Answer::answer)
    }
}

pub(crate) async fn start(seen: Seen) -> Client {
    let mut routes = Routes::new();
    handlers::routes(App(&mut routes));
    let routes = Arc::new(routes);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (routes, seen) = (routes.clone(), seen.clone());
            let service = service_fn(move |request| answer(routes.clone(), seen.clone(), request));
            let server = http1::Builder::new().timer(TokioTimer::new()).to_owned();
            tokio::spawn(server.serve_connection(TokioIo::new(socket), service));
        }
    });
    Client(address)
}

async fn answer(routes: Arc<Routes>, seen: Seen, request: Request<Incoming>) -> Result<Response<AnyBody>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.expect("the client sends it").to_bytes();
    let path = head.uri.path();
    let path = path.strip_prefix("/api/v1").unwrap_or(path).to_owned();
    let (route, segment) = match path.rfind('/') {
        Some(at) if at > 0 => path.split_at(at + 1),
        _ => (&*path, ""),
    };
    let call = Call {
        request: Request::from_parts(head, body),
        segment: segment.to_owned(),
        seen,
    };
    let route = routes.get(route).or_else(|| routes.get(&*path));
    Ok(match route {
        Some(route) => route(call).await,
        None => Problem::new(StatusCode::NOT_FOUND, "not-found", "there is nothing here").answer(),
    })
}
