//! Handlers whose own error refuses requests: the document promises no problem of Velithon's.

use std::io;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{Emitter, PageItems, PageRequest, Problem, paginate, stream_json};

use crate::support::{Described, names};

struct AppError(StatusCode);

impl From<Problem> for AppError {
    fn from(problem: Problem) -> Self {
        Self(problem.status())
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// It can be made of any error, and so is not asked for refusals.
struct AnyError;

impl<E: std::error::Error> From<E> for AnyError {
    fn from(_: E) -> Self {
        Self
    }
}

impl IntoResponse for AnyError {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/own", responses((status = 400, description = "Our own words.")))]
async fn own() -> Result<Vec<u32>, AppError> {
    Ok(vec![1])
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/own_handle")]
async fn own_handle(_page: PageRequest) -> Result<PageItems<u32>, AppError> {
    Ok(PageItems::new(vec![1]))
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/own_stream")]
async fn own_stream(_rows: &Emitter<u32>) -> Result<(), AppError> {
    Ok(())
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/own_list")]
fn own_list() -> Result<Vec<u32>, AppError> {
    Ok(vec![1])
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/any")]
async fn any() -> Result<Vec<u32>, AnyError> {
    Ok(vec![u32::try_from(1_u64)?])
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/other")]
async fn other() -> Result<Vec<u32>, StatusCode> {
    Err(io::Error::other("nothing")).map_err(|_| StatusCode::NOT_FOUND)
}

#[test]
fn a_document_promises_problems_where_velithon_answers_them() {
    let router = OpenApiRouter::new()
        .routes(routes!(own))
        .routes(routes!(own_handle))
        .routes(routes!(own_stream))
        .routes(routes!(own_list))
        .routes(routes!(any))
        .routes(routes!(other));
    let described = Described::new(router.split_for_parts());
    for (path, statuses) in [
        ("/own", &["200", "400"] as &[_]),
        ("/own_handle", &["200"]),
        ("/own_stream", &["200"]),
        ("/own_list", &["200"]),
        ("/any", &["200", "400", "500"]),
        ("/other", &["200", "500"]),
    ] {
        let pointer = format!("/paths/{}/get/responses", path.replace('/', "~1"));
        assert_eq!(names(described.at(&pointer)), statuses, "{path}");
    }
    let refused = described.response("/own", 400);
    assert_eq!(refused["description"], "Our own words.");
    assert!(refused.get("content").is_none());
}
