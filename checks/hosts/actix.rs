//! actix-web.

use std::{
    fmt,
    future::{Ready, ready},
};

use actix_web::{
    Error, FromRequest, Handler, HttpRequest, HttpServer, Responder, ResponseError,
    dev::Payload,
    http::StatusCode,
    web::{self, Data, ServiceConfig},
};
use serde::de::DeserializeOwned;

use velithon_test_support::{Client, Seen};

mod compressed;
mod native;

suite!();

pub(crate) const LATE_STATUS: u16 = 418;
/// `http` 0.2 refuses them.
pub(crate) const TAKES_RAW_BYTES: bool = false;

pub(crate) use actix_web::web::Json;

pub(crate) struct App<'a>(&'a mut ServiceConfig);

impl App<'_> {
    fn at<H, A>(self, path: &str, handler: H) -> Self
    where
        H: Handler<A>,
        H::Output: Responder + 'static,
        A: FromRequest + 'static,
    {
        self.0.service(web::resource(path).to(handler));
        self
    }
}

/// Application data, taken out of what surrounds it.
pub(crate) struct State<T>(pub(crate) T);

impl<T: Clone + 'static> FromRequest for State<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let data = Data::<T>::from_request(request, payload).into_inner();
        ready(data.map(|data| Self(T::clone(&data))))
    }
}

pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = web::Path::<T>::from_request(request, payload).into_inner();
        ready(path.map(|path| Self(path.into_inner())))
    }
}

/// An error with what actix-web asks of one.
#[derive(Debug)]
pub(crate) struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("short and stout")
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        StatusCode::IM_A_TEAPOT
    }
}

pub(crate) fn failed() -> Failed {
    Failed
}

pub(crate) async fn start(seen: Seen) -> Client {
    serve(move |config| {
        config.app_data(Data::new(seen.clone()));
        handlers::routes(App(config));
        config.service(web::scope("/api/v1").configure(|config| handlers::routes(App(config))));
    })
}

/// Serves until the test's runtime ends.
fn serve(configure: impl Fn(&mut ServiceConfig) + Clone + Send + 'static) -> Client {
    let server = HttpServer::new(move || actix_web::App::new().configure(&configure));
    let server = server.workers(1).disable_signals();
    // A client that is gone is gone, even where nothing is written to it.
    let server = server.h1_allow_half_closed(false);
    let server = server.bind_auto_h2c("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    Client(address)
}
