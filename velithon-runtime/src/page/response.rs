use std::error::Error;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header::CONTENT_LENGTH};

use crate::{error::dialect::Refusable, problem::Problem};

/// The error of a source, whatever its type.
type SourceError = Box<dyn Error + Send + Sync>;

/// The response of a paginated handler: a page as JSON, or the problem that kept it from being made.
///
/// It is whole: `From` gives it to every host that takes an [`http::Response`] of bytes.
#[derive(Debug)]
#[must_use = "a page is a response"]
pub struct Page {
    response: Response<Bytes>,
    /// What the response says, where it is no page.
    refusal: Option<Box<Refusal>>,
}

/// Why there is no page, for a handler whose error type says so in its own words.
#[derive(Debug)]
struct Refusal {
    problem: Problem,
    /// The error of the source.
    error: Option<SourceError>,
}

impl Page {
    pub(crate) fn new(response: Response<Bytes>) -> Self {
        Self {
            response,
            refusal: None,
        }
    }

    /// The same response, which this error of the source is the reason of.
    pub(crate) fn failed_by(mut self, error: SourceError) -> Self {
        if let Some(refusal) = &mut self.refusal {
            refusal.error = Some(error);
        }
        self
    }

    /// The same response, or the handler's error that `convert` makes of the source's, where that is the reason of the response.
    pub(crate) fn or_own_error<E>(
        mut self,
        convert: impl FnOnce(SourceError) -> Result<E, SourceError>,
    ) -> Result<Self, E> {
        let error = self.refusal.as_mut().and_then(|refusal| refusal.error.take());
        match error.map(convert) {
            None => Ok(self),
            Some(Ok(error)) => Err(error),
            Some(Err(error)) => Ok(self.failed_by(error)),
        }
    }

    /// The response to this method: one to `HEAD` says how long the body would be and has none (RFC 9110, section
    /// 9.3.2).
    pub(crate) fn answering(mut self, method: &Method) -> Self {
        if method == Method::HEAD {
            let body = std::mem::take(self.response.body_mut());
            let headers = self.response.headers_mut();
            headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        self
    }

    /// Adds a value that goes with the response inside of the program.
    pub(crate) fn with_extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.response.extensions_mut().insert(value);
        self
    }

    /// 200, or the status of a problem.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The headers, to add to them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.response.headers_mut()
    }

    /// The JSON; empty in the answer to `HEAD`.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.response.body()
    }

    /// The response as one of `http`, for hosts such as hyper and tower. Under axum, what handlers return goes as it is, and
    /// `into_response` is that of its `IntoResponse`.
    #[must_use]
    pub fn into_http(self) -> Response<Bytes> {
        self.response
    }
}

impl From<Page> for Response<Bytes> {
    fn from(page: Page) -> Self {
        page.into_http()
    }
}

impl From<Problem> for Page {
    fn from(problem: Problem) -> Self {
        Self {
            response: problem.clone().into_http(),
            refusal: Some(Box::new(Refusal { problem, error: None })),
        }
    }
}

impl Refusable for Page {
    fn take_problem(&mut self) -> Option<Problem> {
        self.refusal.take().map(|refusal| refusal.problem)
    }
}
