//! Streams in an envelope and files, as they are described and as they are.

use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{BlockingEmitter, Disconnected, Emitter, stream_json};

use crate::support::{Described, names, texts};

#[derive(Serialize, ToSchema)]
struct Order {
    id: u64,
}

#[stream_json(items = "orders", end_record = on, filename = "orders.json", openapi)]
#[utoipa::path(get, path = "/export")]
async fn export(rows: &Emitter<Order>) {
    rows.head("shop", "tea").await;
    rows.emit_all((0..3).map(|id| Order { id })).await;
    rows.tail("sum", &3).await;
}

#[stream_json(format = array, items = "rows", max_item = "1KiB", openapi)]
#[utoipa::path(get, path = "/returned")]
async fn returned() -> Vec<Order> {
    vec![Order { id: 1 }]
}

#[stream_json(format = array, items = "rows", openapi)]
#[utoipa::path(get, path = "/plain")]
fn plain(rows: &BlockingEmitter<Order>) -> Result<(), Disconnected> {
    rows.head("count", &1)?;
    rows.emit(&Order { id: 1 })
}

#[stream_json(document = blocking, filename = "Bericht \u{e4}.json", openapi)]
#[utoipa::path(get, path = "/report")]
async fn report() -> Order {
    Order { id: 7 }
}

fn described() -> Described {
    let router = OpenApiRouter::new()
        .routes(routes!(export))
        .routes(routes!(returned))
        .routes(routes!(plain))
        .routes(routes!(report));
    Described::new(router.split_for_parts())
}

#[tokio::test]
async fn an_envelope_is_of_the_documented_schema() {
    let described = described();
    for (path, items, own) in [
        ("/export", "orders", &["shop", "sum"][..]),
        ("/returned", "rows", &[]),
        ("/plain", "rows", &["count"]),
    ] {
        let (status, envelope) = described.fetch(path).await;
        assert_eq!(status, 200);
        let schema = &described.response(path, 200)["content"]["application/json"]["schema"];
        assert_eq!(
            schema["properties"][items]["items"]["$ref"], "#/components/schemas/Order",
            "{path}"
        );
        let mut required = texts(&schema["required"]);
        assert_eq!(required.len(), names(&schema["properties"]).len(), "{path}");
        // What the handler writes beside is its own matter.
        required.extend(own);
        required.sort_unstable();
        assert_eq!(names(&envelope), required, "{path}");
    }
}

#[tokio::test]
async fn no_documented_member_may_be_absent() {
    let described = described();
    let (_, envelope) = described.fetch("/export").await;
    let pointer = "/paths/~1export/get/responses/200/content/application~1json/schema";
    for member in ["orders", "count"] {
        let mut envelope = envelope.as_object().expect("an object").clone();
        envelope.remove(member).expect("a member");
        assert!(
            described.matches(pointer, &Value::from(envelope)).is_err(),
            "without `{member}`"
        );
    }
}

#[tokio::test]
async fn lines_of_a_handler_with_an_envelope_are_items() {
    let described = described();
    let body = described.get("/export", "application/x-ndjson").await.into_body();
    let text = body.collect().await.expect("a body").to_bytes();
    let lines: Vec<Value> = serde_json::Deserializer::from_slice(&text)
        .into_iter()
        .collect::<Result<_, _>>()
        .expect("lines of JSON");
    assert_eq!(lines.len(), 4, "three items and the end");
    let pointer = "/paths/~1export/get/responses/200/content/application~1x-ndjson/x-item-schema";
    for line in &lines {
        described.check(pointer, line);
    }
}

#[tokio::test]
async fn a_file_name_is_documented_where_there_is_one() {
    let described = described();
    for (path, expected) in [
        ("/export", Some("attachment; filename=\"orders.json\"")),
        (
            "/report",
            Some("attachment; filename=\"Bericht _.json\"; filename*=UTF-8''Bericht%20%C3%A4.json"),
        ),
        ("/returned", None),
    ] {
        let response = described.get(path, "*/*").await;
        let sent = response.headers().get("content-disposition");
        assert_eq!(sent.map(|name| name.to_str().expect("text")), expected, "{path}");
        let documented = &described.response(path, 200)["headers"]["content-disposition"];
        assert_eq!(documented["schema"]["type"] == "string", expected.is_some(), "{path}");
    }
}
