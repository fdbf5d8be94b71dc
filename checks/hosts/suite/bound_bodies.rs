//! Walks whose requests have a body, by `POST` and by `QUERY` (RFC 10008).

use velithon_test_support::{Answer, Client, Seen};

use super::start;

async fn search(client: Client, method: &str, query: &str, body: &str) -> Answer {
    let target = format!("/search{query}");
    client.send_body(method, &target, "application/json", body).await
}

#[tokio::test]
async fn a_cursor_holds_for_the_body_that_it_was_made_under() {
    let client = start(Seen::default()).await;
    for method in ["POST", "QUERY"] {
        let first = search(client, method, "", r#"{"every":10,"tag":null}"#).await.ok();
        assert_eq!(first.ids(), [0, 10], "{method}");
        let next = format!("?cursor={}", first.next().expect("a cursor"));
        let second = search(client, method, &next, "{ \"tag\": null,\n \"every\" : 10 }").await.ok();
        assert_eq!(second.ids(), [20, 30], "{method}");
        for body in [r#"{"every":20}"#, r#"{"every":10,"tag":"a"}"#] {
            let problem = search(client, method, &next, body).await.problem(400, "cursor-query-mismatch");
            assert_eq!(problem["differs"], serde_json::json!(["body"]), "{method} {body}");
        }
    }
}
