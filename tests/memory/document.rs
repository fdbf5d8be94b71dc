//! Large documents.

use std::sync::{Mutex, mpsc};

use axum::{Router, extract::State, routing};
use serde::{Serialize, Serializer, ser::SerializeSeq};
use serde_json::value::RawValue;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use velithon::stream_json;

use crate::{KIB, MIB, allocator::Since, alone, body, drain};

/// A list of the same text, so many times. It is `RawValue`, which a debug build passes through without looking at it.
struct Large {
    text: Box<RawValue>,
    times: usize,
}

/// 200 MB of JSON.
fn large() -> Large {
    let text = RawValue::from_string(format!("\"{}\"", "x".repeat(997)));
    Large {
        text: text.expect("JSON"),
        times: 200_000,
    }
}

impl Serialize for Large {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(std::iter::repeat_n(&self.text, self.times))
    }
}

#[test]
fn a_document_of_200_mb_is_never_whole_in_memory() {
    #[stream_json]
    async fn by_default() -> Large {
        large()
    }

    #[stream_json(document = blocking)]
    async fn blocking() -> Large {
        large()
    }

    alone(async {
        let mut lengths = Vec::new();
        let since = Since::now();
        lengths.push(drain(body(by_default).await).await);
        lengths.push(drain(body(blocking).await).await);
        let peak = since.peak();
        assert_eq!(lengths, [200_000_001; 2]);
        assert!(peak < 512 * KIB, "{peak} bytes were alive at once");
    });
}

#[cfg(feature = "sonic-rs")]
#[test]
fn nor_by_sonic_however_long_its_strings_are() {
    #[stream_json(serializer = sonic)]
    async fn handler() -> String {
        "\n".repeat(8 * MIB)
    }

    alone(async {
        let body = body(handler).await;
        let since = Since::now();
        assert_eq!(drain(body).await, 16 * MIB + 2);
        let peak = since.peak();
        assert!(peak < 512 * KIB, "{peak} bytes were alive beside the value");
    });
}

#[test]
fn two_chunks_of_a_document_are_alive_beside_the_one_that_the_client_has() {
    #[stream_json(chunk = "1MiB")]
    async fn handler() -> Large {
        large()
    }

    alone(async {
        let since = Since::now();
        assert_eq!(drain(body(handler).await).await, 200_000_001);
        let peak = since.peak();
        assert!(peak < 3 * MIB + 128 * KIB, "{peak} bytes were alive at once");
    });
}

/// A list whose second half is not there before the test says so.
struct Halves(Mutex<mpsc::Receiver<()>>);

impl Serialize for Halves {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let half = "x".repeat(MIB);
        let mut list = serializer.serialize_seq(None)?;
        list.serialize_element(&half)?;
        let go_on = self.0.lock().expect("one thread at a time");
        go_on.recv().map_err(serde::ser::Error::custom)?;
        list.serialize_element(&half)?;
        list.end()
    }
}

type Signals = std::sync::Arc<Mutex<Option<mpsc::Receiver<()>>>>;

/// Serves on the only worker there is: whatever blocks it blocks the test.
#[test]
fn other_requests_of_the_worker_are_answered_while_a_document_streams() {
    #[stream_json]
    async fn by_default(State(signals): State<Signals>) -> Halves {
        let signal = signals.lock().expect("one request").take();
        Halves(Mutex::new(signal.expect("one request")))
    }

    #[stream_json(document = blocking)]
    async fn blocking(State(signals): State<Signals>) -> Halves {
        let signal = signals.lock().expect("one request").take();
        Halves(Mutex::new(signal.expect("one request")))
    }

    alone(async {
        for document in [routing::get(by_default), routing::get(blocking)] {
            let (go_on, signal) = mpsc::channel();
            let app = Router::new()
                .route("/document", document)
                .route("/other", routing::get(async || "another answer"))
                .with_state(Signals::new(Mutex::new(Some(signal))));
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = listener.local_addr().expect("an address");
            let server = tokio::spawn(async { axum::serve(listener, app).await });

            let ask = async |path: &str| {
                let mut connection = TcpStream::connect(address).await.expect("a connection");
                let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
                connection.write_all(request.as_bytes()).await.expect("a request");
                connection
            };
            let mut slow = ask("/document").await;
            let mut seen = vec![0; 512 * KIB];
            slow.read_exact(&mut seen).await.expect("the first half");
            let mut answer = String::new();
            let mut other = ask("/other").await;
            other.read_to_string(&mut answer).await.expect("an answer");
            assert!(answer.ends_with("another answer"), "{answer}");

            go_on.send(()).expect("a document that waits");
            slow.read_to_end(&mut seen).await.expect("the second half");
            assert!(seen.len() > 2 * MIB && seen.ends_with(b"\r\n0\r\n\r\n"));
            server.abort();
        }
    });
}
