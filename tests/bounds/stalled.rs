//! A thousand clients that stop reading, over pipes in memory, which need no file descriptors and obey a paused clock.

mod http1;
mod http2;

use std::time::Duration;

use futures::future::pending;
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};
use velithon::{Emitter, JsonBody, RequestHead, stream_json};

use crate::{Verdict, counting};
use http1::Io;

const CLIENTS: usize = 1_000;

/// What a pipe holds of each direction.
const PIPE: usize = 4 * 1024;

const CHUNK: usize = 32 * 1024;

/// What one response may hold while its client reads nothing: three chunks, and what the libraries need beside.
const RESPONSE: usize = 3 * CHUNK + 32 * 1024;

/// What may be left of one after its client has stalled.
const AFTER_STALL: usize = 8 * 1024;

/// Says when the handler that holds it is dropped.
struct Held(mpsc::UnboundedSender<()>);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[stream_json]
async fn endless(_held: Held, rows: &Emitter<String>) {
    let item = "x".repeat(998);
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

async fn respond(request: Request<Incoming>, guard: Held) -> Response<JsonBody> {
    let head = RequestHead::from(&request);
    let stream = match request.uri().path() {
        "/silent" => silent(head, guard).await,
        _ => endless(head, guard).await,
    };
    Response::from(stream)
}

pub(crate) fn over_http1() -> Vec<Verdict> {
    measure(&async |path, dropped| http1::connect(path, Io::Vectored, dropped).await)
}

/// As over TLS, whose streams take one buffer at a time: hyper copies into one of its own unless it is told `writev(true)`.
pub(crate) fn over_http1_with_tls() -> Vec<Verdict> {
    measure(&async |path, dropped| http1::connect(path, Io::Plain, dropped).await)
}

pub(crate) fn over_http2() -> Vec<Verdict> {
    measure(&async |path, dropped| http2::connect(path, dropped).await)
}

/// What clients hold whose responses have begun, and which read no more of them; and what is left after the stall.
fn measure<C>(connect: &impl AsyncFn(&'static str, &mpsc::UnboundedSender<()>) -> C) -> Vec<Verdict> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(async {
        let (dropped, mut drops) = mpsc::unbounded_channel();
        let before = counting::bytes();
        let silent = settled(connect("/silent", &dropped).await).await;
        let connection = (counting::bytes() - before) / CLIENTS;
        drop(silent);
        for _ in 0..CLIENTS {
            drops.recv().await.expect("a handler whose client has left");
        }

        let before = counting::bytes();
        let clients = settled(connect("/endless", &dropped).await).await;
        let stuck = Instant::now();
        let held = (counting::bytes() - before) / CLIENTS;
        let at_work = drops.is_empty();
        for _ in 0..CLIENTS {
            drops.recv().await.expect("a handler that is dropped");
        }
        let waited = stuck.elapsed();
        sleep(Duration::from_secs(2)).await;
        let left = counting::bytes().saturating_sub(before) / CLIENTS;
        drop(clients);
        vec![
            Verdict::at_most(
                held.saturating_sub(connection),
                RESPONSE,
                "bytes a response that is stuck",
            ),
            if at_work && waited <= Duration::from_secs(60) {
                Verdict::Holds(format!("{CLIENTS} handlers dropped {waited:?} later"))
            } else {
                Verdict::Broken(format!("all at work: {at_work}; dropped {waited:?} later"))
            },
            Verdict::at_most(
                left,
                AFTER_STALL + 2 * PIPE,
                "bytes of each two seconds after the stall, its pipe in this test included",
            ),
        ]
    })
}

/// Under a paused clock, time passes when nobody has anything left to do.
async fn settled<C>(clients: C) -> C {
    sleep(Duration::from_secs(1)).await;
    clients
}
