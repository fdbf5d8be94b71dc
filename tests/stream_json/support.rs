use axum::{
    Router,
    body::Body,
    handler::Handler,
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
    routing,
};
use http_body_util::BodyExt;
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeSeq},
};
use tower::ServiceExt;

/// What a client would have of a handler's response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response<()>,
    pub(crate) chunks: Vec<String>,
    /// The error that the body ended with.
    pub(crate) failure: Option<String>,
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.response
            .headers()
            .get(name)
            .map(|value| value.to_str().expect("a readable header"))
    }

    pub(crate) fn text(&self) -> String {
        self.chunks.concat()
    }
}

/// Calls a handler as axum would, in memory.
pub(crate) async fn get<H: Handler<T, ()>, T: 'static>(handler: H) -> Answer {
    call(handler, Request::get("/").body(Body::empty()).expect("a request")).await
}

pub(crate) async fn call<H: Handler<T, ()>, T: 'static>(handler: H, request: Request<Body>) -> Answer {
    read(respond(handler, request).await).await
}

pub(crate) async fn read(response: Response) -> Answer {
    let (parts, mut body) = response.into_parts();
    let mut chunks = Vec::new();
    let mut failure = None;
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => {
                let data = frame.into_data().expect("no trailers");
                // A document may be cut inside a character.
                chunks.push(String::from_utf8_lossy(&data).into_owned());
            }
            Err(error) => failure = Some(error.to_string()),
        }
    }
    Answer {
        response: Response::from_parts(parts, ()),
        chunks,
        failure,
    }
}

/// Calls a handler as axum would, and leaves the body to the test.
pub(crate) async fn respond<H: Handler<T, ()>, T: 'static>(handler: H, request: Request<Body>) -> Response {
    // A method router, because axum itself has a part in `HEAD` and in `Content-Length`.
    let app = Router::new().route("/", routing::get(handler));
    app.oneshot(request).await.expect("axum never fails")
}

/// An error with nothing but a response.
pub(crate) struct Teapot;

impl IntoResponse for Teapot {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "short and stout").into_response()
    }
}

/// A value whose `Serialize` fails half-way.
pub(crate) struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(2))?;
        list.serialize_element("written before the failure")?;
        Err(S::Error::custom("a secret"))
    }
}
