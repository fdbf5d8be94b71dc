//! What a response holds, by counting every allocation of the process.

mod allocator;
mod document;
mod items;

use std::sync::{Mutex, PoisonError};

use axum::{
    Router,
    body::{Body, Bytes},
    handler::Handler,
    http::Request,
    routing,
};
use http_body_util::BodyExt;
use tokio::runtime::Builder;
use tower::ServiceExt;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// Runs a test while no other one of this process allocates anything. Its runtime, with all its threads, ends before the next.
fn alone(test: impl Future<Output = ()>) {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn app<H: Handler<T, ()>, T: 'static>(handler: H) -> Router {
    Router::new().route("/", routing::get(handler))
}

/// The body of a handler's response.
async fn body<H: Handler<T, ()>, T: 'static>(handler: H) -> Body {
    let request = Request::get("/").body(Body::empty()).expect("a request");
    let response = app(handler).oneshot(request).await.expect("axum never fails");
    response.into_body()
}

async fn chunk(body: &mut Body) -> Option<Bytes> {
    let frame = body.frame().await?.expect("a stream that does not fail");
    Some(frame.into_data().expect("no trailers"))
}

/// Reads a body to its end, and keeps nothing of it.
async fn drain(mut body: Body) -> usize {
    let mut length = 0;
    while let Some(chunk) = chunk(&mut body).await {
        length += chunk.len();
    }
    length
}
