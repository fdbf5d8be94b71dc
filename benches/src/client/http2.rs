//! The same over HTTP/2, read by hyper: one connection, a stream for each of the load's connections.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{body::Body, extract::Request};
use bytes::Bytes;
use futures::future::try_join_all;
use http_body_util::BodyExt;
use hyper::{
    body::Incoming,
    client::conn::http2::{self, SendRequest},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{net::TcpStream, runtime::Runtime};

use super::length::expect;
use crate::failure::Failure;
use crate::load::Load;

/// How much of a response a server may send before it is told that some of it was taken: about what browsers grant. With
/// the protocol's own 64 KiB it would wait for the reader after every second chunk, and that waiting would be measured.
const WINDOW: u32 = 2 * 1024 * 1024;

/// The same for the connection, and twice what may be lost to frames: h2 ends a connection whose unread frames of fewer
/// than 256 bytes fall short of them by more than half of this. A peer that sends each item in a frame of its own does,
/// by 197 bytes for every 59, which is 7 MB in a full window.
const CONNECTION_WINDOW: u32 = 16 * 1024 * 1024;

pub(super) fn run(address: SocketAddr, load: Load, bytes: usize) -> Result<Duration, Failure> {
    runtime()?.block_on(async {
        let sender = connect(address).await?;
        let start = Instant::now();
        let responses = (0..load.connections).map(|_| {
            let mut sender = sender.clone();
            async move {
                for _ in 0..load.responses {
                    let mut body = ask(&mut sender, load.items).await?;
                    let mut taken = 0;
                    while let Some(frame) = body.frame().await {
                        taken += frame?.data_ref().map_or(0, Bytes::len);
                    }
                    expect(taken, bytes)?;
                }
                Ok::<_, Failure>(())
            }
        });
        try_join_all(responses).await?;
        Ok(start.elapsed())
    })
}

pub(super) fn fetch(address: SocketAddr, count: u32) -> Result<Vec<u8>, Failure> {
    runtime()?.block_on(async {
        let body = ask(&mut connect(address).await?, count).await?;
        Ok(body.collect().await?.to_bytes().into())
    })
}

fn runtime() -> Result<Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Body>, Failure> {
    let stream = TcpStream::connect(address).await?;
    // As the server's: a frame that tells it to go on must not wait until something else was acknowledged.
    stream.set_nodelay(true)?;
    let (sender, connection) = http2::Builder::new(TokioExecutor::new())
        .initial_stream_window_size(WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .handshake(TokioIo::new(stream))
        .await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn ask(sender: &mut SendRequest<Body>, count: u32) -> Result<Incoming, Failure> {
    let request = Request::get(format!("http://localhost/{count}")).body(Body::empty())?;
    let response = sender.send_request(request).await?;
    if !response.status().is_success() {
        return Err(format!("the response is not a success: {}", response.status()).into());
    }
    Ok(response.into_body())
}
