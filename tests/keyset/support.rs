//! Short ways to call a handler without a socket, and to look at its answer.

use bytes::Bytes;
use futures::executor::block_on;
use http::{Method, Response, Uri};
use serde_json::Value;
use velithon::{Page, RequestHead};

pub(crate) fn get(uri: &str) -> RequestHead {
    RequestHead::new(Method::GET, Uri::try_from(uri).expect("a URI"))
}

/// Runs a handler to its answer.
pub(crate) fn answer(handler: impl Future<Output = Page>) -> Answer {
    Answer::new(block_on(handler).into_response())
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response<Bytes>,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn new(response: Response<Bytes>) -> Self {
        let body = serde_json::from_slice(response.body()).unwrap_or_default();
        Self { response, body }
    }

    pub(crate) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    /// The `id` of each row.
    #[track_caller]
    pub(crate) fn ids(&self) -> Vec<i64> {
        assert_eq!(self.status(), 200, "{self:?}");
        let rows = self.body["items"].as_array().or(self.body.as_array()).expect("rows");
        rows.iter().map(|row| row["id"].as_i64().expect("an id")).collect()
    }

    pub(crate) fn next(&self) -> Option<&str> {
        self.body["next_cursor"].as_str()
    }

    pub(crate) fn prev(&self) -> Option<&str> {
        self.body["prev_cursor"].as_str()
    }

    /// A problem with this status and code; the body.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status(), status, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(self.header("link"), None);
        assert_eq!(self.body["code"], code, "{self:?}");
        self.body
    }
}
