use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Request, StatusCode, header::ACCEPT},
};
use futures::executor::block_on;
use http_body_util::BodyExt;
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// What an application answers; `None` where no request can look so.
pub fn get(app: &Router, uri: &[u8], accept: &[&[u8]]) -> Option<Answer> {
    let mut request = Request::get(uri);
    for line in accept {
        request = request.header(ACCEPT, HeaderValue::from_bytes(line).ok()?);
    }
    let request = request.body(Body::empty()).ok()?;
    Some(block_on(async {
        let response = app
            .clone()
            .oneshot(request)
            .await
            .unwrap_or_else(|never| match never {});
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer {
            status: head.status,
            headers: head.headers,
            body: body.into(),
        }
    }))
}
