//! A server whose responses are whole, fail late or end with their process, for the bed of proxies and clients.
//!
//! Its standard input is a socket that listens already. So another process can take over on the same port when this one is
//! killed, and no client meets a closed port.

mod pages;
mod streams;

use std::{io, net::TcpListener, os::fd::AsFd};

use axum::{Router, routing::get, serve::ListenerExt};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::from(io::stdin().as_fd().try_clone_to_owned()?);
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let listener = listener.tap_io(|client| {
        if let Err(error) = client.set_nodelay(true) {
            eprintln!("a client's socket delays small chunks: {error}");
        }
    });
    let app = Router::new()
        .route("/plain/{ending}", get(streams::plain))
        .route("/record/{ending}", get(streams::record))
        .route("/tail", get(streams::tail))
        .route("/users", get(pages::users));
    axum::serve(listener, app).await
}
