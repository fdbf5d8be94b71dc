use std::fmt::{self, Display, Formatter};

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A server's own word on what went wrong: problem details of RFC 9457, of a response that is an error or of a record
/// `$error` in the middle of one.
///
/// A response that is an error and no problem has its status and, as the detail, the beginning of its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    members: Map<String, Value>,
}

/// How much of a text becomes the detail, in bytes.
const DETAIL: usize = 500;

impl Problem {
    pub(crate) fn new(status: StatusCode, members: Map<String, Value>) -> Self {
        Self { status, members }
    }

    /// The problem that the members of a record tell of, whose status is one of them.
    pub(crate) fn of_record(members: Map<String, Value>) -> Self {
        let status = members.get("status").and_then(Value::as_u64);
        let status = status.and_then(|status| StatusCode::from_u16(u16::try_from(status).ok()?).ok());
        Self::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), members)
    }

    /// The problem that a response is, of which so much of the body has been read.
    pub(crate) fn of_response(status: StatusCode, body: &[u8]) -> Self {
        if let Ok(members) = serde_json::from_slice(body) {
            return Self::new(status, members);
        }
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        let mut ends = (0..=text.len().min(DETAIL)).rev();
        let end = ends.find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let mut members = Map::new();
        if end > 0 {
            members.insert("detail".to_owned(), text[..end].into());
        }
        Self::new(status, members)
    }

    /// The status of the response; of a record, the one that it would have had.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What kind of problem it is, for people; the status' own phrase where the server says nothing.
    #[must_use]
    pub fn title(&self) -> &str {
        let phrase = self.status.canonical_reason().unwrap_or("error");
        self.text("title").unwrap_or(phrase)
    }

    /// What went wrong this time.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.text("detail")
    }

    /// The URI of the kind of problem; `about:blank` where the server says nothing.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.text("type").unwrap_or("about:blank")
    }

    /// Velithon's code of the problem, which is stable and meant for programs, such as `invalid-cursor`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.text("code")
    }

    /// Another member, if it is there and of this type.
    #[must_use]
    pub fn member<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        V::deserialize(self.members.get(name)?).ok()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.members.get(name).and_then(Value::as_str)
    }

    /// Whether the same request may succeed a little later.
    pub(crate) fn is_transient(&self) -> bool {
        matches!(self.status.as_u16(), 408 | 425 | 429 | 502 | 503 | 504)
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.title())?;
        match self.detail() {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}
