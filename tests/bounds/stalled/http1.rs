use std::{
    convert::Infallible,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf, duplex},
    sync::mpsc,
};

use super::{CLIENTS, Held, PIPE, respond};

/// How a server's connection takes what is written.
#[derive(Clone, Copy)]
pub(super) enum Io {
    /// Several buffers at once, as a socket does.
    Vectored,
    /// One at a time, as a TLS stream does.
    Plain,
}

/// The server's end of a pipe.
struct Server(DuplexStream, Io);

impl AsyncRead for Server {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for Server {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.1 {
            Io::Vectored => Pin::new(&mut self.0).poll_write_vectored(cx, bufs),
            Io::Plain => {
                let first = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[][..], |buf| buf);
                Pin::new(&mut self.0).poll_write(cx, first)
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        matches!(self.1, Io::Vectored)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// Connections, each with a response that has begun.
pub(super) async fn connect(path: &'static str, io: Io, dropped: &mpsc::UnboundedSender<()>) -> Vec<DuplexStream> {
    let mut clients = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        clients.push(begun(path, io, dropped.clone()).await);
    }
    clients
}

async fn begun(path: &'static str, io: Io, dropped: mpsc::UnboundedSender<()>) -> DuplexStream {
    let (mut client, server) = duplex(PIPE);
    let service = service_fn(move |request| {
        let held = Held(dropped.clone());
        async { Ok::<_, Infallible>(respond(request, held).await) }
    });
    let mut http = http1::Builder::new();
    if let Io::Plain = io {
        http.writev(true);
    }
    tokio::spawn(http.serve_connection(TokioIo::new(Server(server, io)), service));
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    client.write_all(request.as_bytes()).await.expect("room for a request");
    let mut head = [0; 12];
    client.read_exact(&mut head).await.expect("a response");
    assert_eq!(&head, b"HTTP/1.1 200");
    client
}
