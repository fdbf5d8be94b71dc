//! In whose words pages and exports are refused, and what becomes of the error of a source: the same for both, whatever the
//! handler's error type is made of.

use std::fmt;

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Method, Request, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use http_body_util::BodyExt;
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::Value;
use tower::ServiceExt;
use velithon::{CursorRequest, CursorSource, KeyError, Keyset, Problem, paginate};

/// What goes wrong with a request whose parameters are in order.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// The source fails.
    Down,
    /// All connections are in use.
    Busy,
    /// No row has the key of the cursor.
    NoSuchKey,
    /// The source begins with the row that it was to begin behind.
    SameRow,
    /// A row cannot be written.
    NoJson,
}

#[derive(Debug, thiserror::Error)]
enum SourceError {
    #[error("the source is down")]
    Down,
    #[error("no connection")]
    Busy(#[source] sqlx::Error),
    #[error("no such key")]
    Key(#[source] KeyError),
}

#[derive(Clone, Keyset)]
#[keyset(sort = "id", id)]
struct Line {
    #[keyset(unique)]
    id: u64,
    is_json: bool,
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_json {
            serializer.serialize_u64(self.id)
        } else {
            Err(S::Error::custom("no JSON"))
        }
    }
}

/// Three rows for each request, of which the first is the one that it was to begin behind.
#[derive(Clone, Copy)]
struct Source(Fault);

impl CursorSource for Source {
    type Item = Line;
    type Error = SourceError;

    async fn rows(&mut self, request: &CursorRequest<Line>) -> Result<Vec<Line>, SourceError> {
        match self.0 {
            Fault::Down => Err(SourceError::Down),
            Fault::Busy => Err(SourceError::Busy(sqlx::Error::PoolTimedOut)),
            Fault::NoSuchKey if request.key().is_some() => Err(SourceError::Key(KeyError::new("there is none"))),
            fault => {
                let is_json = fault != Fault::NoJson;
                let first = request.key().and_then(|key| key.get(0)).unwrap_or(7);
                Ok((first..first + 3).map(|id| Line { id, is_json }).collect())
            }
        }
    }
}

/// An error type of handlers: the trait that makes it a response, with a word of its own.
macro_rules! error_type {
    ($name:ident) => {
        #[derive(Debug)]
        struct $name(StatusCode, String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.1)
            }
        }

        impl IntoResponse for $name {
            fn into_response(self) -> Response {
                (self.0, format!("own: {}", self.1)).into_response()
            }
        }
    };
    ($name:ident: Problem) => {
        impl From<Problem> for $name {
            fn from(problem: Problem) -> Self {
                Self(problem.status(), problem.code().to_owned())
            }
        }
    };
    ($name:ident: SourceError) => {
        impl From<SourceError> for $name {
            fn from(error: SourceError) -> Self {
                Self(StatusCode::IM_A_TEAPOT, error.to_string())
            }
        }
    };
}

error_type!(Plain);
error_type!(OfProblems);
error_type!(OfProblems: Problem);
error_type!(OfSources);
error_type!(OfSources: SourceError);
error_type!(OfBoth);
error_type!(OfBoth: Problem);
error_type!(OfBoth: SourceError);

/// The handlers with one error type: to `GET` on the executor, to `POST` on a thread.
macro_rules! handlers {
    ($module:ident -> $returned:ty, $return:expr) => {
        mod $module {
            use super::*;

            #[paginate(style = cursor, export, formats = [array, ndjson, sse], bind("tag"))]
            pub(super) async fn waits(State(fault): State<Fault>) -> $returned {
                $return(Source(fault))
            }

            #[paginate(style = cursor, export, formats = [array, ndjson, sse], bind("tag"))]
            pub(super) fn blocks(State(fault): State<Fault>) -> $returned {
                $return(Source(fault))
            }

            pub(super) fn app(fault: Fault) -> Router {
                Router::new()
                    .route("/lines", get(waits).post(blocks))
                    .with_state(fault)
            }
        }
    };
}

handlers!(none -> Source, std::convert::identity);
handlers!(plain -> Result<Source, Plain>, Ok);
handlers!(of_problems -> Result<Source, OfProblems>, Ok);
handlers!(of_sources -> Result<Source, OfSources>, Ok);
handlers!(of_both -> Result<Source, OfBoth>, Ok);

/// What one handler does.
struct Case {
    name: &'static str,
    app: fn(Fault) -> Router,
    says_refusals: bool,
    says_errors: bool,
}

const CASES: [Case; 5] = [
    case("no error type", none::app, false, false),
    case("of neither", plain::app, false, false),
    case("of problems", of_problems::app, true, false),
    case("of errors", of_sources::app, false, true),
    case("of both", of_both::app, true, true),
];

const fn case(name: &'static str, app: fn(Fault) -> Router, says_refusals: bool, says_errors: bool) -> Case {
    Case {
        name,
        app,
        says_refusals,
        says_errors,
    }
}

const ACCEPTED: [&str; 4] = [
    "application/json",
    "application/jsonl",
    "text/event-stream",
    "application/json; rows=all",
];

/// A response whose body may be cut.
struct Answer {
    status: StatusCode,
    content_type: String,
    retry_after: bool,
    body: String,
}

impl Answer {
    /// The code of a problem of Velithon's own.
    fn code(&self) -> String {
        assert_eq!(self.content_type, "application/problem+json", "{}", self.body);
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], self.status.as_u16());
        problem["code"].as_str().unwrap().to_owned()
    }
}

async fn ask(app: Router, method: Method, query: &str, accept: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/lines{query}"))
        .header("accept", accept);
    let request = request.body(Body::empty()).unwrap();
    let (parts, body) = app.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        content_type: parts.headers["content-type"].to_str().unwrap().to_owned(),
        retry_after: parts.headers.contains_key("retry-after"),
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// Asks each handler, on the executor and on a thread, for each kind of answer.
async fn of_each(fault: Fault, query: &str, check: impl Fn(&Case, &str, Answer)) {
    for case in &CASES {
        for method in [Method::GET, Method::POST] {
            for accept in ACCEPTED {
                let what = format!("{}: {method} {query} {accept}", case.name);
                let answer = ask((case.app)(fault), method.clone(), query, accept).await;
                check(case, &what, answer);
            }
        }
    }
}

/// A cursor of these handlers, made by one that fails only with one.
async fn cursor() -> String {
    let export = ask(none::app(Fault::NoSuchKey), Method::GET, "?tag=a", "application/jsonl").await;
    let end: Value = serde_json::from_str(export.body.lines().last().unwrap()).unwrap();
    end["$end"]["after"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn refusals_are_said_by_error_types_that_are_made_of_problems() {
    let cursor = cursor().await;
    for (fault, query, status, code) in [
        (Fault::Down, "?size=0", 400, "invalid-parameter"),
        (Fault::Down, "?size=x", 400, "invalid-parameter"),
        (Fault::Down, "?size=1&size=1", 400, "duplicate-parameter"),
        (Fault::Down, "?cursor=nonsense", 400, "invalid-cursor"),
        (Fault::Down, "?sort=nothing", 400, "unknown-sort"),
        (Fault::Down, "?tag=b&cursor=", 400, "cursor-query-mismatch"),
        (Fault::NoSuchKey, "?tag=a&cursor=", 400, "invalid-cursor"),
        (Fault::SameRow, "?tag=a&cursor=", 500, "internal-error"),
        (Fault::NoJson, "", 500, "internal-error"),
    ] {
        let query = if query.ends_with("cursor=") {
            format!("{query}{cursor}")
        } else {
            query.to_owned()
        };
        of_each(fault, &query, |case, what, answer| {
            assert_eq!(answer.status, status, "{what}: {}", answer.body);
            if case.says_refusals {
                assert_eq!(answer.body, format!("own: {code}"), "{what}");
            } else {
                assert_eq!(answer.code(), code, "{what}");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn errors_of_a_source_are_those_of_handlers_that_are_made_of_them() {
    // A cursor is not blamed for what is none of its doing.
    for query in [String::new(), format!("?tag=a&cursor={}", cursor().await)] {
        of_down(&query).await;
    }
}

async fn of_down(query: &str) {
    of_each(Fault::Down, query, |case, what, answer| {
        if case.says_errors {
            let said = (answer.status.as_u16(), &*answer.body);
            assert_eq!(said, (418, "own: the source is down"), "{what}");
        } else if case.says_refusals {
            assert_eq!(
                (answer.status.as_u16(), &*answer.body),
                (500, "own: internal-error"),
                "{what}"
            );
        } else {
            assert_eq!(
                (answer.status.as_u16(), &*answer.code()),
                (500, "internal-error"),
                "{what}"
            );
        }
        assert!(!answer.retry_after, "{what}");
    })
    .await;
}

#[tokio::test]
async fn a_pool_without_a_connection_is_503_unless_the_handler_says_otherwise() {
    of_each(Fault::Busy, "", |case, what, answer| {
        if case.says_errors {
            assert_eq!(
                (answer.status.as_u16(), &*answer.body),
                (418, "own: no connection"),
                "{what}"
            );
        } else if case.says_refusals {
            assert_eq!(
                (answer.status.as_u16(), &*answer.body),
                (503, "own: database-busy"),
                "{what}"
            );
        } else {
            assert_eq!(
                (answer.status.as_u16(), &*answer.code()),
                (503, "database-busy"),
                "{what}"
            );
            assert!(answer.retry_after, "{what}");
        }
    })
    .await;
}
