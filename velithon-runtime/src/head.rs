use http::{Method, Request, Uri, request::Parts};

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
}

impl RequestHead {
    /// A head from its parts, for hosts whose requests are not [`http::Request`]s.
    #[must_use]
    pub fn new(method: Method, uri: Uri) -> Self {
        Self { method, uri }
    }

    /// The request's method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
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
}

impl From<&Parts> for RequestHead {
    fn from(parts: &Parts) -> Self {
        Self::new(parts.method.clone(), parts.uri.clone())
    }
}

impl<B> From<&Request<B>> for RequestHead {
    fn from(request: &Request<B>) -> Self {
        Self::new(request.method().clone(), request.uri().clone())
    }
}
