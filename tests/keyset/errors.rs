//! Errors that are not `Send`: the framework makes a response of them before anything else is awaited.

use std::error::Error;

use axum::{
    body::Body,
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use futures::Stream;
use tower::ServiceExt;
use velithon::{CursorRequest, PageItems, PageRequest, paginate};

use crate::rows::Row;

struct AppError(Box<dyn Error>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, self.0.to_string()).into_response()
    }
}

fn no_rows<T>() -> Result<T, AppError> {
    Err(AppError("no rows here".into()))
}

#[paginate]
async fn numbered(_page: PageRequest) -> Result<PageItems<Row>, AppError> {
    no_rows()
}

#[paginate]
async fn numbered_later(_page: PageRequest) -> Result<PageItems<Row>, AppError> {
    async {}.await;
    no_rows()
}

#[paginate]
async fn walked(_page: CursorRequest<Row>) -> Result<PageItems<Row>, AppError> {
    no_rows()
}

#[paginate]
async fn walked_later(_page: CursorRequest<Row>) -> Result<PageItems<Row>, AppError> {
    async {}.await;
    no_rows()
}

#[paginate]
async fn list() -> Result<Vec<Row>, AppError> {
    no_rows()
}

#[paginate(style = cursor)]
async fn walked_list() -> Result<Vec<Row>, AppError> {
    no_rows()
}

#[paginate]
async fn stream() -> Result<impl Stream<Item = Row>, AppError> {
    if true { no_rows() } else { Ok(futures::stream::empty()) }
}

#[tokio::test]
async fn errors_that_are_not_send_are_responses() {
    let handlers: [(&str, MethodRouter); 7] = [
        ("numbered", get(numbered)),
        ("numbered, later", get(numbered_later)),
        ("walked", get(walked)),
        ("walked, later", get(walked_later)),
        ("a list", get(list)),
        ("a list that is walked", get(walked_list)),
        ("a stream", get(stream)),
    ];
    for (name, handler) in handlers {
        let request = Request::new(Body::empty());
        let Ok(response) = handler.oneshot(request).await;
        assert_eq!(response.status(), StatusCode::IM_A_TEAPOT, "{name}");
    }
}
