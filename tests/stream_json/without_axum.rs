//! The same runtime without a framework: bare hyper, and a host that keeps its handlers on one thread.

use std::{cell::RefCell, convert::Infallible, rc::Rc};

use futures::future::{Ready, ready};
use http::{Request, Response};
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use velithon::{Emitter, RequestHead, stream_json};

#[stream_json]
async fn numbers(until: u32, rows: &Emitter<u32>) {
    rows.emit_all(0..until).await;
}

async fn serve_one(listener: TcpListener) {
    let (socket, _) = listener.accept().await.unwrap();
    let service = service_fn(async |request: Request<Incoming>| {
        let until = request.uri().query().unwrap_or("0").parse().unwrap();
        let stream = numbers(RequestHead::from(&request), until).await;
        Ok::<_, Infallible>(Response::from(stream))
    });
    http1::Builder::new()
        .serve_connection(TokioIo::new(socket), service)
        .await
        .unwrap();
}

#[tokio::test]
async fn bare_hyper_serves_a_handler() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = serve_one(listener);
    let client = async {
        let mut socket = TcpStream::connect(address).await.unwrap();
        let request = b"GET /?3 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        socket.write_all(request).await.unwrap();
        let mut response = String::new();
        socket.read_to_string(&mut response).await.unwrap();
        response
    };
    let ((), response) = futures::join!(server, client);
    assert!(response.starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(response.contains("content-length: 7\r\n"));
    assert!(response.ends_with("\r\n\r\n[0,1,2]"));
}

/// What a handler of such a host may hold across an `await`.
type Shared = Rc<RefCell<Vec<u32>>>;

fn shared() -> Ready<Shared> {
    ready(Rc::new(RefCell::new((0..20_000).collect())))
}

#[expect(clippy::await_holding_refcell_ref, reason = "nobody writes to it")]
#[stream_json(?Send)]
async fn emitted(numbers: Shared, rows: &Emitter<u32>) {
    let held = numbers.borrow();
    for number in held.iter() {
        rows.emit(number).await;
    }
}

#[stream_json(?Send)]
async fn returned(numbers: Shared) -> Result<impl Iterator<Item = u32>, Infallible> {
    let again = Rc::clone(&numbers);
    Ok((0..numbers.borrow().len()).map(move |at| again.borrow()[at]))
}

#[tokio::test]
async fn a_handler_that_is_not_send_streams_on_its_own_thread() {
    let head = || RequestHead::from(&Request::get("/").body(()).unwrap());
    let emitted = Response::from(emitted(head(), shared().await).await);
    let returned = Response::from(returned(head(), shared().await).await.unwrap());
    for response in [emitted, returned] {
        let text = response.into_body().collect().await.unwrap().to_bytes();
        let numbers: Vec<u32> = serde_json::from_slice(&text).unwrap();
        assert!(numbers.into_iter().eq(0..20_000));
    }
}
