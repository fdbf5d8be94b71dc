//! What a request that fails is answered with.

use std::{collections::BTreeMap, fmt, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa::{
    IntoResponses, PartialSchema,
    openapi::{Content, RefOr, Response as Described, ResponseBuilder},
};
use velithon::{Problem, memory::LoadError};

/// A handler's error. Before a stream's first chunk it is the response; after it, the stream breaks off and the error
/// goes to the log with its sources.
#[derive(Debug)]
pub(crate) struct AppError(Arc<sqlx::Error>);

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        Self(Arc::new(error))
    }
}

/// All callers that wait for a cached value share the error of the one that loads it.
impl From<LoadError<sqlx::Error>> for AppError {
    fn from(error: LoadError<sqlx::Error>) -> Self {
        let own_key = || {
            Arc::new(sqlx::Error::Protocol(
                "a cached value was loaded by way of itself".into(),
            ))
        };
        Self(error.into_failed().unwrap_or_else(own_key))
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database failed")
    }
}

impl std::error::Error for AppError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        if let sqlx::Error::PoolTimedOut = *self.0 {
            let detail = "all connections to the database are in use";
            let busy = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail);
            return ([(header::RETRY_AFTER, HeaderValue::from_static("5"))], busy).into_response();
        }
        // The client learns that it failed, the log learns why.
        tracing::error!(error = %self.0, "the database failed");
        let failed = Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "database", "the database failed");
        failed.into_response()
    }
}

/// The same, in `/openapi.json`.
impl IntoResponses for AppError {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let problem = |description: &str| {
            let content = Content::new(Some(Problem::schema()));
            ResponseBuilder::new()
                .description(description)
                .content("application/problem+json", content)
        };
        let responses = [
            (StatusCode::INTERNAL_SERVER_ERROR, problem("The database failed.")),
            (StatusCode::SERVICE_UNAVAILABLE, problem("The database is busy.")),
        ];
        responses
            .map(|(status, response)| (status.as_str().to_owned(), response.into()))
            .into()
    }
}
