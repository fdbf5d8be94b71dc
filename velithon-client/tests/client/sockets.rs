//! Over real sockets, by reqwest: responses that the store sent, over HTTP/1.0 and 1.1, and by hyper over HTTP/2, cut at every
//! byte.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures::StreamExt;
use http_body_util::Full;
use hyper::{Request, Response, body::Incoming, server::conn::http2, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use reqwest::redirect::Policy;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex},
    net::{TcpListener, TcpStream},
};
use velithon_client::{Error, Next, Proof, Reason, get};

use crate::support::read;

/// A server that sends these bytes to whoever connects, and closes, well or by a reset.
async fn send(listener: &TcpListener, bytes: &[u8], is_reset: bool) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = [0; 2048];
    // The request comes in one piece: it is short, and the client waits.
    let _ = stream.read(&mut request).await.unwrap();
    // The client may be content before all of it is written.
    let _ = stream.write_all(bytes).await;
    let _ = stream.flush().await;
    end(stream, is_reset).await;
}

async fn end(mut stream: TcpStream, is_reset: bool) {
    if is_reset {
        stream.set_zero_linger().unwrap();
        return;
    }
    let _ = stream.shutdown().await;
    // Until the client leaves: a close with unread bytes would be a reset.
    let _ = stream.read_to_end(&mut Vec::new()).await;
}

/// The rows of one response: where a page leads is not gone.
async fn rows(client: &reqwest::Client, name: &str, url: &str) -> (Vec<Value>, Result<Option<Proof>, Error>) {
    let mut get = get::<Value>(client, url);
    if name.starts_with("page") {
        get = get.next(Next::by(|_| None));
    }
    read(get.rows().at_once()).await
}

/// Cuts a response at every byte.
///
/// Its cuts are shared among a few connections at a time: almost all of the time is one side waiting for the other.
async fn cut_everywhere(client: &reqwest::Client, name: &str, response: &[u8], sent: &[Value]) {
    const AT_ONCE: usize = 8;
    let some = (0..AT_ONCE).map(|first| {
        let cuts = (first..=response.len()).step_by(AT_ONCE);
        cut_at(client, name, response, sent, cuts)
    });
    futures::future::join_all(some).await;
}

async fn cut_at(
    client: &reqwest::Client,
    name: &str,
    response: &[u8],
    sent: &[Value],
    cuts: impl Iterator<Item = usize>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    for cut in cuts {
        for is_reset in [false, true] {
            let ((), (rows, end)) =
                futures::join!(send(&listener, &response[..cut], is_reset), rows(client, name, &url));
            assert!(sent.starts_with(&rows), "{name} cut at {cut}");
            match end {
                Ok(_) => assert_eq!(rows.len(), sent.len(), "{name} cut at {cut} of {}", response.len()),
                // A reset takes away what the client has not read.
                Err(error) => {
                    assert!(error.is_truncated(), "{name} cut at {cut}: {error:?}");
                    assert!(
                        cut < response.len() || is_reset || name == "lines, closed",
                        "{name}: {error:?}"
                    );
                }
            }
        }
    }
}

fn http1() -> reqwest::Client {
    reqwest::Client::builder()
        .pool_max_idle_per_host(0)
        .no_proxy()
        .build()
        .unwrap()
}

fn values(text: &str) -> Vec<Value> {
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("data: ").or(Some(line)));
    lines
        .filter_map(|line| serde_json::from_str(line).ok())
        // Sizes of chunks are numbers.
        .filter(|row: &Value| row.is_object() && row.get("$end").is_none() && row.get("$mark").is_none())
        .collect()
}

fn array() -> Vec<Value> {
    serde_json::from_str(include_str!("../corpus/array.json")).unwrap()
}

/// A body with another head than the one that was recorded.
fn with_head(head: &str, body: &str) -> Vec<u8> {
    format!("{head}\r\n\r\n{body}").into_bytes()
}

fn chunked(media_type: &str, body: &str) -> Vec<u8> {
    let (first, second) = body.split_at(body.len() / 2);
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked");
    let chunk = |text: &str| format!("{:X}\r\n{text}\r\n", text.len());
    with_head(&head, &format!("{}{}0\r\n\r\n", chunk(first), chunk(second)))
}

/// A response as it was on the wire, by the store, to each version of HTTP.
macro_rules! recorded {
    ($kind:literal) => {
        [
            include_bytes!(concat!("../corpus/", $kind, "-1.0.http")).as_slice(),
            include_bytes!(concat!("../corpus/", $kind, "-1.1.http")).as_slice(),
        ]
    };
}

#[tokio::test]
async fn what_the_store_sent_over_http_1_is_never_taken_for_whole_before_it_is() {
    let page: Value = serde_json::from_str(include_str!("../corpus/page.json")).unwrap();
    let page = page["people"].as_array().unwrap();
    let people = values(include_str!("../corpus/people.jsonl"));
    let kinds = [
        ("array", recorded!("array"), Some(array())),
        ("lines", recorded!("lines"), Some(array())),
        ("page", recorded!("page"), Some(page.clone())),
        ("export", recorded!("export"), Some(people.clone())),
        ("export-events", recorded!("export-events"), Some(people)),
        // Each connection had the events that there were then.
        ("events", recorded!("events"), None),
    ];
    for (kind, versions, sent) in kinds {
        for (version, response) in ["1.0", "1.1"].into_iter().zip(versions) {
            let name = format!("{kind} {version}");
            let of_this = || values(str::from_utf8(response).unwrap());
            let sent = sent.clone().unwrap_or_else(of_this);
            assert!(sent.len() >= 3, "{name}");
            cut_everywhere(&http1(), &name, response, &sent).await;
        }
    }
}

#[tokio::test]
async fn bodies_without_a_length_end_by_their_chunks_or_by_nothing() {
    let lines = include_str!("../corpus/lines.jsonl");
    let export = include_str!("../corpus/export.jsonl");
    let closed = |media_type: &str, body| with_head(&format!("HTTP/1.0 200 OK\r\ncontent-type: {media_type}"), body);
    for (name, response, sent) in [
        ("lines, chunked", chunked("application/jsonl", lines), array()),
        (
            "array, chunked",
            chunked("application/json", include_str!("../corpus/array.json")),
            array(),
        ),
        ("export, chunked", chunked("application/jsonl", export), values(export)),
        ("export, closed", closed("application/jsonl", export), values(export)),
        (
            "array, closed",
            closed("application/json", include_str!("../corpus/array.json")),
            array(),
        ),
        ("lines, closed", closed("application/jsonl", lines), array()),
    ] {
        cut_everywhere(&http1(), name, &response, &sent).await;
    }
}

/// The bytes that hyper answers a client with over HTTP/2, as they are on the wire.
async fn recorded_over_http_2(media_type: &'static str, body: &'static str) -> Vec<u8> {
    let (client, server) = duplex(1 << 20);
    let (mut server_read, mut server_write) = tokio::io::split(server);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serve = http2::Builder::new(TokioExecutor::new()).serve_connection(
        TokioIo::new(client),
        service_fn(move |_: Request<Incoming>| async move {
            let response = Response::builder().header("content-type", media_type);
            Ok::<_, Infallible>(response.body(Full::new(bytes::Bytes::from(body))).unwrap())
        }),
    );
    let serve = tokio::spawn(serve);
    let client = http2_client();
    let url = format!("http://{address}/x");
    let (bytes, ()) = futures::join!(
        async {
            let (stream, _) = listener.accept().await.unwrap();
            let (mut read, mut write) = stream.into_split();
            let up = tokio::spawn(async move { tokio::io::copy(&mut read, &mut server_write).await });
            let mut bytes = Vec::new();
            let mut buffer = [0; 4096];
            // Until the client has what it wants, and leaves.
            while let Ok(count) = server_read.read(&mut buffer).await {
                if count == 0 {
                    break;
                }
                bytes.extend_from_slice(&buffer[..count]);
                if write.write_all(&buffer[..count]).await.is_err() {
                    break;
                }
                if up.is_finished() {
                    break;
                }
            }
            bytes
        },
        async {
            let (rows, end) = rows(&client, media_type, &url).await;
            drop(client);
            assert!(end.is_ok() && !rows.is_empty());
        }
    );
    serve.abort();
    bytes
}

fn http2_client() -> reqwest::Client {
    reqwest::Client::builder()
        .http2_prior_knowledge()
        .pool_max_idle_per_host(0)
        .no_proxy()
        .build()
        .unwrap()
}

/// The settings, their acknowledgement and the response on the first stream: what it answers does not depend on when the
/// client says what.
#[tokio::test]
async fn what_is_sent_over_http_2_is_never_taken_for_whole_before_it_is() {
    let export = include_str!("../corpus/export.jsonl");
    for (name, media_type, body, sent) in [
        (
            "array",
            "application/json",
            include_str!("../corpus/array.json"),
            array(),
        ),
        (
            "lines",
            "application/jsonl",
            include_str!("../corpus/lines.jsonl"),
            array(),
        ),
        ("export", "application/jsonl", export, values(export)),
        (
            "events",
            "text/event-stream",
            include_str!("../corpus/export.txt"),
            values(export),
        ),
    ] {
        let response = recorded_over_http_2(media_type, body).await;
        let end = response
            .windows(body.len())
            .position(|text| text == body.as_bytes())
            .unwrap()
            + body.len();
        cut_everywhere(&http2_client(), name, &response[..end], &sent).await;
    }
}

/// Answers whoever connects, and counts the requests that have the header `x-api-key`.
async fn count_secrets(listener: TcpListener, response: Vec<u8>, secrets: Arc<AtomicUsize>) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") && stream.read_buf(&mut request).await.unwrap() > 0 {}
        if request.windows(9).any(|name| name.eq_ignore_ascii_case(b"x-api-key")) {
            secrets.fetch_add(1, Ordering::Relaxed);
        }
        stream.write_all(&response).await.unwrap();
        end(stream, false).await;
    }
}

/// reqwest sends the header to where a redirect leads, unless it is told not to go there; the client takes no row from there.
#[tokio::test]
async fn a_redirect_to_another_origin_has_no_rows_and_may_be_kept_from_the_headers() {
    let (here, there) = (
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
    );
    let url = format!("http://{}/x", here.local_addr().unwrap());
    let other = format!("http://{}", there.local_addr().unwrap());
    let redirect = format!("HTTP/1.1 302 Found\r\nlocation: {other}/x\r\ncontent-length: 0\r\n\r\n");
    let secrets = Arc::new(AtomicUsize::new(0));
    let array = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n[1,2]";
    let servers = [
        tokio::spawn(count_secrets(here, redirect.into(), Arc::default())),
        tokio::spawn(count_secrets(there, array.into(), secrets.clone())),
    ];
    let ask = |http: &reqwest::Client| get::<u64>(http, &url).header("x-api-key", "secret");

    let (rows, end) = read(ask(&http1()).rows()).await;
    let error = end.unwrap_err();
    assert!(matches!(error.reason(), Reason::OtherOrigin { .. }), "{error:?}");
    assert!(rows.is_empty());
    assert_eq!(secrets.load(Ordering::Relaxed), 1);

    let within_origin = Policy::custom(|attempt| match attempt.previous().last() {
        Some(from) if from.origin() == attempt.url().origin() => Policy::default().redirect(attempt),
        _ => attempt.stop(),
    });
    let careful = reqwest::Client::builder().no_proxy().redirect(within_origin);
    let error = read(ask(&careful.build().unwrap()).rows()).await.1.unwrap_err();
    assert!(matches!(error.reason(), Reason::Failed { .. }), "{error:?}");
    assert_eq!(secrets.load(Ordering::Relaxed), 1, "nobody went there");

    let (rows, end) = read(ask(&http1()).allow_origin(&other).rows()).await;
    assert_eq!((rows, end.unwrap()), (vec![1, 2], Some(Proof::Syntax)));
    servers.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn a_connection_that_is_refused_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let error = read(get::<u64>(&http1(), &url).rows()).await.1.unwrap_err();
    assert!(error.is_truncated());
    let text = format!("{error:#}");
    assert!(text.starts_with("cut before any row was handed out: "), "{text}");
    assert!(text.to_lowercase().contains("refused"), "{text}");
}

#[tokio::test]
async fn it_is_a_stream_too() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    let client = http1();
    let rows = get::<Value>(&client, &url).rows().collect::<Vec<_>>();
    let response = chunked("application/json", "[1,2,3]");
    let ((), rows) = futures::join!(send(&listener, &response, false), rows);
    assert_eq!(rows.len(), 3);
}
