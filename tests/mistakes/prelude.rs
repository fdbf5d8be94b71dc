#![allow(warnings)]

pub use std::{collections::{BTreeMap, HashMap, HashSet, VecDeque}, error::Error, io, num::NonZeroU64, pin::Pin, rc::Rc, sync::{Arc, Mutex}};

pub use axum::{Router, extract::{Json, Path, Query, State}, response::{IntoResponse, Response}, routing::get};
pub use futures::{Stream, StreamExt, TryStream, TryStreamExt, stream};
pub use serde::Serialize;
pub use sqlx::{FromRow, SqlitePool, Sqlite};
pub use velithon::{BlockingEmitter, CursorRequest, Emitter, Keyset, KeyType, PageItems, PageRequest, paginate, sql, sql::SqlSource, stream_json};

/// The application's state.
#[derive(Clone)]
pub struct Db(pub Arc<Vec<Row>>);

/// A row that can be sent and walked.
#[derive(Clone, Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id)]
pub struct Row {
    #[keyset(unique)]
    pub id: i64,
    pub name: Option<String>,
}

/// A row without orders.
#[derive(Clone, Serialize, FromRow)]
pub struct Plain {
    pub id: i64,
}

/// A type of the application that nobody can serialise.
#[derive(Clone, Copy, FromRow)]
pub struct Inner {
    pub id: i64,
}

/// A generic value that can be serialised where what it holds can.
#[derive(Serialize)]
pub struct Wrapper<T> {
    pub value: T,
}

/// An error that is a response.
#[derive(Debug)]
pub struct AppError;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        todo!()
    }
}

impl From<io::Error> for AppError {
    fn from(_: io::Error) -> Self {
        AppError
    }
}

/// An error that is none.
#[derive(Debug)]
pub struct NoAnswer;

/// A source that sends its errors as rows.
pub struct Tries;

impl velithon::PageSource for Tries {
    type Item = Result<u32, String>;
    type Error = std::convert::Infallible;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<Self::Item>, Self::Error> {
        todo!()
    }
}

impl velithon::CountSource for Tries {
    async fn count(&mut self, _: u64) -> Result<u64, Self::Error> {
        todo!()
    }
}

impl velithon::CountKey for Tries {
    fn count_key(&self) -> impl std::hash::Hash {}
}

pub type AppResult<T> = Result<T, AppError>;
pub type Answer<T> = Result<T, AppError>;

fn main() {}
