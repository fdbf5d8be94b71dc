use std::pin::Pin;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use super::Host;
use crate::{cells::Failure, handlers};

pub(crate) const HOST: Host = Host {
    name: "axum",
    serve,
    lacks: &[],
};

/// An error with nothing but a response.
pub(crate) struct Teapot;

impl IntoResponse for Teapot {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "short and stout").into_response()
    }
}

fn serve(listener: TcpListener) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    let app = Router::new()
        .route(Failure::ErrorAtItem0.path(), get(handlers::error_at_item_0))
        .route(Failure::ErrorInWindow.path(), get(handlers::error_in_window))
        .route(Failure::ErrorAfterFlush.path(), get(handlers::error_after_flush))
        .route(Failure::SerializeInWindow.path(), get(handlers::serialize_in_window))
        .route(
            Failure::SerializeAfterFlush.path(),
            get(handlers::serialize_after_flush),
        )
        .route(Failure::PanicInWindow.path(), get(handlers::panic_in_window))
        .route(Failure::PanicAfterFlush.path(), get(handlers::panic_after_flush))
        .route(Failure::Disconnect.path(), get(handlers::disconnect))
        .route(Failure::Stall.path(), get(handlers::stall));
    Box::pin(async { axum::serve(listener, app).await.expect("axum serves for ever") })
}
