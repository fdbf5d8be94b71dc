use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use serde_json::{Map, Value};

use super::body_reader::{BodyReader, NotWhole};

/// A page as a client reads it.
#[derive(Debug)]
pub(super) struct ReadPage<'r> {
    headers: &'r HeaderMap,
    /// The list of rows, or why there is none.
    rows: Result<Vec<Value>, String>,
    /// The members of the body beside the list; nothing where the list is all of it.
    beside: Option<Map<String, Value>>,
}

impl<'r> ReadPage<'r> {
    /// Reads a page, whose rows are called `items` unless they are all of its body.
    ///
    /// # Errors
    ///
    /// Why the response is no page.
    pub(super) fn read(response: &'r Response<Bytes>, items: &str) -> Result<Self, String> {
        if response.status() != StatusCode::OK {
            let body = String::from_utf8_lossy(response.body());
            return Err(format!("answers {}: {body}", response.status()));
        }
        let is_list = response.body().trim_ascii_start().starts_with(b"[");
        let read = BodyReader::read(response, Some(items));
        let rows = match read.failure {
            None => Ok(read.rows),
            Some(NotWhole::NoList(name)) => Err(format!("answers with no list `{name}`")),
            Some(NotWhole::NoJson(error)) => return Err(format!("answers with no JSON: {error}")),
            Some(NotWhole::Records(what)) => return Err(format!("answers with no page: {what}")),
        };
        Ok(Self {
            headers: response.headers(),
            rows,
            beside: (!is_list).then_some(read.beside),
        })
    }

    /// The rows.
    ///
    /// # Errors
    ///
    /// There is no list of them.
    pub(super) fn into_rows(self) -> Result<Vec<Value>, String> {
        self.rows
    }

    /// Whether the list of rows is all of the body.
    pub(super) fn is_list(&self) -> bool {
        self.beside.is_none()
    }

    /// Whether the body has members beside the rows, and none of this name.
    pub(super) fn lacks(&self, member: &str) -> bool {
        let beside = self.beside.as_ref();
        beside.is_some_and(|beside| !beside.contains_key(member))
    }

    /// What the page says beside its rows, where it is not null: in a member of the body, or in the header that stands in its
    /// place.
    pub(super) fn fact(&self, member: &str, header: &str) -> Option<Cow<'_, str>> {
        let Some(beside) = &self.beside else {
            return self.header(header).map(Cow::Borrowed);
        };
        match beside.get(member)? {
            Value::Null => None,
            Value::String(text) => Some(text.into()),
            value => Some(value.to_string().into()),
        }
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
