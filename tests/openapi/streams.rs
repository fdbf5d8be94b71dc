//! Streams as they are described and as they are.

use std::io;

use axum::{http::StatusCode, response::IntoResponse};
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;
use utoipa::{Modify, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{BlockingEmitter, Emitter, OpenApi32, set_max_blocking_streams, stream_json};

use crate::support::{Described, escaped, names};

#[derive(Clone, Serialize, ToSchema)]
struct Order {
    id: u64,
    lines: Vec<Line>,
}

#[derive(Clone, Serialize, ToSchema)]
struct Line {
    product: &'static str,
}

fn order(id: u64) -> Order {
    let lines = vec![Line { product: "tea" }];
    Order { id, lines }
}

#[derive(Debug)]
struct Failed;

impl IntoResponse for Failed {
    fn into_response(self) -> axum::response::Response {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    }
}

impl From<io::Error> for Failed {
    fn from(_: io::Error) -> Self {
        Self
    }
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/orders")]
async fn orders(rows: &Emitter<Order>) -> Result<(), Failed> {
    rows.emit_all((0..3).map(order)).await;
    Ok(())
}

#[stream_json(formats = [array, ndjson, sse], end_record = on, error_detail = on, openapi)]
#[utoipa::path(get, path = "/failing")]
async fn failing(rows: &Emitter<Order>) -> Result<(), Failed> {
    rows.emit(&order(1)).await;
    rows.commit().await;
    Err(Failed)
}

#[stream_json(formats = [array, ndjson, sse], end_record = on, openapi)]
#[utoipa::path(get, path = "/live")]
async fn live() -> Vec<Result<Order, Failed>> {
    vec![Ok(order(1)), Ok(order(2))]
}

#[stream_json(format = array, openapi)]
#[utoipa::path(get, path = "/lines")]
async fn lines() -> impl Iterator<Item = Line> {
    std::iter::repeat_n(Line { product: "tea" }, 3)
}

#[stream_json(formats = [array, csv], csv(guard = on), openapi)]
#[utoipa::path(get, path = "/table")]
async fn table() -> Vec<Order> {
    vec![order(1)]
}

#[stream_json(formats = [array, sse], openapi)]
#[utoipa::path(get, path = "/document")]
async fn document() -> Result<Order, Failed> {
    Ok(order(7))
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/plain")]
fn plain(rows: &BlockingEmitter<Order>) -> Result<(), velithon::Disconnected> {
    rows.emit(&order(1))
}

fn router() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(orders))
        .routes(routes!(failing))
        .routes(routes!(live))
        .routes(routes!(lines))
        .routes(routes!(table))
        .routes(routes!(document))
        .routes(routes!(plain))
}

fn described() -> Described {
    Described::new(router().split_for_parts())
}

/// The records of a body that may break off.
async fn records(described: &Described, path: &str, accept: &str) -> Vec<String> {
    let mut body = described.get(path, accept).await.into_body();
    let mut text = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        text.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
    }
    let text = String::from_utf8(text).expect("text");
    let end = if accept == "text/event-stream" { "\n\n" } else { "\n" };
    text.split_terminator(end).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_stream_comes_in_each_of_the_documented_types() {
    let described = described();
    for path in ["/orders", "/live", "/lines", "/document"] {
        let response = described.response(path, 200);
        for content_type in names(&response["content"]) {
            let answer = described.get(path, content_type).await;
            assert_eq!(answer.headers()["content-type"], content_type, "{path}");
            assert_eq!(
                answer.headers().contains_key("vary"),
                response.get("headers").is_some(),
                "{path}"
            );
        }
    }
    let lines = [
        "application/json",
        "application/jsonl",
        "application/ndjson",
        "application/x-ndjson",
    ];
    assert_eq!(names(&described.response("/orders", 200)["content"]), lines);
    assert_eq!(
        names(&described.response("/lines", 200)["content"]),
        ["application/json"]
    );
    assert_eq!(
        names(&described.response("/document", 200)["content"]),
        ["application/json"]
    );
}

#[tokio::test]
async fn arrays_and_documents_are_of_the_documented_schema() {
    let described = described();
    for (path, length) in [
        ("/orders", Some(3)),
        ("/live", Some(2)),
        ("/lines", Some(3)),
        ("/document", None),
    ] {
        let (status, value) = described.fetch(path).await;
        assert_eq!((status, value.as_array().map(Vec::len)), (200, length), "{path}");
    }
    let schema = &described.response("/document", 200)["content"]["application/json"]["schema"];
    assert_eq!(schema["$ref"], "#/components/schemas/Order");
    assert_eq!(names(described.at("/components/schemas")), ["Line", "Order"]);
}

#[tokio::test]
async fn every_line_is_of_the_documented_item_schema() {
    let described = described();
    let line = "application/x-ndjson";
    for (path, last, count) in [
        ("/orders", None, 3),
        ("/live", Some("$end"), 3),
        ("/failing", Some("$error"), 2),
    ] {
        let pointer = format!("/paths/{}/get/responses/200/content/{}", escaped(path), escaped(line));
        assert_eq!(
            described.at(&pointer)["schema"]["type"],
            "string",
            "OpenAPI 3.1 has no word for lines"
        );
        let records = records(&described, path, line).await;
        assert_eq!(records.len(), count, "{records:?}");
        for record in &records {
            let record: Value = serde_json::from_str(record).expect("a line of JSON");
            described.check(&format!("{pointer}/x-item-schema"), &record);
        }
        if let (Some(last), Some(record)) = (last, records.last()) {
            assert!(record.contains(last), "{record}");
        }
    }
}

#[tokio::test]
async fn every_event_is_of_the_documented_item_schema() {
    let described = described();
    for path in ["/live", "/failing"] {
        let pointer = format!(
            "/paths/{}/get/responses/200/content/text~1event-stream/x-item-schema",
            escaped(path)
        );
        let records = records(&described, path, "text/event-stream").await;
        assert!(records.len() > 1, "{records:?}");
        for record in records {
            let fields = record.lines().filter_map(|line| line.split_once(": "));
            let event: serde_json::Map<_, _> = fields.map(|(name, value)| (name.to_owned(), value.into())).collect();
            let data = event["data"].as_str().map(serde_json::from_str::<Value>);
            let data = data.expect("data").expect("JSON");
            described.check(&format!("{pointer}/properties/data/contentSchema"), &data);
            described.check(&pointer, &Value::Object(event));
        }
        let last_id = described.parameter(path, "Last-Event-ID");
        assert_eq!(
            (&last_id["in"], &last_id["required"]),
            (&"header".into(), &false.into())
        );
    }
    assert_eq!(
        *described.at("/paths/~1orders/get/parameters"),
        Value::Array(Vec::new()),
        "no events there"
    );
}

#[tokio::test]
async fn a_table_is_text_of_its_own_media_type() {
    let described = described();
    let content = described.at("/paths/~1table/get/responses/200/content");
    assert_eq!(names(content), ["application/json", "text/csv"]);
    assert_eq!(content["text/csv"]["schema"]["type"], "string");
    let headers = described.at("/paths/~1table/get/responses/200/headers");
    assert_eq!(names(headers), ["vary"]);
    let response = described.get("/table", "text/csv").await;
    assert_eq!(
        response.headers()["content-type"],
        "text/csv; charset=utf-8; header=present"
    );
}

/// The only test here whose handler needs a thread: the limit is the whole process'.
#[tokio::test]
async fn a_stream_too_many_is_answered_as_documented() {
    let described = described();
    let (status, orders) = described.fetch("/plain").await;
    assert_eq!((status, orders.as_array().map(Vec::len)), (200, Some(1)));
    set_max_blocking_streams(0);
    let (status, problem) = described.fetch("/plain").await;
    let response = described.get("/plain", "*/*").await;
    set_max_blocking_streams(128);
    assert_eq!((status, &problem["code"]), (503, &"too-many-streams".into()));
    let documented = described.response("/plain", 503);
    assert!(response.headers().contains_key(names(&documented["headers"])[0]));
    assert_eq!(
        names(described.at("/paths/~1document/get/responses")),
        ["200", "500", "503"]
    );
    assert_eq!(names(described.at("/paths/~1orders/get/responses")), ["200", "500"]);
}

#[test]
fn openapi_3_2_says_item_schema() {
    let (_, mut document) = router().split_for_parts();
    OpenApi32.modify(&mut document);
    let document = serde_json::to_value(document).expect("JSON");
    assert_eq!(document["openapi"], "3.2.0");
    let content = &document["paths"]["/live"]["get"]["responses"]["200"]["content"];
    for content_type in ["application/x-ndjson", "text/event-stream"] {
        assert_eq!(names(&content[content_type]), ["itemSchema"]);
    }
    let kinds = &content["application/x-ndjson"]["itemSchema"]["anyOf"];
    assert_eq!(kinds[0]["$ref"], "#/components/schemas/Order");
    assert_eq!(names(&content["application/json"]), ["schema"]);
}
