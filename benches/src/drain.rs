use axum::{body::Body, extract::Request};
use futures::executor::block_on;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::Failure;
use crate::contenders::{Contender, Host};

/// What drained bodies consisted of.
pub(crate) struct Drained {
    pub(crate) bytes: usize,
    pub(crate) frames: u32,
}

/// Takes responses frame by frame, without a network or a runtime.
pub(crate) fn drain(contender: Contender, items: u32, responses: u32) -> Result<Drained, Failure> {
    let Host::Axum(app) = contender.host else {
        return Err(format!("{} has no application of axum", contender.name).into());
    };
    let app = app();
    let mut drained = Drained { bytes: 0, frames: 0 };
    for _ in 0..responses {
        let request = Request::get(format!("/{items}")).body(Body::empty())?;
        block_on(async {
            let mut body = app.clone().oneshot(request).await?.into_body();
            while let Some(frame) = body.frame().await {
                if let Some(data) = frame?.data_ref() {
                    drained.bytes += data.len();
                    drained.frames += 1;
                }
            }
            Ok::<_, Failure>(())
        })?;
    }
    Ok(drained)
}
