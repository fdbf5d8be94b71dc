//! Whatever calls a `Serialize` makes: the text is `serde_json`'s, in arrays, lines and documents, and so is a failure.

#![no_main]

mod support;
mod tree;

use std::{cell::RefCell, sync::LazyLock};

use axum::{Router, http::header::CONTENT_TYPE, routing};
use libfuzzer_sys::fuzz_target;
use tree::{Source, Tree};
use velithon::stream_json;

thread_local! {
    static ITEMS: RefCell<Vec<Tree>> = RefCell::default();
}

#[stream_json(chunk = 1024)]
async fn items() -> Vec<Tree> {
    ITEMS.take()
}

#[stream_json]
async fn document() -> Tree {
    Tree::List(ITEMS.take())
}

static APP: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/items", routing::get(items))
        .route("/document", routing::get(document))
});

/// What is sent of some items; `None` where it is a failure.
fn sent(route: &str, accept: &[u8], items: &[Tree]) -> Option<String> {
    ITEMS.set(items.to_vec());
    let answer = support::get(&APP, route.as_bytes(), &[accept]).expect("a request");
    if answer.status != 200 {
        return None;
    }
    assert_eq!(answer.headers[CONTENT_TYPE].as_bytes(), accept);
    Some(String::from_utf8(answer.body).expect("UTF-8"))
}

fuzz_target!(|data: &[u8]| {
    let mut source = Source(data);
    let items: Vec<Tree> = (0..3).map(|_| source.tree(0)).collect();
    let expected = serde_json::to_string(&items).ok();
    // A document beyond its first chunk is started again on a thread, which there is none for here; and a list beyond it can
    // no longer become a response of its own when it fails.
    if expected.as_ref().is_some_and(|text| text.len() > 16 * 1024) {
        return;
    }
    assert_eq!(sent("/document", b"application/json", &items), expected);
    let Some(expected) = expected else { return };
    assert_eq!(sent("/items", b"application/json", &items), Some(expected));
    let line = |item| serde_json::to_string(item).expect("JSON").replace(['\n', '\r'], " ") + "\n";
    let lines = items.iter().map(line).collect();
    assert_eq!(sent("/items", b"application/x-ndjson", &items), Some(lines));
});
