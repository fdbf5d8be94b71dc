use http::{
    HeaderMap, HeaderValue, Method, Request, Uri, Version,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING},
    request::Parts,
};

use bound_body::BoundBody;

pub(crate) mod bound_body;

pub(crate) const LAST_EVENT_ID: &str = "last-event-id";

/// What a request says before its body, free of any framework's types.
///
/// Frameworks that Velithon has a feature for make it themselves. Every other host makes one from its request:
///
/// ```
/// use velithon::RequestHead;
///
/// let request = http::Request::get("/users?page=2").body(())?;
/// let head = RequestHead::from(&request);
/// assert_eq!((head.path(), head.query()), ("/users", Some("page=2")));
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RequestHead(Box<Head>); // One pointer: a framework moves it, and compiles its moves, in each handler.

#[derive(Clone, Debug)]
struct Head {
    method: Method,
    uri: Uri,
    version: Version,
    accept: Option<HeaderValue>,
    last_event_id: Option<HeaderValue>,
    has_body: bool,
    bound_body: BoundBody,
}

impl RequestHead {
    /// A head from its parts, of HTTP/1.1, for hosts whose requests are not [`http::Request`]s.
    #[must_use]
    pub fn new(method: Method, uri: Uri) -> Self {
        Self(Box::new(Head {
            method,
            uri,
            version: Version::HTTP_11,
            accept: None,
            last_event_id: None,
            has_body: false,
            bound_body: BoundBody::None,
        }))
    }

    /// The head with those of the request's headers that Velithon reads: `Accept`, `Last-Event-ID` and those by which it is
    /// seen whether there is a body.
    #[must_use]
    pub fn with_headers(mut self, headers: &HeaderMap) -> Self {
        let head = &mut *self.0;
        head.accept = list(headers);
        head.last_event_id = headers.get(LAST_EVENT_ID).cloned();
        head.has_body = has_body(&head.method, headers);
        self
    }

    /// The head of a request whose cursors are bound to its body.
    pub(crate) fn with_bound_body(mut self, bound_body: BoundBody) -> Self {
        self.0.bound_body = bound_body;
        self
    }

    pub(crate) fn bound_body(&self) -> BoundBody {
        self.0.bound_body
    }

    /// Whether the request seems to have a body.
    pub(crate) fn has_body(&self) -> bool {
        self.0.has_body
    }

    /// The head of a request over this version of HTTP. A stream that fails over HTTP/2 or 3 leaves the client a moment between
    /// its last chunk and the reset.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        self.0.version = version;
        self
    }

    /// The version of HTTP that the request came over.
    #[must_use]
    pub fn version(&self) -> Version {
        self.0.version
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.0.method
    }

    /// The target of the request, as the client sent it.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.0.uri
    }

    /// The path, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// The query as it was sent: without its `?`, still percent-encoded.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.0.uri.query()
    }

    /// The value of `Accept`; several lines of it as one list.
    pub(crate) fn accept(&self) -> Option<&HeaderValue> {
        self.0.accept.as_ref()
    }

    /// The id of the last event that a browser received, where it connects again for more of a feed (`text/event-stream`).
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        // Browsers send it in UTF-8.
        let id = self.0.last_event_id.as_ref()?;
        std::str::from_utf8(id.as_bytes()).ok()
    }
}

/// Over HTTP/2 a body need not say its length; then its type tells, except on `GET` and `HEAD`, where some clients name one
/// without a body.
fn has_body(method: &Method, headers: &HeaderMap) -> bool {
    if let Some(length) = headers.get(CONTENT_LENGTH) {
        return length.as_bytes() != b"0";
    }
    let is_get = method == Method::GET || method == Method::HEAD;
    headers.contains_key(TRANSFER_ENCODING) || (!is_get && headers.contains_key(CONTENT_TYPE))
}

/// A header that came in several lines is one list (RFC 9110, section 5.3).
fn list(headers: &HeaderMap) -> Option<HeaderValue> {
    let mut lines = headers.get_all(ACCEPT).iter();
    let first = lines.next()?.clone();
    lines.try_fold(first, |list, line| {
        HeaderValue::from_bytes(&[list.as_bytes(), b", ", line.as_bytes()].concat()).ok()
    })
}

impl From<&Parts> for RequestHead {
    fn from(parts: &Parts) -> Self {
        Self::new(parts.method.clone(), parts.uri.clone())
            .with_version(parts.version)
            .with_headers(&parts.headers)
    }
}

impl<B> From<&Request<B>> for RequestHead {
    fn from(request: &Request<B>) -> Self {
        Self::new(request.method().clone(), request.uri().clone())
            .with_version(request.version())
            .with_headers(request.headers())
    }
}
