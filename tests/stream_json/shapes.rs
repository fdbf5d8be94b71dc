//! Every shape of handler gives the text that its items make.

/// A test that calls each handler by its name, and compares its response.
macro_rules! gives {
    ($($name:ident = $text:expr;)*) => {
        #[tokio::test]
        async fn every_shape_gives_its_text() {
            $(
                println!("{}", stringify!($name));
                $crate::shapes::assert_text(&$crate::support::get($name).await, $text);
            )*
        }
    };
}

mod attributes;
mod documents;
mod emitted;
mod generics;
mod opaque;
mod returned;

use std::{convert::Infallible, io, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::StatusCode,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use futures::{Stream, stream};
use serde::Serialize;
use velithon_test_support::Answer;

#[derive(Serialize, Clone, Debug, PartialEq)]
struct Order {
    id: u32,
}

impl From<u32> for Order {
    fn from(id: u32) -> Self {
        Self { id }
    }
}

#[derive(Serialize)]
struct View<'a> {
    name: &'a str,
}

#[derive(Debug)]
struct AppError(StatusCode);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        (self.0, "the handler's own answer").into_response()
    }
}

impl From<io::Error> for AppError {
    fn from(_: io::Error) -> Self {
        Self(StatusCode::BAD_GATEWAY)
    }
}

impl From<Infallible> for AppError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

type AppResult<T = ()> = Result<T, AppError>;
type Hidden = Result<Order, AppError>;
type HiddenItems = AppResult<Vec<Order>>;

/// A pool as databases have it: cheap to clone, and its streams borrow it.
#[derive(Clone)]
struct Pool(Arc<Vec<String>>);

impl Pool {
    fn fetch(&self) -> impl Stream<Item = io::Result<&str>> + Send {
        stream::iter(self.0.iter().map(|name| Ok(name.as_str())))
    }
}

impl<S: Sync> FromRequestParts<S> for Pool {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Arc::new(vec!["ada".into(), "grace".into()])))
    }
}

fn orders() -> impl Iterator<Item = Order> {
    (1..=2).map(|id| Order { id })
}

const ORDERS: &str = r#"[{"id":1},{"id":2}]"#;
const NAMES: &str = r#"[{"name":"ada"},{"name":"grace"}]"#;

fn assert_text(answer: &Answer, text: &str) {
    assert_eq!((answer.status(), answer.failure.as_deref()), (200, None));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.text(), text);
}
