//! Counts the calls that write to a connection. `/proc/PID/io` has a figure of that name, but leaves `send` out.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering},
    task::{Context, Poll},
};

use axum::serve::Listener;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

static WRITES: AtomicU32 = AtomicU32::new(0);

pub(super) fn writes() -> u32 {
    WRITES.load(Ordering::Relaxed)
}

/// A listener, or a connection of it, whose writes are counted.
pub(super) struct Counted<I>(I);

impl<I> Counted<I> {
    pub(super) fn new(inner: I) -> Self {
        Self(inner)
    }
}

impl Listener for Counted<TcpListener> {
    type Io = Counted<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        let (connection, address) = Listener::accept(&mut self.0).await;
        // With Nagle's algorithm a small write waits for a delayed acknowledgement, which takes 40 ms: seldom seen of a
        // last chunk over HTTP/1.1, often of HTTP/2's frames.
        let _ = connection.set_nodelay(true);
        (Counted(connection), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl AsyncRead for Counted<TcpStream> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Counted<TcpStream> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.0).poll_write(cx, bytes);
        note(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.0).poll_write_vectored(cx, slices);
        note(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

fn note(written: &Poll<io::Result<usize>>) {
    if matches!(written, Poll::Ready(Ok(_))) {
        WRITES.fetch_add(1, Ordering::Relaxed);
    }
}
