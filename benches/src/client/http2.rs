//! The same over HTTP/2, read by hyper: one connection, a stream for each of the load's connections.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{body::Body, extract::Request};
use futures::future::try_join_all;
use http_body_util::BodyExt;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;

use crate::Failure;
use crate::scene::Load;

pub(super) fn run(address: SocketAddr, load: Load) -> Result<Duration, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http2::Builder::new(TokioExecutor::new())
            .handshake(TokioIo::new(stream))
            .await?;
        tokio::spawn(connection);
        let start = Instant::now();
        let responses = (0..load.connections).map(|_| {
            let mut sender = sender.clone();
            async move {
                for _ in 0..load.responses {
                    let request = Request::get(format!("http://localhost/{}", load.items)).body(Body::empty())?;
                    let response = sender.send_request(request).await?;
                    if !response.status().is_success() {
                        return Err(format!("the response is not a success: {}", response.status()).into());
                    }
                    let mut body = response.into_body();
                    while let Some(frame) = body.frame().await {
                        frame?;
                    }
                }
                Ok::<_, Failure>(())
            }
        });
        try_join_all(responses).await?;
        Ok(start.elapsed())
    })
}
