use std::{
    error::Error,
    fmt::{self, Display, Formatter},
};

use bytes::Bytes;
use http::{
    HeaderValue, Response, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};
use serde_json::{Map, Value};

/// An error response as `application/problem+json` of RFC 9457: what Velithon itself answers bad requests with, and
/// what a handler's own errors may become.
///
/// ```
/// use http::StatusCode;
/// use velithon::Problem;
///
/// let gone = Problem::new(StatusCode::NOT_FOUND, "no-such-order", "there is no order 17").with("order", 17);
/// assert_eq!(gone.into_http().status(), 404);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    members: Map<String, Value>,
    retry_after: Option<u32>,
}

impl Problem {
    /// A problem with a `code`, which is stable and meant for programs, and a `detail` for people. Its `type` is
    /// `about:blank`, which makes its `title` the status' own phrase (RFC 9457, section 4.2.1).
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<String>, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or_default();
        let mut members = Map::new();
        members.insert("type".into(), "about:blank".into());
        members.insert("title".into(), title.into());
        members.insert("status".into(), status.as_u16().into());
        members.insert("detail".into(), detail.into().into());
        members.insert("code".into(), Value::String(code.into()));
        Self {
            status,
            members,
            retry_after: None,
        }
    }

    /// The `code` of an error that only the log describes.
    pub(crate) const INTERNAL: &str = "internal-error";

    /// The `code` where as many blocking streams run as may.
    pub(crate) const TOO_MANY_STREAMS: &str = "too-many-streams";

    /// An error that only the log describes; the client gets a constant text.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Self::INTERNAL,
            "the server failed to make this response; its log has the reason",
        )
    }

    /// The code of a request for which no connection to the database was free.
    pub(crate) const BUSY: &str = "database-busy";

    /// An error that passes: all connections to the database are in use.
    pub(crate) fn busy() -> Self {
        let detail = "the database has no connection left; try again a little later";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, Self::BUSY, detail).retry_in(5)
    }

    /// The same problem, which may have passed after so many seconds.
    pub(crate) fn retry_in(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Adds an extension member (RFC 9457, section 3.2), such as the `parameter` that is wrong and its `maximum`.
    #[must_use]
    pub fn with(mut self, member: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(member.into(), value.into());
        self
    }

    /// The status that the response is sent with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The code for programs, such as `invalid-parameter`.
    #[must_use]
    pub fn code(&self) -> &str {
        self.members.get("code").and_then(Value::as_str).unwrap_or_default()
    }

    /// What is wrong, for people; the text of the problem as an error begins with its status.
    #[must_use]
    pub fn detail(&self) -> &str {
        self.members.get("detail").and_then(Value::as_str).unwrap_or_default()
    }

    /// After how many seconds a client may ask again, where the problem passes: what `Retry-After` says. An error type that makes
    /// its own response of a problem says it, too.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// The response as one of `http`, for hosts such as hyper and tower. Under axum, what handlers return goes as it is, and
    /// `into_response` is that of its `IntoResponse`.
    #[must_use]
    pub fn into_http(self) -> Response<Bytes> {
        let body = Bytes::from(Value::Object(self.members).to_string());
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Its status and its detail, for the log.
impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        match self.members.get("detail").and_then(Value::as_str) {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl Error for Problem {}
