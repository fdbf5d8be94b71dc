//! Every shape of handler is paginated.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "offsets of fixtures with five rows"
)]

/// A test that calls each handler by its name, and compares its page.
macro_rules! gives {
    ($($name:ident = $text:expr;)*) => {
        #[tokio::test]
        async fn every_shape_gives_its_page() {
            $(
                println!("{}", stringify!($name));
                assert_eq!($crate::shapes::second_page($name).await, (200, $text.to_owned()), stringify!($name));
            )*
        }
    };
}

mod attributes;
mod generics;
mod handles;
mod opaque;
mod returned;
mod sources;

use std::{convert::Infallible, io, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::request::Parts,
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

#[derive(Debug)]
struct AppError;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "the handler's own answer").into_response()
    }
}

impl From<io::Error> for AppError {
    fn from(_: io::Error) -> Self {
        Self
    }
}

type AppResult<T> = Result<T, AppError>;
type Hidden = Result<Vec<u32>, AppError>;

#[derive(Clone)]
struct Numbers(Arc<Vec<u32>>);

impl<S: Sync> FromRequestParts<S> for Numbers {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Arc::new((0..5).collect())))
    }
}

fn numbers() -> Vec<u32> {
    (0..5).collect()
}

const COUNTED: &str = r#"{"items":[2,3],"page":2,"size":2,"total":5,"total_kind":"exact","total_pages":3}"#;
const UNCOUNTED: &str = r#"{"items":[2,3],"page":2,"size":2}"#;

async fn second_page<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H) -> (u16, String) {
    let request = Request::get("/?page=2&size=2").body(Body::empty()).unwrap();
    let response = Router::new().fallback(handler).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let text = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(text.to_vec()).unwrap())
}
