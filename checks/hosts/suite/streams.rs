//! When a client receives what, and what becomes of a handler without one.

use tokio::io::AsyncReadExt;
use velithon_test_support::Seen;

use super::{handlers::MANY, start};

#[tokio::test]
async fn an_item_is_on_the_wire_before_the_handler_waits_for_the_next() {
    for (accept, before, after) in [
        ("*/*", "", ""),
        ("application/x-ndjson", "", "\n"),
        ("text/event-stream", "data: ", "\n\n"),
    ] {
        let seen = Seen::default();
        let client = start(seen.clone()).await;
        let accept = format!("accept: {accept}\r\n");
        let mut socket = client.send("GET /stepwise HTTP/1.1", &accept).await;
        let mut received = Vec::new();
        for item in 0..3 {
            // The next item is not made before this one has arrived.
            seen.go(1);
            let item = format!("{before}{item}{after}\r\n");
            while !String::from_utf8_lossy(&received).contains(&item) {
                assert!(socket.read_buf(&mut received).await.unwrap() > 0);
            }
        }
        seen.go(1);
        socket.read_to_end(&mut received).await.unwrap();
        assert!(received.ends_with(b"\r\n0\r\n\r\n"));
    }
}

#[tokio::test]
async fn head_is_answered_like_get_without_a_body() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    for target in ["/small", "/rows?page=2", "/told?page=x", "/document/3", "/refused"] {
        let get = client.get(target).await;
        let head = client.ask(&format!("HEAD {target} HTTP/1.1"), "").await;
        assert_eq!((head.status(), &*head.text()), (get.status(), ""), "{target}");
        for name in ["content-length", "content-type", "link", "vary"] {
            assert_eq!(head.header(name), get.header(name), "{target}");
        }
    }
    let head = client.ask("HEAD /many HTTP/1.1", "").await;
    assert_eq!((head.status(), &*head.text(), head.header("content-length")), (200, "", None));
    // Its handler is dropped after the first chunk.
    seen.until_dropped().await;
}

#[tokio::test]
async fn a_status_without_content_has_none_on_the_wire() {
    let client = start(Seen::default()).await;
    for (status, length) in [(204, None), (205, Some("0")), (304, None)] {
        for method in ["GET", "HEAD"] {
            let line = format!("{method} /without-content/{status} HTTP/1.1");
            let answer = client.ask(&line, "").await;
            assert_eq!((answer.status(), &*answer.text()), (status, ""), "{line}");
            assert_eq!(answer.header("transfer-encoding"), None, "{line}");
            if method == "GET" {
                assert_eq!(answer.header("content-length"), length, "{line}");
            }
        }
    }
}

#[tokio::test]
async fn http_1_0_has_no_chunks_and_ends_with_the_connection() {
    let client = start(Seen::default()).await;
    for headers in ["", "connection: keep-alive\r\n"] {
        let array = client.ask("GET /many HTTP/1.0", headers).await;
        assert_eq!((array.status(), array.header("transfer-encoding")), (200, None));
        let numbers: Vec<u32> = serde_json::from_str(&array.text()).unwrap();
        assert!(numbers.into_iter().eq(0..MANY));
    }
}

#[tokio::test]
async fn a_handler_is_dropped_when_its_client_goes_away() {
    for target in ["/endless", "/idle"] {
        let seen = Seen::default();
        let client = start(seen.clone()).await;
        let mut socket = client.send(&format!("GET {target} HTTP/1.1"), "").await;
        let mut received = Vec::new();
        while !received.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
            assert!(socket.read_buf(&mut received).await.unwrap() > 0);
        }
        assert_eq!(seen.dropped(), 0);
        drop(socket);
        seen.until_dropped().await;
    }
}

#[tokio::test]
async fn a_handler_is_dropped_when_its_client_stops_reading() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    let mut socket = client.send("GET /stalling HTTP/1.1", "").await;
    seen.until_dropped().await;
    let mut received = Vec::new();
    while let Ok(1..) = socket.read_buf(&mut received).await {}
    assert!(!received.ends_with(b"0\r\n\r\n"), "what is cut short does not look whole");
}
