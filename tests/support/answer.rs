use std::error::Error;

use bytes::Bytes;
use http::Response;
use http_body::Body;
use http_body_util::BodyExt;
use serde_json::Value;

/// A response as a client has it, its body read to the end.
#[derive(Debug)]
pub struct Answer {
    /// Status and headers.
    pub head: Response<()>,
    /// The body, in the pieces in which it came.
    pub chunks: Vec<Bytes>,
    /// Why the body ended before it was whole.
    pub failure: Option<String>,
}

impl From<Response<Bytes>> for Answer {
    fn from(response: Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            head: Response::from_parts(parts, ()),
            chunks: vec![body],
            failure: None,
        }
    }
}

/// What an error says, and what each of its sources says.
fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

impl Answer {
    /// Reads a response until its body ends or fails.
    ///
    /// # Panics
    ///
    /// If there are trailers: no response of Velithon has any.
    pub async fn read<B: Body<Data = Bytes, Error: Error>>(response: Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        let mut body = Box::pin(body);
        let mut answer = Self {
            head: Response::from_parts(parts, ()),
            chunks: Vec::new(),
            failure: None,
        };
        while let Some(frame) = body.frame().await {
            match frame {
                // A copy: the server takes a chunk for received once its buffer is dropped.
                Ok(frame) => {
                    let data = frame.into_data().expect("no trailers");
                    answer.chunks.push(Bytes::copy_from_slice(&data));
                }
                Err(error) => answer.failure = Some(with_sources(&error)),
            }
        }
        answer
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.status().as_u16()
    }

    /// The first header of this name.
    ///
    /// # Panics
    ///
    /// If it is not ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = self.head.headers().get(name);
        value.map(|value| value.to_str().expect("a readable header"))
    }

    /// The body, with a mark wherever it was cut inside a character.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.chunks.concat()).into_owned()
    }

    /// The body, which is JSON.
    ///
    /// # Panics
    ///
    /// If it is not.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.chunks.concat()).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Whether the body came to its end.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.failure.is_none()
    }

    /// A whole response with status 200 and JSON.
    ///
    /// # Panics
    ///
    /// If it is any other.
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        clippy::return_self_not_must_use,
        reason = "some tests ask for no more"
    )]
    pub fn ok(self) -> Self {
        let seen = (self.status(), self.header("content-type"), self.is_whole());
        assert_eq!(seen, (200, Some("application/json"), true), "{self:?}");
        self
    }

    /// The body of a problem (RFC 9457) with this status and code.
    ///
    /// # Panics
    ///
    /// If the response is any other.
    #[track_caller]
    #[expect(clippy::must_use_candidate, reason = "most tests ask for no more than the code")]
    pub fn problem(self, status: u16, code: &str) -> Value {
        let seen = (self.status(), self.header("content-type"), self.header("link"));
        assert_eq!(seen, (status, Some("application/problem+json"), None), "{self:?}");
        let body = self.json();
        let seen = (&body["code"], &body["status"], &body["type"]);
        assert_eq!(seen, (&code.into(), &status.into(), &"about:blank".into()), "{self:?}");
        body
    }
}
