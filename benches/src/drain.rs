use std::error::Error;

use axum::{body::Body, extract::Request};
use futures::executor::block_on;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::contenders::Contender;

/// What a drained body consisted of.
pub(crate) struct Drained {
    pub(crate) bytes: usize,
    pub(crate) frames: u32,
}

/// Takes a response frame by frame, without a network or a runtime.
pub(crate) fn drain(contender: Contender, count: u32) -> Result<Drained, Box<dyn Error>> {
    let request = Request::get(format!("/{count}")).body(Body::empty())?;
    block_on(async {
        let mut body = contender.app().oneshot(request).await?.into_body();
        let mut drained = Drained { bytes: 0, frames: 0 };
        while let Some(frame) = body.frame().await {
            if let Some(data) = frame?.data_ref() {
                drained.bytes += data.len();
                drained.frames += 1;
            }
        }
        Ok(drained)
    })
}
