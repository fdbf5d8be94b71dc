use axum::{Router, body::Body, extract::Request, http::header::LINK};
use bytes::Bytes;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::contenders::{Contender, Host};
use crate::failure::Failure;

/// Reads responses frame by frame, without a network, in a runtime with the timers of a server's, so that the stall guard
/// runs as it does there. Each response has to succeed, and to have `bytes` bytes where that is `Some`.
pub(crate) fn drain(
    contender: Contender,
    items: u32,
    responses: u32,
    bytes: Option<usize>,
    mut take: impl FnMut(&Bytes),
) -> Result<(), Failure> {
    let name = contender.name;
    let Host::Axum(app) = contender.host else {
        return Err(format!("{name} has no application of axum").into());
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let app = app();
        for _ in 0..responses {
            let request = Request::get(format!("/{items}")).body(Body::empty())?;
            let response = app.clone().oneshot(request).await?;
            if !response.status().is_success() {
                return Err(format!("{name} answers with {}", response.status()).into());
            }
            let (mut body, mut taken) = (response.into_body(), 0);
            while let Some(frame) = body.frame().await {
                if let Some(data) = frame?.data_ref() {
                    taken += data.len();
                    take(data);
                }
            }
            if let Some(bytes) = bytes.filter(|bytes| *bytes != taken) {
                return Err(format!("{name} sends {taken} bytes where {bytes} were expected").into());
            }
        }
        Ok(())
    })
}

/// Asks an application for one path, `requests` times, in process. Returns the last `Link` header and body.
pub(crate) fn pages(app: impl FnOnce() -> Router, path: &str, requests: u32) -> Result<(String, Bytes), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let _entered = runtime.enter();
    let app = app();
    let mut last = (String::new(), Bytes::new());
    for _ in 0..requests {
        let request = Request::get(path).body(Body::empty())?;
        let response = runtime.block_on(app.clone().oneshot(request))?;
        let (head, body) = response.into_parts();
        if !head.status.is_success() {
            return Err(format!("{path} is answered with {}", head.status).into());
        }
        let body = runtime.block_on(body.collect())?.to_bytes();
        let link = head.headers.get(LINK).map(|link| link.to_str().map(str::to_owned));
        last = (link.transpose()?.unwrap_or_default(), body);
    }
    Ok(last)
}
