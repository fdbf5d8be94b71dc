use axum::{body::Body, extract::Request};
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
