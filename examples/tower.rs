//! A tower service, for every server that takes one: `cargo run --example tower`, then `curl localhost:3000/powers/3`.

use http_body_util::{BodyExt, Full, combinators::UnsyncBoxBody};
use hyper::{Request, Response, StatusCode, body::Bytes, server::conn::http1};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::net::TcpListener;
use tower::ServiceBuilder;
use velithon::{Emitter, Problem, RequestHead, memory_health, paginate, stream_json};

/// The powers of `base` that fit 64 bits.
#[stream_json]
async fn powers(base: u64, rows: &Emitter<u64>) {
    rows.emit_all((0..64).map_while(|exponent| base.checked_pow(exponent)))
        .await;
}

/// The squares in pages: `/squares?page=2`.
#[paginate(size = 50)]
async fn squares() -> impl Iterator<Item = u64> {
    (0..1 << 32).map(|n| n * n)
}

/// Both kinds of response as one: a stream at work, and one that is whole.
type AnyBody = UnsyncBoxBody<Bytes, velithon::Error>;

async fn route<B>(request: Request<B>) -> Result<Response<AnyBody>, velithon::Error> {
    let head = RequestHead::from(&request);
    let whole = match request.uri().path() {
        "/squares" => squares(head).await.into_http(),
        "/health/memory" => memory_health().await.into_http(),
        path => match path.strip_prefix("/powers/").map(str::parse) {
            Some(Ok(base)) => return Ok(Response::from(powers(head, base).await).map(BodyExt::boxed_unsync)),
            _ => Problem::new(StatusCode::NOT_FOUND, "not-found", "there is nothing here").into_http(),
        },
    };
    Ok(whole.map(|text| Full::new(text).map_err(|never| match never {}).boxed_unsync()))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let service = ServiceBuilder::new().concurrency_limit(1000).service_fn(route);
    let service = TowerToHyperService::new(service);
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    loop {
        let (client, _) = listener.accept().await?;
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(client), service.clone()));
    }
}
