//! Velithon without a framework: `cargo run --release --example hyper`, then `curl localhost:3000/powers/3`.
//!
//! An annotated handler is an ordinary function. It takes the [`RequestHead`] first and then whatever its own parameters
//! are; the host makes both from its request.

use http_body_util::{BodyExt, Empty, combinators::UnsyncBoxBody};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{Emitter, RequestHead, stream_json};

#[derive(Serialize)]
struct Power {
    exponent: u32,
    value: u64,
}

/// The powers of `base` that fit 64 bits.
#[stream_json]
async fn powers(base: u64, rows: &Emitter<Power>) {
    for exponent in 0..u64::BITS {
        let Some(value) = base.checked_pow(exponent) else {
            return;
        };
        rows.emit(&Power { exponent, value }).await;
    }
}

/// Both kinds of response as one: the stream's own body and an empty one.
type AnyBody = UnsyncBoxBody<Bytes, velithon::Error>;

async fn route(request: Request<Incoming>) -> Result<Response<AnyBody>, hyper::http::Error> {
    let base = request.uri().path().strip_prefix("/powers/");
    if let Some(base) = base.and_then(|base| base.parse().ok()) {
        let stream = powers(RequestHead::from(&request), base).await;
        return Ok(Response::from(stream).map(BodyExt::boxed_unsync));
    }
    let nothing = Empty::new().map_err(|never| match never {}).boxed_unsync();
    Response::builder().status(StatusCode::NOT_FOUND).body(nothing)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    loop {
        let (client, _) = listener.accept().await?;
        tokio::spawn(async move {
            let served = http1::Builder::new().serve_connection(TokioIo::new(client), service_fn(route));
            if let Err(error) = served.await {
                eprintln!("a connection ended early: {error}");
            }
        });
    }
}
