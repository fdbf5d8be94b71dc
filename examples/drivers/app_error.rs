//! What becomes of an error in the handlers of these examples.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Any error: the log has it, and the client learns nothing about it.
pub(crate) struct AppError(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for AppError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        eprintln!("{:#}", self.0);
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}
