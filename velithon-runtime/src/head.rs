use http::{HeaderMap, HeaderValue, Method, Request, Uri, header::ACCEPT, request::Parts};

pub(crate) const LAST_EVENT_ID: &str = "last-event-id";

/// What a request says before its body, free of any framework's types.
///
/// Frameworks that Velithon has a feature for make it themselves. Every other host makes one from its request:
///
/// ```
/// use velithon_runtime::RequestHead;
///
/// let request = http::Request::get("/users?page=2").body(())?;
/// let head = RequestHead::from(&request);
/// assert_eq!((head.path(), head.query()), ("/users", Some("page=2")));
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RequestHead {
    method: Method,
    uri: Uri,
    accept: Option<HeaderValue>,
    last_event_id: Option<HeaderValue>,
}

impl RequestHead {
    /// A head from its parts, for hosts whose requests are not [`http::Request`]s.
    #[must_use]
    pub fn new(method: Method, uri: Uri) -> Self {
        Self {
            method,
            uri,
            accept: None,
            last_event_id: None,
        }
    }

    /// The head with those of the request's headers that Velithon reads: `Accept` and `Last-Event-ID`.
    #[must_use]
    pub fn with_headers(self, headers: &HeaderMap) -> Self {
        Self {
            accept: list(headers),
            last_event_id: headers.get(LAST_EVENT_ID).cloned(),
            ..self
        }
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The target of the request, as the client sent it.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The path, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query as it was sent: without its `?`, still percent-encoded.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The value of `Accept`; several lines of it as one list.
    pub(crate) fn accept(&self) -> Option<&HeaderValue> {
        self.accept.as_ref()
    }

    /// The id of the last event that a browser received, where it connects again for more of a
    /// [feed](crate::Format::Sse).
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        // Browsers send it in UTF-8.
        let id = self.last_event_id.as_ref()?;
        std::str::from_utf8(id.as_bytes()).ok()
    }
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
        Self::new(parts.method.clone(), parts.uri.clone()).with_headers(&parts.headers)
    }
}

impl<B> From<&Request<B>> for RequestHead {
    fn from(request: &Request<B>) -> Self {
        Self::new(request.method().clone(), request.uri().clone()).with_headers(request.headers())
    }
}
