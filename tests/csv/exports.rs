//! Exports as tables: everything from a cursor on, as one file.

use axum::{Router, routing::get};
use http::{HeaderMap, HeaderValue, Method, Response, Uri, header::ACCEPT};
use serde::Serialize;
use velithon::{
    Keyset, RequestHead, paginate,
    testing::{self, Service},
};

#[derive(Clone, Debug, Keyset, PartialEq, Serialize)]
#[keyset(sort = "id", id asc)]
struct Person {
    #[keyset(unique)]
    id: i64,
    name: String,
}

fn everybody() -> Vec<Person> {
    (1..=30)
        .map(|id| Person {
            id,
            name: format!("Nr. {id}, \"the\" first"),
        })
        .collect()
}

#[paginate(style = cursor, export, batch = 4, size = 10, formats = [ndjson, csv])]
async fn people() -> Vec<Person> {
    everybody()
}

#[paginate(style = cursor, export, batch = 4, formats = [csv], deadline = "1ms", csv(delimiter = ";"))]
async fn tables_alone() -> Vec<Person> {
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    everybody()
}

#[paginate(style = cursor, export)]
async fn without_tables() -> Vec<Person> {
    everybody()
}

#[paginate(style = cursor, export, formats = [csv])]
async fn nobody() -> Vec<Person> {
    Vec::new()
}

async fn ask(uri: &str, accept: &str) -> Response<bytes::Bytes> {
    let app = Router::new()
        .route("/v1/people", get(people))
        .route("/v1/of/{name}", get(people))
        .route("/tables", get(tables_alone))
        .route("/without", get(without_tables))
        .route("/nobody", get(nobody));
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
    let head = RequestHead::new(Method::GET, Uri::try_from(uri).unwrap()).with_headers(&headers);
    app.answer(head).await
}

fn read(response: &Response<bytes::Bytes>, delimiter: u8) -> Vec<(i64, String)> {
    assert_eq!(response.status(), 200);
    assert_eq!(
        response.headers()["content-type"],
        "text/csv; charset=utf-8; header=present"
    );
    assert!(response.body().ends_with(b"\r\n"));
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(delimiter).from_reader(response.body().as_ref());
    assert_eq!(reader.headers().unwrap(), vec!["id", "name"]);
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn rows() -> Vec<(i64, String)> {
    everybody().into_iter().map(|person| (person.id, person.name)).collect()
}

#[tokio::test]
async fn a_table_has_all_rows_and_no_marks() {
    let response = ask("/v1/people?tag=a", "text/csv").await;
    assert_eq!(read(&response, b','), rows());
    let headers = response.headers();
    assert_eq!(headers["content-disposition"], "attachment; filename=\"people.csv\"");
    assert_eq!(headers["link"], "<>; rel=\"alternate\"; type=\"application/jsonl\"");
    assert_eq!(headers["vary"], "accept");
    assert!(!headers.contains_key("link-template"));
}

#[tokio::test]
async fn a_table_is_saved_by_the_name_that_the_path_means() {
    for (path, disposition) in [
        (
            "/v1/of/r%C3%A9sum%C3%A9",
            "attachment; filename=\"r_sum_.csv\"; filename*=UTF-8''r%C3%A9sum%C3%A9.csv",
        ),
        ("/v1/of/a%2F..%5Cb%0D", "attachment; filename=\"a_.._b_.csv\""),
        ("/v1/of/people.json", "attachment; filename=\"people.csv\""),
    ] {
        let response = ask(path, "text/csv").await;
        assert_eq!(response.headers()["content-disposition"], disposition);
    }
}

#[tokio::test]
async fn a_deadline_does_not_cut_a_table() {
    let response = ask("/tables", "text/csv").await;
    assert_eq!(read(&response, b';'), rows());
    assert!(!response.headers().contains_key("link"), "there are no lines");
}

#[tokio::test]
async fn a_table_begins_at_a_cursor_and_ends_after_so_many_rows() {
    let page = ask("/v1/people?size=7", "application/json").await;
    let page: serde_json::Value = serde_json::from_slice(page.body()).unwrap();
    let cursor = page["next_cursor"].as_str().unwrap();
    let response = ask(&format!("/v1/people?cursor={cursor}&size=5"), "text/csv").await;
    assert_eq!(read(&response, b','), rows()[7..12]);
}

#[tokio::test]
async fn a_page_is_what_everybody_else_gets() {
    for (uri, accept) in [
        ("/v1/people", "*/*"),
        ("/v1/people", "text/csv;q=0.1, application/json"),
        ("/v1/people", "text/event-stream"),
        ("/without", "text/csv"),
        ("/tables", "application/jsonl"),
    ] {
        let response = ask(uri, accept).await;
        assert_eq!(response.headers()["content-type"], "application/json", "{uri} {accept}");
    }
}

#[tokio::test]
async fn no_rows_are_an_empty_table() {
    let response = ask("/nobody", "text/csv").await;
    assert_eq!((response.status().as_u16(), response.body().len()), (200, 0));
}

#[tokio::test]
async fn a_wrong_cursor_is_a_problem_before_the_table() {
    let response = ask("/v1/people?cursor=1.nonsense", "text/csv").await;
    assert_eq!(response.status(), 400);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert!(!response.headers().contains_key("content-disposition"));
}

#[tokio::test]
async fn lines_beside_tables_are_walked_whole() {
    let app = Router::new().route("/", get(people));
    testing::walk(app, "/").exports().expect(&everybody()).await.unwrap();
}
