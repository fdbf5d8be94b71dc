//! What only actix-web has.

use std::{cell::RefCell, rc::Rc};

use ::hyper::client::conn::http2;
use actix_web::{HttpRequest, Responder, body::to_bytes, get, test::TestRequest, web};
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use velithon::{Emitter, PageItems, PageRequest, RequestHead, paginate, stream_json};
use velithon_test_support::{Client, Seen};

use super::{Failed, failed, serve};

#[get("/above")]
#[stream_json]
async fn above(rows: &Emitter<u32>) -> Result<(), Failed> {
    rows.emit_all(0..3).await;
    Ok(())
}

#[stream_json]
#[get("/below")]
async fn below(rows: &Emitter<u32>) {
    rows.emit_all(0..3).await;
}

#[get("/pages/above")]
#[paginate(size = 3)]
async fn page_above(page: PageRequest) -> PageItems<i64> {
    PageItems::new((page.offset()..page.offset() + page.limit()).collect())
}

#[paginate(size = 3)]
#[get("/pages/below")]
async fn page_below() -> impl Iterator<Item = u64> {
    0..
}

/// A request is not `Send`, and neither is what the handler keeps across an `await`.
#[expect(clippy::await_holding_refcell_ref, reason = "nobody else borrows it")]
#[stream_json(?Send, formats = [array, ndjson])]
#[get("/local/{until}")]
async fn on_its_thread(request: HttpRequest, until: web::Path<u32>, rows: &Emitter<u32>) -> Result<(), Failed> {
    let until = Rc::new(RefCell::new(until.into_inner()));
    let kept = until.borrow();
    rows.emit_all(0..*kept).await;
    if request.query_string() == "fail" {
        return Err(failed());
    }
    Ok(())
}

#[paginate(size = 3)]
#[get("/pages/local")]
async fn page_local(request: HttpRequest) -> Result<Vec<String>, Failed> {
    if request.query_string().contains("fail") {
        return Err(failed());
    }
    Ok(vec![request.path().to_owned()])
}

#[stream_json(?Send, stall = "50ms")]
#[get("/stalling")]
async fn stalling(_request: HttpRequest, seen: web::Data<Seen>, rows: &Emitter<String>) {
    let _guard = seen.guard();
    loop {
        rows.emit_owned("x".repeat(1000)).await;
    }
}

type Number = web::Data<u32>;

/// As many extractors as fit beside the head.
#[expect(
    clippy::many_single_char_names,
    clippy::too_many_arguments,
    reason = "that is the point"
)]
#[stream_json]
#[get("/fifteen")]
async fn fifteen(
    a: Number,
    b: Number,
    c: Number,
    d: Number,
    e: Number,
    f: Number,
    g: Number,
    h: Number,
    i: Number,
    rows: &Emitter<u32>,
    j: Number,
    k: Number,
    l: Number,
    m: Number,
    n: Number,
    o: Number,
) {
    for number in [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] {
        rows.emit(&number).await;
    }
}

fn start(seen: &Seen) -> Client {
    let seen = web::Data::new(seen.clone());
    serve(move |config| {
        config.app_data(seen.clone()).app_data(web::Data::new(7_u32));
        config
            .service(above)
            .service(below)
            .service(page_above)
            .service(page_below);
        config
            .service(on_its_thread)
            .service(page_local)
            .service(stalling)
            .service(fifteen);
    })
}

#[tokio::test]
async fn a_route_attribute_stands_above_or_below() {
    let client = start(&Seen::default());
    for target in ["/above", "/below"] {
        assert_eq!(client.get(target).await.ok().text(), "[0,1,2]");
    }
    for target in ["/pages/above?page=2", "/pages/below?page=2"] {
        assert_eq!(client.get(target).await.ok().items(), [3, 4, 5]);
    }
}

#[tokio::test]
async fn a_handler_has_fifteen_extractors_beside_the_head() {
    let answer = start(&Seen::default()).get("/fifteen").await.ok();
    assert_eq!(serde_json::from_str::<Vec<u32>>(&answer.text()).unwrap(), [7; 15]);
}

#[tokio::test]
async fn a_handler_may_hold_a_request_and_what_else_stays_on_its_thread() {
    let client = start(&Seen::default());
    for until in [3, 20_000] {
        let array = client.get(&format!("/local/{until}")).await.ok();
        assert!(
            serde_json::from_str::<Vec<u32>>(&array.text())
                .unwrap()
                .into_iter()
                .eq(0..until)
        );
    }
    let page = client.get("/pages/local").await.ok();
    assert_eq!(page.json()["items"], serde_json::json!(["/pages/local"]));
    assert_eq!(client.get("/pages/local?fail").await.status(), 418);
    assert_eq!(client.get("/local/3?fail").await.status(), 418);
    let late = client.get_as("/local/20000?fail", "application/jsonl").await;
    assert!(
        !late.is_whole()
            && late
                .text()
                .ends_with("{\"$error\":{\"title\":\"I'm a teapot\",\"status\":418}}\n")
    );
}

#[tokio::test]
async fn a_handler_that_stays_on_its_thread_is_taken_from_a_client_that_stops_reading() {
    let seen = Seen::default();
    let client = start(&seen);
    let socket = client.send("GET /stalling HTTP/1.1", "").await;
    seen.until_dropped().await;
    drop(socket);
}

#[tokio::test]
async fn a_response_can_be_made_where_no_task_stays_on_its_thread() {
    #[stream_json(?Send)]
    async fn many(rows: &Emitter<u32>) {
        rows.emit_all(0..20_000).await;
    }

    let head = RequestHead::new(http::Method::GET, http::Uri::from_static("/"));
    let request = TestRequest::default().to_http_request();
    let response = many(head).await.respond_to(&request);
    let text = to_bytes(response.into_body()).await.unwrap();
    assert_eq!(serde_json::from_slice::<Vec<u32>>(&text).unwrap().len(), 20_000);
}

#[tokio::test]
async fn http_2_shows_a_late_error_by_a_reset() {
    let Client(address) = super::start(Seen::default()).await;
    let socket = TokioIo::new(TcpStream::connect(address).await.unwrap());
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), socket).await.unwrap();
    tokio::spawn(connection);
    let mut ask = async |target: &str| {
        let request = http::Request::get(format!("http://{address}{target}"));
        let request = request
            .header("accept", "application/x-ndjson")
            .body(Empty::<Bytes>::new());
        sender.send_request(request.unwrap()).await.unwrap()
    };
    for items in [0, 3, 20_000] {
        let mut body = ask(&format!("/fails/error,{items}")).await.into_body();
        let mut text = Vec::new();
        let failure = loop {
            match body.frame().await.expect("the stream is reset before it ends") {
                Ok(frame) => text.extend_from_slice(&frame.into_data().unwrap()),
                Err(failure) => break failure,
            }
        };
        assert!(failure.to_string().contains("error"), "{failure}");
        let text = String::from_utf8(text).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert!(lines.len() <= items + 1, "items, and a record if it came through");
    }
    let whole = ask("/many").await.into_body().collect().await.unwrap().to_bytes();
    assert!(String::from_utf8_lossy(&whole).lines().count() == 20_000);
}
