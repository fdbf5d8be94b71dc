//! No item waits for another: over a socket, the client confirms each before the next is made.

use std::sync::Arc;

use axum::{Router, extract::State, routing};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Empty};
use hyper::{
    body::Incoming,
    client::conn::{http1, http2},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use velithon::{Emitter, stream_json};

const ITEMS: u32 = 20;

#[stream_json(formats = [array, ndjson, sse])]
async fn confirmed(State(confirmed): State<Arc<Semaphore>>, rows: &Emitter<u32>) {
    for item in 0..ITEMS {
        rows.emit(&item).await;
        confirmed.acquire().await.expect("a client").forget();
    }
}

async fn ask(socket: TcpStream, accept: &str, http_2: bool) -> Incoming {
    let io = TokioIo::new(socket);
    let request = Request::get("http://localhost/")
        .header("host", "localhost")
        .header("accept", accept)
        .body(Empty::<Bytes>::new())
        .unwrap();
    let response = if http_2 {
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        sender.send_request(request).await
    } else {
        let (mut sender, connection) = http1::handshake(io).await.unwrap();
        tokio::spawn(connection);
        sender.send_request(request).await
    };
    response.unwrap().into_body()
}

/// What stands around each item, and after the last.
type Text = (fn(u32) -> String, &'static str);

const FORMATS: [(&str, Text); 3] = [
    (
        "*/*",
        (|item| format!("{}{item}", if item == 0 { '[' } else { ',' }), "]"),
    ),
    ("application/x-ndjson", (|item| format!("{item}\n"), "")),
    (
        "text/event-stream",
        (
            |item| format!("data: {item}\n\n"),
            "event: end\ndata: {\"$end\":{\"count\":20}}\n\n",
        ),
    ),
];

#[tokio::test]
async fn the_client_confirms_an_item_before_the_next_is_made() {
    for http_2 in [false, true] {
        for (accept, (text, end)) in FORMATS {
            let semaphore = Arc::new(Semaphore::new(0));
            let app = Router::new()
                .route("/", routing::get(confirmed))
                .with_state(semaphore.clone());
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move { axum::serve(listener, app).await });
            let mut body = ask(TcpStream::connect(address).await.unwrap(), accept, http_2).await;
            for item in 0..ITEMS {
                // Were it held back, both sides would wait for ever.
                let frame = body.frame().await.unwrap().unwrap();
                assert_eq!(frame.into_data().unwrap(), text(item));
                semaphore.add_permits(1);
            }
            assert_eq!(body.collect().await.unwrap().to_bytes(), end);
        }
    }
}
