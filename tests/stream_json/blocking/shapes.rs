//! What a plain function may return, take and borrow.

use std::{
    cell::Cell,
    convert::Infallible,
    error::Error,
    fmt::Display,
    marker::PhantomData,
    rc::Rc,
    thread::{self, ThreadId},
};

use axum::http::{StatusCode, Uri};
use http_body_util::BodyExt;
use serde::Serialize;
use velithon::{BlockingEmitter, Disconnected, SseEvent, stream_json};
use velithon_test_support::Answer;

use super::{Shared, request, request_as, respond_with};
use crate::support::{Teapot, assert_full_chunks, call, get};

fn assert_elsewhere(own: ThreadId) {
    assert_ne!(thread::current().id(), own);
}

#[tokio::test]
async fn every_kind_is_made_and_written_on_a_thread() {
    #[stream_json]
    fn list(Shared(own): Shared<ThreadId>) -> Vec<u32> {
        assert_elsewhere(own);
        vec![1, 2]
    }

    #[stream_json]
    fn iterator(Shared(own): Shared<ThreadId>) -> impl Iterator<Item = u32> {
        // Not `Send`: made here, driven here, dropped here.
        let rows = Rc::new(Cell::new(0));
        (1..3).inspect(move |row| {
            rows.set(*row);
            assert_elsewhere(own);
        })
    }

    #[stream_json]
    fn boxed(Shared(own): Shared<ThreadId>) -> Box<dyn Iterator<Item = Result<u32, Teapot>>> {
        let rows = Rc::new(());
        Box::new(
            (1..3)
                .inspect(move |_| {
                    assert_eq!(Rc::strong_count(&rows), 1);
                    assert_elsewhere(own);
                })
                .map(Ok),
        )
    }

    #[stream_json]
    fn in_a_result(Shared(own): Shared<ThreadId>) -> Result<impl Iterator<Item = Result<u32, Disconnected>>, Teapot> {
        assert_elsewhere(own);
        Ok([Ok(1), Ok(2)].into_iter())
    }

    #[stream_json]
    fn emitted(Shared(own): Shared<ThreadId>, rows: &BlockingEmitter<u32>) {
        assert_elsewhere(own);
        let _ = rows.emit_all([1, 2]);
    }

    #[stream_json]
    fn emitted_or_not(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.emit(&1)?;
        rows.emit(&2)
    }

    struct NotSend(Rc<(u32, u32)>);

    impl Serialize for NotSend {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            (*self.0).serialize(serializer)
        }
    }

    #[stream_json]
    fn document() -> NotSend {
        NotSend(Rc::new((1, 2)))
    }

    #[stream_json]
    fn document_or_not(Shared(own): Shared<ThreadId>) -> Result<impl Serialize, Teapot> {
        assert_elsewhere(own);
        Ok((1, 2))
    }

    let own = thread::current().id();
    for response in [
        respond_with(list, own, request()).await,
        respond_with(iterator, own, request()).await,
        respond_with(boxed, own, request()).await,
        respond_with(in_a_result, own, request()).await,
        respond_with(emitted, own, request()).await,
        respond_with(emitted_or_not, own, request()).await,
        respond_with(document, own, request()).await,
        respond_with(document_or_not, own, request()).await,
    ] {
        let answer = Answer::read(response).await;
        assert_eq!((answer.status(), answer.text().as_str()), (200, "[1,2]"));
        assert_eq!(answer.header("content-length"), Some("5"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

/// As a connection of rusqlite: it may move to another thread, but what it lends may not.
struct Connection(Vec<String>);

struct Rows<'c> {
    rows: std::slice::Iter<'c, String>,
    of_this_thread: PhantomData<*const ()>,
}

impl Connection {
    fn query(&mut self) -> Result<Rows<'_>, Teapot> {
        let is_closed = self.0.is_empty();
        if is_closed {
            return Err(Teapot);
        }
        self.0.push("c".to_owned());
        Ok(Rows {
            rows: self.0.iter(),
            of_this_thread: PhantomData,
        })
    }
}

impl<'c> Iterator for Rows<'c> {
    type Item = Result<&'c str, Teapot>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self {
            rows,
            of_this_thread: PhantomData,
        } = self;
        rows.next().map(|row| Ok(row.as_str()))
    }
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Connection {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(vec!["a".to_owned(), "b".to_owned()]))
    }
}

#[derive(Serialize)]
struct View<'r> {
    name: &'r str,
}

#[tokio::test]
async fn what_is_returned_may_borrow_from_the_arguments_and_stay_on_the_thread() {
    #[stream_json]
    fn rows(mut db: Connection) -> Result<impl Iterator<Item = Result<String, Teapot>>, Teapot> {
        Ok(db.query()?.map(|row| Ok(row?.to_owned())))
    }

    #[stream_json]
    fn factors(db: Connection, _: Uri) -> impl Iterator<Item = impl Serialize> {
        let last = "c";
        db.0.iter().map(String::as_str).chain([last])
    }

    #[stream_json]
    fn document(db: Connection) -> impl Serialize {
        let Connection(names) = &db;
        [names[0].as_str(), &names[1], "c"]
    }

    for answer in [get(rows).await, get(factors).await, get(document).await] {
        assert_eq!(answer.text(), r#"["a","b","c"]"#);
    }
}

#[tokio::test]
async fn an_emitter_takes_views_of_rows_and_whatever_iterates() {
    #[stream_json]
    fn viewed(mut db: Connection, rows: &BlockingEmitter<View<'_>>) -> Result<(), Teapot> {
        for name in db.query()? {
            let upper = name?.to_uppercase();
            rows.emit(&View { name: &upper })?;
        }
        Ok(())
    }

    #[stream_json]
    fn all(mut db: Connection, rows: &BlockingEmitter<str>) -> Result<(), Teapot> {
        rows.emit("first")?;
        rows.emit_all(["second", "third"])?;
        rows.emit_all(["fourth".to_owned()])?;
        rows.emit_all(db.query()?)??;
        let (sender, received) = std::sync::mpsc::channel::<String>();
        thread::spawn(move || sender.send("of another thread".to_owned()));
        rows.emit_all(received)?;
        Ok(())
    }

    assert_eq!(get(viewed).await.text(), r#"[{"name":"A"},{"name":"B"},{"name":"C"}]"#);
    assert_eq!(
        get(all).await.text(),
        r#"["first","second","third","fourth","a","b","c","of another thread"]"#
    );
}

#[tokio::test]
async fn any_boxed_error_takes_a_disconnection() {
    struct Boxed;

    impl From<Box<dyn Error + Send + Sync>> for Boxed {
        fn from(_: Box<dyn Error + Send + Sync>) -> Self {
            Self
        }
    }

    impl axum::response::IntoResponse for Boxed {
        fn into_response(self) -> axum::response::Response {
            StatusCode::BAD_GATEWAY.into_response()
        }
    }

    fn inner(rows: &BlockingEmitter<u32>) -> Result<(), Box<dyn Error + Send + Sync>> {
        let number = "x".parse()?;
        Ok(rows.emit(&number)?)
    }

    #[stream_json]
    fn handler(rows: &BlockingEmitter<u32>) -> Result<(), Boxed> {
        Ok(inner(rows)?)
    }

    assert_eq!(get(handler).await.status(), 502);
}

#[tokio::test]
async fn generic_handlers_patterns_and_attributes_are_as_under_async() {
    /// Described.
    #[allow(clippy::needless_pass_by_value, reason = "an extractor")]
    #[stream_json(chunk = "1KiB")]
    #[axum::debug_handler(state = &'static str)]
    #[tracing::instrument(skip_all)]
    fn attributed(Shared(text): Shared<&'static str>, _: Connection, Connection(mut names): Connection) -> Vec<String> {
        names.push(text.to_owned());
        names
    }

    #[stream_json]
    fn generic<T: Display + Clone + Send + Sync + 'static>(Shared(value): Shared<T>) -> impl Iterator<Item = String> {
        let _moved = value.clone();
        ["a", "b"].into_iter().map(str::to_owned).chain([value.to_string()])
    }

    #[stream_json]
    fn generic_list<T: Serialize + Clone + Send + Sync + 'static>(Shared(value): Shared<T>) -> Result<Vec<T>, Teapot> {
        Ok(vec![value])
    }

    let answer = Answer::read(respond_with(attributed, "c", request()).await).await;
    assert_eq!(answer.text(), r#"["a","b","c"]"#);
    let answer = Answer::read(respond_with(generic::<&str>, "c", request()).await).await;
    assert_eq!(answer.text(), r#"["a","b","c"]"#);
    let answer = Answer::read(respond_with(generic_list::<u8>, 7, request()).await).await;
    assert_eq!(answer.text(), "[7]");
}

#[tokio::test]
async fn formats_events_and_the_head_are_as_under_async() {
    #[stream_json(formats = [array, ndjson, sse], end_record = on)]
    fn handler(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.set_status(StatusCode::ACCEPTED);
        rows.headers_mut().insert("x-early", "yes".parse().unwrap());
        let last = rows.last_event_id().and_then(|id| id.parse().ok()).unwrap_or(0);
        rows.emit_event(SseEvent::new().name("row").id(&1), &last)?;
        rows.flush()?;
        rows.set_status(StatusCode::IM_A_TEAPOT);
        rows.headers_mut().insert("x-late", "yes".parse().unwrap());
        rows.emit(&2)
    }

    for (accept, content_type, text) in [
        ("*/*", "application/json", "[0,2]"),
        (
            "application/x-ndjson",
            "application/x-ndjson",
            "0\n2\n{\"$end\":{\"count\":2}}\n",
        ),
        (
            "text/event-stream",
            "text/event-stream",
            "event: row\nid: 1\ndata: 7\n\ndata: 2\n\nevent: end\ndata: {\"$end\":{\"count\":2}}\n\n",
        ),
    ] {
        let mut request = request_as(accept);
        if content_type == "text/event-stream" {
            request.headers_mut().insert("last-event-id", "7".parse().unwrap());
        }
        let answer = call(handler, request).await;
        assert_eq!((answer.status(), answer.text().as_str()), (202, text));
        assert_eq!(answer.header("content-type"), Some(content_type));
        assert_eq!((answer.header("x-early"), answer.header("x-late")), (Some("yes"), None));
        assert_eq!(answer.chunks.len(), 2, "one by `flush`, one at the end");
    }
}

#[tokio::test]
async fn chunks_are_full_and_end_between_items() {
    #[stream_json(chunk = 1024)]
    fn emitted(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
        rows.flush()?;
        (100_000..101_000).try_for_each(|item| rows.emit(&item))
    }

    #[stream_json(chunk = 1024)]
    fn iterated() -> impl Iterator<Item = u32> {
        100_000..101_000
    }

    let expected: Vec<_> = (100_000..101_000).map(|item: u32| item.to_string()).collect();
    for answer in [get(emitted).await, get(iterated).await] {
        assert_eq!(answer.text(), format!("[{}]", expected.join(",")));
        assert_eq!(answer.header("content-length"), None);
        assert_full_chunks(&answer, &[1024, 683]);
    }
}

#[tokio::test]
async fn a_document_of_any_length_is_written_once_and_may_borrow() {
    struct Once(Cell<bool>, usize);

    impl Serialize for Once {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            assert!(!self.0.replace(true), "written before");
            serializer.collect_str(&"ü".repeat(self.1))
        }
    }

    #[stream_json(formats = [array, sse])]
    fn handler(Shared(length): Shared<usize>) -> Once {
        Once(Cell::new(false), length)
    }

    for length in [10, 32 * 1024 / 2 - 1, 32 * 1024, 100_000] {
        let response = respond_with(handler, length, request_as("text/event-stream")).await;
        assert_eq!(response.headers()["content-type"], "application/json");
        let mut body = response.into_body();
        let mut text = Vec::new();
        while let Some(frame) = body.frame().await {
            let chunk = frame.unwrap().into_data().unwrap();
            assert!(chunk.len() <= 32 * 1024, "a chunk of {} bytes", chunk.len());
            text.extend_from_slice(&chunk);
        }
        assert_eq!(text, format!("\"{}\"", "ü".repeat(length)).as_bytes());
    }
}

#[test]
fn no_runtime_is_needed() {
    #[stream_json]
    fn numbers(own: ThreadId) -> impl Iterator<Item = u32> {
        assert_elsewhere(own);
        0..50_000
    }

    let text = futures::executor::block_on(async {
        let head = velithon::RequestHead::from(&request());
        let response = http::Response::from(numbers(head, thread::current().id()).await);
        response.into_body().collect().await.unwrap().to_bytes()
    });
    let numbers: Vec<u32> = serde_json::from_slice(&text).unwrap();
    assert!(numbers.into_iter().eq(0..50_000));
}
