use std::{
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use h2::client::{Builder, ResponseFuture};
use http::Request;
use hyper::{server::conn::http2, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf, duplex},
    sync::mpsc,
    task::JoinHandle,
};

use super::{CLIENTS, Held, PIPE, respond};

/// A server allows two hundred unless it is told otherwise.
const STREAMS: usize = 200;

/// A client's connection, from which it can stop reading.
struct Pipe {
    io: DuplexStream,
    stopped: Arc<AtomicBool>,
}

impl AsyncRead for Pipe {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        // It never reads again, so nobody has to be woken.
        if self.stopped.load(Ordering::Relaxed) {
            return Poll::Pending;
        }
        Pin::new(&mut self.io).poll_read(cx, buf)
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

/// A connection whose client grants the largest windows there are, and reads nothing.
pub(super) struct Client {
    connection: JoinHandle<()>,
    _responses: Vec<ResponseFuture>,
}

impl Drop for Client {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

/// Connections with as many streams as a server allows.
pub(super) async fn connect(path: &'static str, dropped: &mpsc::UnboundedSender<()>) -> Vec<Client> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS / STREAMS {
        clients.push(begun(path, dropped.clone()).await);
    }
    clients
}

async fn begun(path: &'static str, dropped: mpsc::UnboundedSender<()>) -> Client {
    let (client, server) = duplex(PIPE);
    let service = service_fn(move |request| {
        let held = Held(dropped.clone());
        async { Ok::<_, Infallible>(respond(request, held).await) }
    });
    tokio::spawn(http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(server), service));

    let stopped = Arc::new(AtomicBool::new(false));
    let pipe = Pipe {
        io: client,
        stopped: stopped.clone(),
    };
    let largest = (1 << 31) - 1;
    let handshake = Builder::new()
        .initial_window_size(largest)
        .initial_connection_window_size(largest)
        .handshake::<_, bytes::Bytes>(pipe);
    let (requests, connection) = handshake.await.expect("a server of HTTP/2");
    let connection = tokio::spawn(async move {
        // It ends with the test.
        let _ = connection.await;
    });
    // The settings have to arrive before the client goes deaf.
    let mut requests = requests.ready().await.expect("a connection");
    tokio::task::yield_now().await;
    let mut responses = Vec::new();
    for stream in 0..STREAMS {
        if stream == 1 {
            stopped.store(true, Ordering::Relaxed);
        }
        let request = Request::get(format!("http://localhost{path}")).body(());
        let (response, _) = requests
            .send_request(request.expect("a request"), true)
            .expect("a stream");
        responses.push(response);
        requests = requests.ready().await.expect("a connection");
    }
    Client {
        connection,
        _responses: responses,
    }
}
