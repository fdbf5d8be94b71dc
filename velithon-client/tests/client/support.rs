//! What the tests share: a server in memory, and how its answers are read to their end.

mod server;

use futures::{Stream, stream};
use http::Request;
use serde::de::DeserializeOwned;
use velithon_client::{Error, Format, Get, Proof, Reader, Rows, get};

pub(crate) use self::server::{Answer, End, Server, parameter};

/// What is asked for, where it does not matter.
pub(crate) const URL: &str = "http://api.example/x";

/// A request for numbers to a server that answers all requests alike.
pub(crate) fn ask(answer: Answer) -> Get<u64> {
    get(&Server::new(move |_, _| answer.clone()), URL)
}

/// All rows, and how the walk ends.
pub(crate) async fn read<T: DeserializeOwned>(mut rows: Rows<T>) -> (Vec<T>, Result<Option<Proof>, Error>) {
    let mut all = Vec::new();
    loop {
        match rows.try_next().await {
            Ok(Some(row)) => all.push(row),
            Ok(None) => return (all, Ok(rows.proof())),
            Err(error) => {
                assert!(rows.try_next().await.is_err(), "it stays so");
                return (all, Err(error));
            }
        }
    }
}

/// All rows of a walk that ends well, and its proof.
pub(crate) async fn all(rows: Rows<u64>) -> Result<(Vec<u64>, Option<Proof>), Error> {
    let (rows, end) = read(rows).await;
    end.map(|proof| (rows, proof))
}

/// The error that a walk ends with.
pub(crate) async fn failure<T: DeserializeOwned>(rows: Rows<T>) -> Error {
    let (all, end) = read(rows).await;
    end.expect_err(&format!("a whole walk of {} rows", all.len()))
}

/// A reader of a text, which comes in chunks of so many bytes.
pub(crate) fn reader<T>(
    format: Format,
    text: impl AsRef<[u8]>,
    chunk: usize,
) -> Reader<T, impl Stream<Item = Result<Vec<u8>, &'static str>> + Unpin> {
    let chunks: Vec<_> = text.as_ref().chunks(chunk).map(|chunk| Ok(chunk.to_vec())).collect();
    Reader::new(format, stream::iter(chunks))
}

/// A parameter that is a number; zero where there is none.
pub(crate) fn number(request: &Request<()>, name: &str) -> u64 {
    parameter(request, name).map_or(0, |value| value.parse().unwrap())
}
