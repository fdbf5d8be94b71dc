//! Sources and rows that fail.

use std::io;

use serde::{Serialize, Serializer, ser::Error as _};
use tracing::Level;
use velithon::{PageRequest, PageSource, paginate};
use velithon_test_support::{Answer, Events, answer, get, request};

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

/// What a handler answers, and the errors that are logged meanwhile.
fn logged(handler: impl Future<Output = velithon::Page> + Send) -> (Answer, Vec<String>) {
    let (events, guard) = Events::record();
    let page = answer(handler);
    drop(guard);
    let errors = events.take().into_iter().filter(|event| event.level == Level::ERROR);
    (
        page,
        errors
            .map(|mut event| event.fields.remove("error").expect("an error"))
            .collect(),
    )
}

#[test]
fn a_source_error_is_a_constant_text_for_the_client_and_whole_in_the_log() {
    let (page, log) = logged(broken(get("/x")));
    assert_eq!(
        (page.status(), page.header("content-type")),
        (500, Some("application/problem+json"))
    );
    assert_eq!(
        (&page.json()["code"], page.text().contains("hunter2")),
        (&"internal-error".into(), false)
    );
    assert_eq!(log, ["the search failed: password hunter2 refused"]);
}

#[test]
fn the_log_names_the_handler_whose_page_failed() {
    let (events, guard) = Events::record();
    answer(broken(get("/x")));
    answer(sour(get("/x")));
    drop(guard);
    let handlers = events
        .take()
        .into_iter()
        .filter_map(|mut event| event.fields.remove("handler"));
    let handlers: Vec<_> = handlers.collect();
    assert_eq!(handlers.len(), 2);
    assert!(
        handlers[0].contains("failures::broken (tests/paginate/failures.rs:"),
        "{handlers:?}"
    );
    assert!(handlers[1].contains("failures::sour ("), "{handlers:?}");
}

#[test]
fn a_row_that_cannot_be_serialised_is_a_500() {
    for (page, log) in [logged(sour(get("/x"))), logged(sour_later(get("/x")))] {
        assert_eq!((page.status(), page.text().contains("hunter2")), (500, false));
        assert!(log.concat().contains("hunter2 is sour"), "{log:?}");
    }
}

#[test]
fn an_error_among_the_rows_is_the_sources_error() {
    // Before the page, on it, as the row after it, and beyond all that.
    for (error_at, status) in [(0, 500), (2, 500), (4, 500), (5, 200)] {
        let head = || get("/x?page=2&size=2");
        let (page, log) = logged(fallible(head(), error_at));
        assert_eq!(
            (page.status(), log.concat().contains("hunter2")),
            (status, status == 500),
            "{error_at}"
        );
        let (page, _) = logged(stream(head(), error_at));
        assert_eq!(page.status(), status, "{error_at}");
    }
    assert_eq!(answer(fallible(get("/x?size=2"), 3)).ok().items(), [0, 0]);
}

#[test]
fn a_problem_answers_head_without_a_body() {
    let (page, _) = logged(broken(request(http::Method::HEAD, "/x")));
    assert_eq!((page.status(), page.text().len()), (500, 0));
}
