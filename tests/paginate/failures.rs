//! Sources and rows that fail.

use std::{
    io,
    sync::{Arc, Mutex},
};

use serde::{Serialize, Serializer, ser::Error as _};
use tracing_subscriber::fmt::MakeWriter;
use velithon::{PageRequest, PageSource, paginate};

use crate::support::{answer, get, request};

struct Broken;

#[derive(Debug)]
struct Outer(io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the search failed")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl PageSource for Broken {
    type Item = u8;
    type Error = Outer;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<u8>, Outer> {
        Err(Outer(io::Error::other("password hunter2 refused")))
    }
}

/// A row that cannot be serialised.
struct Sour;

impl Serialize for Sour {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("hunter2 is sour"))
    }
}

type Fallible = std::vec::IntoIter<Result<u8, io::Error>>;

fn rows(error_at: usize) -> Fallible {
    let rows = (0..5).map(|row| {
        if row == error_at {
            Err(io::Error::other("hunter2 is lost"))
        } else {
            Ok(0)
        }
    });
    rows.collect::<Vec<_>>().into_iter()
}

#[paginate(size = 2, max_size = 3)]
async fn broken() -> Broken {
    Broken
}

#[paginate(size = 2, max_size = 3)]
async fn sour() -> Vec<Sour> {
    vec![Sour]
}

#[paginate(size = 2, max_size = 3)]
async fn sour_later() -> std::vec::IntoIter<Sour> {
    vec![Sour].into_iter()
}

#[paginate(size = 2, max_size = 3)]
async fn fallible(error_at: usize) -> Fallible {
    rows(error_at)
}

#[paginate(size = 2, max_size = 3)]
async fn stream(error_at: usize) -> futures::stream::Iter<Fallible> {
    futures::stream::iter(rows(error_at))
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// What a handler answers and what the log says meanwhile.
fn logged(handler: impl Future<Output = velithon::Page> + Send) -> (crate::support::Answer, String) {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    let page = tracing::subscriber::with_default(subscriber, || answer(handler));
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    (page, text)
}

#[test]
fn a_source_error_is_a_constant_text_and_a_whole_log_line() {
    let (page, log) = logged(broken(get("/x")));
    assert_eq!(
        (page.status.as_u16(), &*page.content_type),
        (500, "application/problem+json")
    );
    assert_eq!(
        (&page.body["code"], page.body.to_string().contains("hunter2")),
        (&"internal-error".into(), false)
    );
    assert!(
        log.contains("ERROR") && log.contains("the search failed: password hunter2 refused"),
        "{log}"
    );
}

#[test]
fn a_row_that_cannot_be_serialised_is_a_500() {
    for (page, log) in [logged(sour(get("/x"))), logged(sour_later(get("/x")))] {
        assert_eq!(
            (page.status.as_u16(), page.body.to_string().contains("hunter2")),
            (500, false)
        );
        assert!(log.contains("hunter2 is sour"), "{log}");
    }
}

#[test]
fn an_error_among_the_rows_is_the_sources_error() {
    // Before the page, on it, as the row after it, and beyond all that.
    for (error_at, status) in [(0, 500), (2, 500), (4, 500), (5, 200)] {
        let head = || get("/x?page=2&size=2");
        let (page, log) = logged(fallible(head(), error_at));
        assert_eq!(
            (page.status.as_u16(), log.contains("hunter2")),
            (status, status == 500),
            "{error_at}"
        );
        let (page, _) = logged(stream(head(), error_at));
        assert_eq!(page.status.as_u16(), status, "{error_at}");
    }
    assert_eq!(answer(fallible(get("/x?size=2"), 3)).ok().items(), [0, 0]);
}

#[test]
fn a_problem_answers_head_without_a_body() {
    let (page, _) = logged(broken(request(http::Method::HEAD, "/x")));
    assert_eq!((page.status.as_u16(), page.response.body().len()), (500, 0));
}
