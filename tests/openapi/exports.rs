//! Handlers that answer with a page or with everything: one operation that says both.

use http_body_util::BodyExt;
use serde::Serialize;
use utoipa::{Modify, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{Keyset, OpenApi32, paginate};

use crate::support::Described;

#[derive(Clone, Serialize, ToSchema, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "last", id desc)]
struct Tree {
    #[keyset(unique)]
    id: u32,
}

fn forest() -> Vec<Tree> {
    (0..5).map(|id| Tree { id }).collect()
}

/// The trees.
#[paginate(style = cursor, export, batch = 2, formats = [array, ndjson, sse], openapi)]
#[utoipa::path(get, path = "/trees")]
async fn trees() -> Vec<Tree> {
    forest()
}

#[paginate(style = cursor, export, formats = [ndjson], openapi)]
#[utoipa::path(get, path = "/lines")]
fn lines() -> Vec<Tree> {
    forest()
}

fn described(as_32: bool) -> Described {
    let router = OpenApiRouter::new().routes(routes!(trees)).routes(routes!(lines));
    let (router, mut document) = router.split_for_parts();
    if as_32 {
        OpenApi32.modify(&mut document);
    }
    Described::new((router, document))
}

#[tokio::test]
async fn a_page_is_what_its_schema_says() {
    let (status, page) = described(false).fetch("/trees?size=2").await;
    assert_eq!((status, page["items"].as_array().map(Vec::len)), (200, Some(2)));
}

#[tokio::test]
async fn every_record_is_one_of_those_described() {
    let described = described(true);
    let pointer = "/paths/~1trees/get/responses/200/content/application~1jsonl/itemSchema";
    let response = described.get("/trees", "application/jsonl").await;
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert_eq!(text.lines().count(), 5 + 2 + 1, "{text}");
    for line in text.lines() {
        described.check(pointer, &serde_json::from_str(line).unwrap());
    }
    let unknown = serde_json::json!({"$mark": {"count": 1}});
    assert!(described.matches(pointer, &unknown).is_err(), "a mark without a cursor");
}

#[test]
fn both_stand_on_one_operation() {
    let described = described(false);
    let content = &described.response("/trees", 200)["content"];
    for name in [
        "application/json",
        "application/json; rows=all",
        "application/jsonl",
        "application/x-ndjson",
        "application/ndjson",
        "text/event-stream",
    ] {
        assert!(content.get(name).is_some(), "{name} in {content:#}");
    }
    assert!(described.response("/trees", 200)["headers"].get("vary").is_some());
    let size = described.parameter("/trees", "size");
    assert!(size["schema"].get("maximum").is_none(), "{size}");
    described.parameter("/trees", "Last-Event-ID");
    let content = &described.response("/lines", 200)["content"];
    assert!(content.get("text/event-stream").is_none(), "{content:#}");
}
