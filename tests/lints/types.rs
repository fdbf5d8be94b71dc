//! What the handlers have in common.

use std::{convert::Infallible, error::Error, fmt, io, sync::Arc};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use velithon::{CountSource, KeyType, Keyset, PageItems, PageRequest, PageSource, Problem};

/// The state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Db(pub(crate) Arc<Vec<Row>>);

/// A key of its own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, KeyType)]
pub(crate) struct RowId(pub(crate) i64);

/// A row.
#[derive(Clone, Debug, Serialize, Keyset)]
#[keyset(sort = "newest", id desc)]
#[keyset(sort = "name", name nulls first, id)]
pub(crate) struct Row {
    #[keyset(unique)]
    pub(crate) id: RowId,
    pub(crate) name: Option<String>,
}

/// The application's error.
#[derive(Debug)]
pub(crate) struct AppError;

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no")
    }
}

impl Error for AppError {}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

impl From<io::Error> for AppError {
    fn from(_: io::Error) -> Self {
        Self
    }
}

impl From<Problem> for AppError {
    fn from(_: Problem) -> Self {
        Self
    }
}

/// What says that it is a `Result` by its name alone.
pub(crate) type AppResult<T> = Result<T, AppError>;

/// A `Result` by no name that says so.
pub(crate) type PageOrResponse = Result<PageItems<u32>, Response>;

/// A source of no rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows;

impl PageSource for Rows {
    type Item = u32;
    type Error = Infallible;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<u32>, Infallible> {
        Ok(vec![])
    }
}

impl CountSource for Rows {
    async fn count(&mut self, _: u64) -> Result<u64, Infallible> {
        Ok(0)
    }
}
