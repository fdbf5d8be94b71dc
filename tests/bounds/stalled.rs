//! A thousand clients that stop reading, over pipes in memory, which need no file descriptors and obey a paused clock.

use std::{convert::Infallible, time::Duration};

use futures::future::pending;
use http::{Request, Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    sync::mpsc,
    time::{Instant, sleep},
};
use velithon::{Emitter, RequestHead, stream_json};

use crate::{Verdict, counting};

const CLIENTS: usize = 1_000;
const PIPE: usize = 4 * 1024;
const CHUNK: usize = 8 * 1024;
const ITEM: usize = 1_000;

/// hyper waits for the client once this much text is in its queue.
const QUEUE: usize = 32 * 1024;

/// A chunk with room for the item that crosses its limit.
const BUFFER: usize = CHUNK + 4 * 1024;

/// Says when the handler that holds it is dropped.
struct Held(mpsc::UnboundedSender<()>);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[stream_json(chunk = "8KiB")]
async fn endless(_held: Held, rows: &Emitter<String>) {
    let item = "x".repeat(ITEM - 2);
    loop {
        rows.emit(&item).await;
    }
}

/// What it costs to have a connection, without any text.
#[stream_json]
async fn silent(_held: Held, rows: &Emitter<String>) {
    rows.commit().await;
    pending::<()>().await;
}

pub(crate) fn clients() -> Vec<Verdict> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(stop_reading())
}

async fn stop_reading() -> Vec<Verdict> {
    let (dropped, mut drops) = mpsc::unbounded_channel();
    let before = counting::bytes();
    let silent = connected("/silent", &dropped).await;
    let connection = (counting::bytes() - before) / CLIENTS;
    drop(silent);
    for _ in 0..CLIENTS {
        drops.recv().await.expect("a handler whose client has left");
    }

    let before = counting::bytes();
    let _clients = connected("/endless", &dropped).await;
    let stuck = Instant::now();
    let held = (counting::bytes() - before) / CLIENTS;
    let text = 2 * BUFFER + ITEM + QUEUE.div_ceil(CHUNK) * BUFFER + PIPE;
    let at_work = drops.is_empty();
    for _ in 0..CLIENTS {
        drops.recv().await.expect("a handler that is dropped");
    }
    let waited = stuck.elapsed();
    vec![
        Verdict::at_most(held, connection + text, "bytes a connection that is stuck"),
        if at_work && waited <= Duration::from_mins(1) {
            Verdict::Holds(format!("{CLIENTS} handlers dropped {waited:?} later"))
        } else {
            Verdict::Broken(format!("all at work: {at_work}; dropped {waited:?} later"))
        },
    ]
}

/// Clients whose responses have begun, and which read no more of them.
async fn connected(path: &str, dropped: &mpsc::UnboundedSender<()>) -> Vec<DuplexStream> {
    let mut clients = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        clients.push(begun(path, dropped.clone()).await);
    }
    // Under a paused clock, time passes when nobody has anything left to do.
    sleep(Duration::from_secs(1)).await;
    clients
}

async fn begun(path: &str, dropped: mpsc::UnboundedSender<()>) -> DuplexStream {
    let (mut client, server) = duplex(PIPE);
    let service = service_fn(move |request: Request<Incoming>| {
        let guard = Held(dropped.clone());
        let head = RequestHead::from(&request);
        async move {
            let stream = match request.uri().path() {
                "/silent" => silent(head, guard).await,
                _ => endless(head, guard).await,
            };
            Ok::<_, Infallible>(Response::from(stream))
        }
    });
    let connection = http1::Builder::new()
        .max_buf_size(QUEUE)
        .serve_connection(TokioIo::new(server), service);
    tokio::spawn(connection);
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    client.write_all(request.as_bytes()).await.expect("room for a request");
    let mut head = [0; 12];
    client.read_exact(&mut head).await.expect("a response");
    assert_eq!(&head, b"HTTP/1.1 200");
    client
}
