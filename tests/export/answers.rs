//! What a request is answered with, by its `Accept` and its parameters.

use axum::{Router, http::StatusCode, response::IntoResponse, routing::get};
use http::{HeaderMap, HeaderValue, Method, Response, Uri, header::ACCEPT};
use serde_json::{Value, json};
use velithon::{
    CursorKeys, RequestHead, paginate,
    testing::{self, Service},
};

use crate::records::{Log, Record, records};

static KEYS: CursorKeys = CursorKeys::new();

#[derive(Debug)]
struct Gone;

impl IntoResponse for Gone {
    fn into_response(self) -> axum::response::Response {
        StatusCode::GONE.into_response()
    }
}

#[paginate(style = cursor, export, batch = 4)]
async fn slice() -> Vec<Record> {
    records(30)
}

#[paginate(style = cursor, export, batch = 4, size = 10)]
async fn source() -> Log {
    Log::new(records(30))
}

#[paginate(style = cursor, export, batch = 3)]
fn blocking() -> Result<Log, Gone> {
    Ok(Log::new(records(30)))
}

#[paginate(style = cursor, export, batch = 3)]
fn blocking_slice() -> Vec<Record> {
    records(30)
}

#[paginate(style = cursor, export, batch = 4, sign = KEYS, bind("tag"))]
async fn signed() -> Result<Vec<Record>, Gone> {
    Ok(records(30))
}

#[paginate(style = cursor, export, batch = 4, deadline = "1ms", formats = [array, ndjson])]
async fn late() -> Log {
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    Log::new(records(30))
}

#[paginate(style = cursor, export, batch = 7, cursor = "page[after]")]
async fn renamed() -> Vec<Record> {
    records(30)
}

#[paginate(style = cursor, export)]
async fn many() -> Log {
    Log::new(records(30_000))
}

#[paginate(style = cursor, export)]
async fn gone() -> Result<Log, Gone> {
    Err(Gone)
}

#[paginate(style = cursor, export)]
async fn empty() -> impl velithon::CursorSource<Item = Record> {
    Log::new(Vec::new())
}

fn app() -> Router {
    KEYS.set([[7; 32]]).unwrap();
    Router::new()
        .route("/slice", get(slice))
        .route("/source", get(source))
        .route("/blocking", get(blocking))
        .route("/blocking_slice", get(blocking_slice))
        .route("/signed", get(signed))
        .route("/late", get(late))
        .route("/renamed", get(renamed))
        .route("/gone", get(gone))
        .route("/many", get(many))
        .route("/empty", get(empty))
}

async fn ask(method: Method, uri: &str, accept: &str) -> Response<bytes::Bytes> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
    let head = RequestHead::new(method, Uri::try_from(uri).unwrap()).with_headers(&headers);
    app().answer(head).await
}

async fn lines(uri: &str) -> Vec<Value> {
    let response = ask(Method::GET, uri, "application/jsonl").await;
    assert_eq!(response.status(), 200, "{uri}: {response:?}");
    assert_eq!(response.headers()["content-type"], "application/jsonl");
    let text = String::from_utf8(response.body().to_vec()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn every_source_is_walked_whole_and_from_every_mark() {
    for path in ["/slice", "/source", "/blocking", "/blocking_slice", "/signed", "/late"] {
        let walk = testing::walk(app(), path).exports();
        walk.expect(&records(30))
            .await
            .unwrap_or_else(|fault| panic!("{path}: {fault}"));
    }
    let by_group = || {
        let mut rows = records(30);
        rows.sort_by_key(|row| (row.group.is_none(), std::cmp::Reverse(row.group), row.id));
        rows
    };
    for path in ["/slice?sort=group", "/signed?sort=group&tag=a"] {
        testing::walk(app(), path).exports().expect(&by_group()).await.unwrap();
    }
}

#[tokio::test]
async fn marks_and_the_end_say_where_to_go_on() {
    let lines = lines("/slice").await;
    let marks: Vec<_> = lines.iter().filter_map(|line| line.get("$mark")).collect();
    let counts: Vec<_> = marks.iter().map(|mark| mark["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [4, 8, 12, 16, 20, 24, 28]);
    let end = &lines.last().unwrap()["$end"];
    assert_eq!((&end["count"], &end["complete"]), (&json!(30), &json!(true)));
    assert_eq!(lines.len(), 30 + 7 + 1);
}

#[tokio::test]
async fn the_cursor_of_a_complete_end_leads_to_nothing_yet() {
    let all = lines("/slice").await;
    let after = all.last().unwrap()["$end"]["after"].as_str().unwrap().to_owned();
    let rest = lines(&format!("/slice?cursor={after}")).await;
    assert_eq!(rest, [json!({"$end": {"count": 0, "complete": true, "after": after}})]);
    let nothing = lines("/empty").await;
    assert_eq!(nothing.len(), 1);
    let after = nothing[0]["$end"]["after"].as_str().unwrap();
    assert_eq!(lines(&format!("/empty?cursor={after}")).await, nothing);
}

#[tokio::test]
async fn a_size_ends_it_early() {
    let part = lines("/slice?size=6").await;
    let end = &part.last().unwrap()["$end"];
    assert_eq!((&end["count"], &end["complete"]), (&json!(6), &json!(false)));
    let all = lines("/slice?size=30").await;
    assert_eq!(all.last().unwrap()["$end"]["complete"], true);
    assert_eq!(lines("/source?size=18446744073709551615").await.len(), 38);
}

#[tokio::test]
async fn a_deadline_ends_it_after_a_batch() {
    let part = lines("/late").await;
    assert_eq!(part.len(), 5, "{part:?}");
    assert_eq!(part[4]["$end"]["complete"], false);
}

#[tokio::test]
async fn a_page_is_a_page_still() {
    let page = ask(Method::GET, "/source", "*/*").await;
    assert_eq!(page.headers()["content-type"], "application/json");
    assert_eq!(page.headers()["vary"], "accept");
    let body: Value = serde_json::from_slice(page.body()).unwrap();
    assert_eq!(body["items"].as_array().unwrap().len(), 10);
    // The cursor of a page leads an export on, and the other way round.
    let next = body["next_cursor"].as_str().unwrap();
    assert_eq!(lines(&format!("/source?cursor={next}")).await[0]["id"], 10);
    let head = ask(Method::HEAD, "/source", "*/*").await;
    assert_eq!(head.headers()["content-length"], page.body().len().to_string());
}

#[tokio::test]
async fn an_array_is_asked_for_by_name() {
    let page = ask(Method::GET, "/late", "application/json").await;
    assert!(page.body().starts_with(b"{"));
    let all = ask(Method::GET, "/late?tag=a", "application/json; rows=all").await;
    assert_eq!(all.headers()["content-type"], "application/json");
    assert_eq!(
        all.headers()["link"],
        "<>; rel=\"alternate\"; type=\"application/jsonl\""
    );
    let rows: Vec<Value> = serde_json::from_slice(all.body()).unwrap();
    assert_eq!(rows.len(), 30, "an array has no deadline");
}

#[tokio::test]
async fn lines_and_events_say_at_once_how_to_go_on() {
    for accept in ["application/jsonl", "text/event-stream"] {
        for (uri, template) in [
            ("/slice", "{?cursor}"),
            ("/slice?size=4&tag=a%20b&flag", "?size=4&tag=a%20b&flag{&cursor}"),
            ("/renamed?tag=a", "?tag=a{&page%5Bafter%5D}"),
        ] {
            let response = ask(Method::GET, uri, accept).await;
            assert_eq!(
                response.headers()["link-template"],
                format!("\"{template}\"; rel=\"next\""),
                "{uri}"
            );
        }
    }
    // What has no marks has no cursor to go on by; the link of a page has its cursor.
    for (uri, accept) in [
        ("/late", "application/json; rows=all"),
        ("/renamed", "application/json"),
    ] {
        let response = ask(Method::GET, uri, accept).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(!response.headers().contains_key("link-template"), "{uri}");
    }
    // The cursor that a request has is not a part of the template: the next one takes its place.
    let lines = lines("/renamed").await;
    let mark = lines.iter().find_map(|line| line["$mark"]["after"].as_str()).unwrap();
    let rest = ask(
        Method::GET,
        &format!("/renamed?page[after]={mark}&x=1"),
        "application/jsonl",
    )
    .await;
    assert_eq!(rest.status(), StatusCode::BAD_REQUEST, "it was made without `x`");
    let rest = ask(
        Method::GET,
        &format!("/renamed?page[after]={mark}"),
        "application/jsonl",
    )
    .await;
    assert_eq!(rest.headers()["link-template"], "\"{?page%5Bafter%5D}\"; rel=\"next\"");
}

#[tokio::test]
async fn events_have_the_cursor_as_an_id() {
    let response = ask(Method::GET, "/slice", "text/event-stream").await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let text = String::from_utf8(response.body().to_vec()).unwrap();
    let events: Vec<_> = text.split_terminator("\n\n").collect();
    assert_eq!(events.len(), 31, "{text}");
    for (at, event) in events.iter().enumerate() {
        assert_eq!(event.contains("id: "), at % 4 == 3 || at >= 29, "{at}: {event}");
    }
    assert!(events[30].starts_with("event: end\n"));
}

#[tokio::test]
async fn problems_are_those_of_a_page() {
    for (uri, status, code) in [
        ("/slice?size=0", 400, "invalid-parameter"),
        ("/slice?size=1&size=2", 400, "duplicate-parameter"),
        ("/slice?cursor=nonsense", 400, "invalid-cursor"),
        ("/slice?sort=nothing", 400, "unknown-sort"),
    ] {
        for accept in ["*/*", "application/jsonl"] {
            let response = ask(Method::GET, uri, accept).await;
            assert_eq!(response.status(), status, "{uri} {accept}");
            assert_eq!(response.headers()["content-type"], "application/problem+json");
            let body: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(body["code"], code);
        }
    }
    let other = lines("/signed?tag=a").await;
    let after = other[4]["$mark"]["after"].as_str().unwrap();
    let response = ask(
        Method::GET,
        &format!("/signed?tag=b&cursor={after}"),
        "application/jsonl",
    )
    .await;
    let body: Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(body["code"], "cursor-query-mismatch");
    for accept in ["*/*", "application/jsonl", "text/event-stream"] {
        assert_eq!(ask(Method::GET, "/gone", accept).await.status(), 410);
    }
}

/// How far batches grow goes by the clock, so that each may have as many rows as the usual one, or up to twice as many as the one
/// before.
#[tokio::test]
async fn behind_a_short_batch_they_have_1000_rows_and_grow_at_most_to_twice_as_many() {
    let answer = ask(Method::GET, "/many", "application/jsonl").await;
    let text = std::str::from_utf8(answer.body()).unwrap();
    let counts: Vec<_> = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).unwrap()["$mark"]["count"].as_u64())
        .collect();
    let batches: Vec<_> = counts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!((counts[0], batches[0]), (32, 1000));
    let mut before = 1000;
    for batch in &batches {
        assert!((1000..=10_000.min(2 * before)).contains(batch), "{batches:?}");
        before = *batch;
    }
}
