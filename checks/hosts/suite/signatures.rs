//! What a handler may look like, and whose answer its error is. That they compile is half of it.

use velithon_test_support::Seen;

use super::{handlers::forms::integers, start};

#[tokio::test]
async fn extractors_see_the_request_and_the_body() {
    let seen = Seen::default();
    let client = start(seen.clone()).await;
    for form in ["/searched", "/searched-told"] {
        let page = client.post(&format!("{form}/100?page=2"), "text/plain", "1").await.ok();
        assert_eq!((page.items(), page.json()["total"].clone()), (integers(60..100), 90.into()));
        let refused = client.post(&format!("{form}/x?page=2"), "text/plain", "1").await;
        assert_eq!((refused.status(), refused.header("link")), (418, None));
        client.post(&format!("{form}/100?page=0"), "text/plain", "1").await.problem(400, "invalid-parameter");
    }
    assert_eq!(seen.handled(), 2);
}

#[tokio::test]
async fn a_generic_handler_is_one_like_any_other() {
    assert_eq!(start(Seen::default()).await.get("/generic").await.ok().text(), "[1,2,3]");
}

#[tokio::test]
async fn velithon_may_have_another_name() {
    let client = start(Seen::default()).await;
    assert_eq!(client.get("/renamed").await.ok().text(), "[1,2,3]");
    assert_eq!(client.get("/renamed/rows").await.ok().items(), [1, 2, 3]);
}

#[tokio::test]
async fn the_memory_report_is_a_response_of_its_own() {
    let report = start(Seen::default()).await.get("/health/memory").await.ok();
    assert_eq!(report.header("cache-control"), Some("no-store"));
    assert!(report.json()["status"].is_string() && report.json()["process"].is_object());
}
