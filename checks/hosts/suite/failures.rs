//! Everything that can go wrong with a stream, over HTTP/1.1 and 1.0: what moment, what cause, what format.

use velithon_test_support::{Answer, Seen};

use super::{LATE_STATUS, handlers::MANY, start};

pub(crate) const FORMATS: [&str; 3] = ["application/json", "application/x-ndjson", "text/event-stream"];

#[tokio::test]
async fn an_early_error_is_the_handlers_own_response() {
    let client = start(Seen::default()).await;
    let refused = client.get("/refused").await;
    assert_eq!((refused.status(), refused.is_whole()), (418, true));
    assert!(!refused.text().contains('['), "nothing of the item that was emitted");
    let unwritable = client.get("/refused-item").await;
    assert_eq!((unwritable.status(), unwritable.is_whole()), (500, true));
    assert_eq!(unwritable.header("content-type"), Some("application/problem+json"));
    assert!(!unwritable.text().contains("secret"));
}

#[tokio::test]
async fn a_late_failure_shows_after_everything_that_was_emitted() {
    let client = start(Seen::default()).await;
    for cause in ["error", "panic", "unwritable"] {
        let status = if cause == "error" { LATE_STATUS } else { 500 };
        // At once after the commit, after a few items, and after more than a chunk.
        for items in [0, 1, 3, MANY] {
            for accept in FORMATS {
                let target = format!("/fails/{cause},{items}");
                let answer = client.get_as(&target, accept).await;
                assert!(!answer.is_whole(), "the last chunk is missing: {target} {accept}");
                check(&answer, accept, items, status);
                let line = format!("GET {target} HTTP/1.0");
                let answer = client.ask(&line, &format!("accept: {accept}\r\n")).await;
                check(&answer, accept, items, status);
            }
        }
    }
}

#[tokio::test]
async fn the_error_of_an_item_is_a_late_failure() {
    let client = start(Seen::default()).await;
    for target in ["/iterator-fails", "/stream-fails"] {
        for accept in FORMATS {
            let answer = client.get_as(target, accept).await;
            assert!(!answer.is_whole(), "the last chunk is missing: {target} {accept}");
            check(&answer, accept, MANY, LATE_STATUS);
        }
    }
}

/// All items, and what tells a client that there are no more.
#[track_caller]
pub(crate) fn check(answer: &Answer, accept: &str, items: u32, status: u16) {
    assert_eq!((answer.status(), answer.header("content-type")), (200, Some(accept)));
    assert_eq!(answer.header("content-length"), None);
    let title = if status == 418 { "I'm a teapot" } else { "Internal Server Error" };
    let record = format!(r#"{{"$error":{{"title":"{title}","status":{status}}}}}"#);
    let items_as = |before: &str, after: &str| {
        let items = (0..items).map(|number| format!("{before}{number}{after}"));
        items.collect::<Vec<_>>().concat()
    };
    let expected: String = match accept {
        "application/json" if items == 0 => String::new(),
        "application/json" => "[0".to_owned() + items_as(",", "").trim_start_matches(",0"),
        "application/x-ndjson" => items_as("", "\n") + &record + "\n",
        _ => items_as("data: ", "\n\n") + "event: $error\ndata: " + &record + "\n\n",
    };
    let text = answer.text();
    assert!(text == expected, "{accept} {items}: {}", &text[text.len().saturating_sub(200)..]);
}
