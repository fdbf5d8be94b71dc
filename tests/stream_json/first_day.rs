//! What an application meets on its first day: feeds behind a timeout, headers that are only read, a manifest to paste.

use std::{collections::BTreeSet, time::Duration};

use axum::{
    BoxError, Router,
    body::Body,
    error_handling::HandleErrorLayer,
    http::{Request, StatusCode},
    routing::get,
};
use tokio::time::{Instant, sleep};
use tower::{ServiceBuilder, ServiceExt, timeout::TimeoutLayer};
use velithon::{
    Emitter, stream_json,
    testing::{self, End},
};
use velithon_test_support::Events;

#[tokio::test(start_paused = true)]
async fn a_feed_that_is_quiet_at_first_passes_a_timeout() {
    #[stream_json(format = sse)]
    async fn quiet(rows: &Emitter<u32>) {
        sleep(Duration::from_mins(1)).await;
        rows.emit(&1).await;
    }

    let timeout = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(async |_: BoxError| StatusCode::REQUEST_TIMEOUT))
        .layer(TimeoutLayer::new(Duration::from_secs(10)));
    let app = Router::new().route("/", get(quiet)).layer(timeout);
    let start = Instant::now();
    let request = Request::get("/").body(Body::empty()).expect("a request");
    let response = app.oneshot(request).await.expect("axum never fails");
    assert_eq!((response.status(), start.elapsed()), (StatusCode::OK, Duration::ZERO));
    let feed = testing::collect(response).await;
    assert_eq!((feed.rows, feed.end), (vec![1.into()], End::Complete));
}

#[tokio::test]
async fn headers_that_are_only_read_late_are_not_spoken_of_and_changed_ones_once() {
    #[stream_json]
    async fn reads(rows: &Emitter<u32>) {
        rows.commit().await;
        let _ = rows.headers_mut().get("x-a");
    }

    #[stream_json]
    async fn changes(rows: &Emitter<u32>) {
        rows.commit().await;
        let mut headers = rows.headers_mut();
        headers.insert("x-a", axum::http::HeaderValue::from_static("a"));
        headers.insert("x-b", axum::http::HeaderValue::from_static("b"));
    }

    let (events, _guard) = Events::record();
    let warnings = || {
        let late = |event: &velithon_test_support::Event| format!("{event:?}").contains("status and headers were set");
        events.take().iter().filter(|event| late(event)).count()
    };
    crate::support::get(reads).await;
    assert_eq!(warnings(), 0);
    crate::support::get(changes).await;
    assert_eq!(warnings(), 1);
}

/// The lines of the first block of code in this language.
fn block<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let lines = text.lines().skip_while(|line| *line != format!("```{language}"));
    lines.skip(1).take_while(|line| *line != "```").collect()
}

/// The crates and the features of the cookbook's manifest are those that the first example of the README needs, and that there
/// are; no version is older than what is compiled here.
#[test]
fn the_cookbooks_manifest_has_what_the_first_example_uses() {
    let manifest = block(include_str!("../../docs/cookbook.md"), "toml");
    let dependency = |name: &str| manifest.iter().find(|line| line.starts_with(&format!("{name} = ")));
    let used: BTreeSet<_> = block(include_str!("../../README.md"), "rust")
        .into_iter()
        .filter_map(|line| line.strip_prefix("use ")?.split("::").next())
        .filter(|name| *name != "std")
        .collect();
    assert!(used.contains("velithon") && used.contains("sqlx"), "{used:?}");
    for name in &used {
        assert!(dependency(name).is_some(), "`{name}` is not in the manifest");
    }
    let features = include_str!("../../Cargo.toml")
        .split("[features]")
        .nth(1)
        .expect("features");
    assert!(dependency("velithon").is_some_and(|line| line.contains("\"sqlx-sqlite\"")));
    assert!(features.contains("\nsqlx-sqlite = "));
    for (name, version) in [
        ("axum", "0.8"),
        ("sqlx", "0.9"),
        ("tower", "0.5"),
        ("futures", "0.3"),
        ("thiserror", "2"),
    ] {
        let compiled = include_str!("../../Cargo.toml")
            .lines()
            .find(|line| line.starts_with(&format!("{name} = ")));
        assert!(
            compiled.is_some_and(|line| line.contains(&format!("\"{version}"))),
            "{name}: {compiled:?}"
        );
        assert!(
            dependency(name).is_some_and(|line| line.contains(&format!("\"{version}\""))),
            "{name}"
        );
    }
}
