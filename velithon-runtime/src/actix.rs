//! What actix-web 4 needs: extractors and responses.

use std::{
    future::{Ready, ready},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use ::actix_web::{
    Error, FromRequest, HttpRequest, HttpResponse, Responder, ResponseError,
    body::{BodySize, BoxBody, MessageBody},
    dev::Payload,
    http::{
        StatusCode as ActixStatus, Version as ActixVersion,
        header::{HeaderMap as ActixHeaders, HeaderName as ActixName, HeaderValue as ActixValue},
    },
    rt,
};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, Version,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING},
};
use http_body::Body;

#[cfg(not(feature = "axum"))]
use crate::error::facts::{ErrorProbe, Status};
#[cfg(feature = "cursor")]
use crate::export::{Export, response::Answer};
use crate::{
    error::status::{Actix, Answers, Tag, ViaActix},
    head::{LAST_EVENT_ID, RequestHead},
    memory::report::MemoryReport,
    page::Page,
    problem::Problem,
    stream::{
        Disconnected, JsonBody, JsonStream, LocalJsonStream,
        body::{Behind, rest::Rest},
    },
};

impl FromRequest for RequestHead {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(head(request).ok_or_else(|| {
            let detail = "the request's method or target is not one that this server understands";
            Problem::new(StatusCode::BAD_REQUEST, "invalid-request", detail)
        }))
    }
}

/// The request's head in the types of `http` 1; actix-web has those of 0.2. The path is the one that the client sent: scopes do
/// not change it.
fn head(request: &HttpRequest) -> Option<RequestHead> {
    let method = Method::from_bytes(request.method().as_str().as_bytes()).ok()?;
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut headers = HeaderMap::new();
    let last_event_id = HeaderName::from_static(LAST_EVENT_ID);
    for name in [ACCEPT, last_event_id, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING] {
        for value in request.headers().get_all(name.as_str()) {
            headers.append(&name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        }
    }
    let version = match request.version() {
        ActixVersion::HTTP_2 => Version::HTTP_2,
        ActixVersion::HTTP_3 => Version::HTTP_3,
        _ => Version::HTTP_11,
    };
    Some(
        RequestHead::new(method, Uri::try_from(target).ok()?)
            .with_version(version)
            .with_headers(&headers),
    )
}

impl Responder for JsonStream {
    type Body = JsonBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<JsonBody> {
        stream(self, request)
    }
}

impl Responder for LocalJsonStream {
    type Body = JsonBody<dyn Rest>;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        // actix-web's workers run tasks that are not `Send`. A test may run outside of them, and tokio panics there.
        let spawn = |task| catch_unwind(AssertUnwindSafe(|| rt::spawn(task).abort_handle())).ok();
        stream(self.watched_by(Box::new(spawn)), request)
    }
}

fn stream<R: ?Sized>(stream: JsonStream<R>, request: &HttpRequest) -> HttpResponse<JsonBody<R>> {
    let mut response = respond(stream.into());
    // HTTP/1.0 has no chunked encoding, but actix-web would use it all the same.
    if request.version() < ActixVersion::HTTP_11 {
        response.head_mut().no_chunking(true);
        response
            .head_mut()
            .set_connection_type(::actix_web::http::ConnectionType::Close);
    }
    response
}

impl<R: Rest + ?Sized> MessageBody for JsonBody<R> {
    type Error = crate::stream::Error;

    fn size(&self) -> BodySize {
        // actix-web leaves the length out where the status allows none, and writes the last chunk of a stream even there.
        if matches!(self.behind, Behind::NoContent) {
            return BodySize::Sized(0);
        }
        self.size_hint().exact().map_or(BodySize::Stream, BodySize::Sized)
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, crate::stream::Error>>> {
        let frame = self.poll_frame(cx);
        frame.map_ok(|frame| frame.into_data().unwrap_or_default())
    }
}

/// The body of a response that is whole. The one of a `HEAD` has a length and no text.
struct Whole {
    text: Bytes,
    length: u64,
}

impl MessageBody for Whole {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.length)
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let text = std::mem::take(&mut self.get_mut().text);
        Poll::Ready((!text.is_empty()).then_some(Ok(text)))
    }
}

fn whole(response: Response<Bytes>) -> HttpResponse {
    let announced = response.headers().get(CONTENT_LENGTH).cloned();
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    let response = response.map(|text| Whole {
        length: announced.filter(|_| text.is_empty()).unwrap_or(text.len() as u64),
        text,
    });
    respond(response).map_into_boxed_body()
}

fn respond<B>(response: Response<B>) -> HttpResponse<B> {
    let (parts, body) = response.into_parts();
    let mut response = HttpResponse::with_body(status(parts.status), body);
    copy(&parts.headers, response.headers_mut());
    response
}

fn status(status: StatusCode) -> ActixStatus {
    ActixStatus::from_u16(status.as_u16()).unwrap_or(ActixStatus::INTERNAL_SERVER_ERROR)
}

fn copy(from: &HeaderMap, to: &mut ActixHeaders) {
    for (name, value) in from {
        // Both versions of `http` allow the same names and values.
        if let (Ok(name), Ok(value)) = (
            ActixName::from_bytes(name.as_str().as_bytes()),
            ActixValue::from_bytes(value.as_bytes()),
        ) {
            to.append(name, value);
        }
    }
}

impl Responder for Page {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        whole(self.into_http())
    }
}

#[cfg(feature = "cursor")]
impl Responder for Export {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self.0 {
            Answer::Page(page) => page.respond_to(request),
            Answer::All(all) => all.respond_to(request).map_into_boxed_body(),
        }
    }
}

impl Responder for Problem {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.error_response()
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> ActixStatus {
        status(self.status())
    }

    fn error_response(&self) -> HttpResponse {
        whole(self.clone().into_http())
    }
}

/// For handlers that have no other error; nobody is there to receive it.
impl ResponseError for Disconnected {}

impl Responder for MemoryReport {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        whole(self.into_http())
    }
}

#[cfg(not(feature = "axum"))]
#[diagnostic::do_not_recommend]
impl<E: Into<Error>> crate::error::status::Answer for E {}

impl<E: Into<Error>> ViaActix for &Tag<E> {
    fn velithon_status_by(&self) -> Actix {
        Actix
    }
}

#[cfg(not(feature = "axum"))]
impl<T, E: Into<Error>> ErrorProbe<Result<T, E>> {
    /// That of actix-web's response.
    pub const VELITHON_STATUS: Option<Status<E>> = Some(Status(status_of));
}

impl<E: Into<Error>> Answers<E> for Actix {
    fn status(self, error: E) -> StatusCode {
        status_of(error)
    }
}

fn status_of(error: impl Into<Error>) -> StatusCode {
    let status = error.into().error_response().status();
    StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
