use std::fmt;

use http::{HeaderMap, HeaderValue, Response, StatusCode, header::VARY};

use super::errors::Convert;
use crate::{
    error::dialect::Refusable,
    page::{Page, handler::page_out::PageOut},
    problem::Problem,
    stream::{JsonBody, JsonStream},
};

/// The response of a handler under `#[paginate(style = cursor, export)]`: a page, or everything from a cursor on.
///
/// Frameworks that Velithon has a feature for send it as it is; every other host turns it into an [`http::Response`] with a
/// [`JsonBody`].
#[must_use = "a response is for the client"]
pub struct Export(pub(crate) Answer);

pub(crate) enum Answer {
    Page(Page),
    All(JsonStream),
}

impl Export {
    /// A page. Another `Accept` would have led to an export.
    pub(crate) fn of_page(mut page: Page) -> Self {
        page.headers_mut().append(VARY, HeaderValue::from_static("accept"));
        Self(Answer::Page(page))
    }

    pub(crate) fn of_stream(stream: JsonStream) -> Self {
        Self(Answer::All(stream))
    }

    /// The same response, or the handler's error that `convert` makes of the source's, where that is the reason of the response.
    pub(crate) fn or_own_error<E>(self, convert: Convert<E>) -> Result<Self, E> {
        match self.0 {
            Answer::Page(page) => page.or_own_error(convert).map(|page| Self(Answer::Page(page))),
            Answer::All(_) => Ok(self),
        }
    }

    /// The status that the response starts with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match &self.0 {
            Answer::Page(page) => page.status(),
            Answer::All(stream) => stream.status(),
        }
    }

    /// The headers that the response starts with.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        match &self.0 {
            Answer::Page(page) => page.headers(),
            Answer::All(stream) => stream.headers(),
        }
    }

    /// The headers, to add to them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        match &mut self.0 {
            Answer::Page(page) => page.headers_mut(),
            Answer::All(stream) => stream.headers_mut(),
        }
    }

    /// The response as one of `http`, for hosts such as hyper and tower. Under axum, what handlers return goes as it is, and
    /// `into_response` is that of its `IntoResponse`.
    #[must_use]
    pub fn into_http(self) -> Response<JsonBody> {
        match self.0 {
            Answer::Page(page) => page.into_http().map(JsonBody::whole),
            Answer::All(stream) => stream.into_http(),
        }
    }
}

impl From<Export> for Response<JsonBody> {
    fn from(export: Export) -> Self {
        export.into_http()
    }
}

impl Refusable for Export {
    fn take_problem(&mut self) -> Option<Problem> {
        match &mut self.0 {
            Answer::Page(page) => page.take_problem(),
            Answer::All(stream) => stream.take_problem(),
        }
    }
}

impl PageOut for Export {
    fn page(page: Page) -> Self {
        Self::of_page(page)
    }
}

impl<E> PageOut for Result<Export, E> {
    fn page(page: Page) -> Self {
        Ok(Export::of_page(page))
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Answer::Page(page) => f.debug_tuple("Export").field(page).finish(),
            Answer::All(stream) => f.debug_tuple("Export").field(stream).finish(),
        }
    }
}
