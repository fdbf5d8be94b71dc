//! The type decides what is described, however it is spelled.

use std::{convert::Infallible, io};

use axum::{extract::State, http::StatusCode};
use futures::{Stream, stream::BoxStream};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{CountSource, Emitter, PageItems, PageRequest, PageSource, paginate, stream_json};

use crate::support::{Described, escaped};

#[derive(Clone, Serialize, ToSchema)]
struct Row {
    id: u32,
}

#[derive(Serialize, ToSchema)]
struct View<'a> {
    name: &'a str,
}

/// It has no schema.
#[derive(Serialize)]
struct Foreign {
    id: u32,
}

type Rows = Result<Vec<Row>, StatusCode>;
type Items = PageItems<Row>;
type Fallible<T> = Result<T, StatusCode>;

struct Squares;

impl PageSource for Squares {
    type Item = Row;
    type Error = Infallible;

    const MAX_OFFSET: Option<u64> = Some(7);

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<Row>, Infallible> {
        Ok(vec![Row { id: 4 }])
    }
}

impl CountSource for Squares {
    async fn count(&mut self, _: u64) -> Result<u64, Infallible> {
        Ok(1)
    }
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/page/alias")]
async fn page_alias() -> Rows {
    Ok(vec![Row { id: 1 }])
}

mod renamed {
    pub(crate) use velithon::*;
}

#[paginate(crate = crate::types::renamed, openapi)]
#[utoipa::path(get, path = "/page/told")]
async fn page_told(_page: PageRequest) -> Items {
    PageItems::new(vec![Row { id: 1 }])
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/page/source")]
async fn page_source() -> Squares {
    Squares
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/page/fallible")]
async fn page_fallible() -> impl Iterator<Item = io::Result<Row>> {
    [Ok(Row { id: 1 })].into_iter()
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/page/stream")]
async fn page_stream() -> BoxStream<'static, io::Result<Row>> {
    Box::pin(futures::stream::iter([Ok(Row { id: 1 })]))
}

#[paginate(openapi = Row)]
#[utoipa::path(get, path = "/page/named")]
async fn page_named() -> Vec<Foreign> {
    vec![Foreign { id: 1 }]
}

#[paginate(openapi = Row)]
#[utoipa::path(get, path = "/page/opaque")]
fn page_opaque(page: PageRequest) -> PageItems<impl Serialize> {
    PageItems::new(vec![Row { id: page.size() }])
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/page/references")]
async fn page_references() -> Vec<&'static Row> {
    vec![&Row { id: 1 }]
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/stream/views")]
async fn stream_views(rows: &Emitter<View<'_>>) {
    let name = String::from("tea");
    rows.emit(&View { name: &name }).await;
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/stream/alias")]
async fn stream_alias() -> Rows {
    Ok(vec![Row { id: 1 }])
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/stream/list")]
async fn stream_list() -> &'static [Row] {
    &[Row { id: 1 }]
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/stream/borrowing")]
async fn stream_borrowing(State(rows): State<Vec<Row>>) -> impl Iterator<Item = Row> {
    rows.iter().cloned()
}

#[stream_json(openapi = Row)]
#[utoipa::path(get, path = "/stream/generic")]
#[expect(dead_code, reason = "it is described, and not routed")]
async fn stream_generic<S>(State(rows): State<Vec<S>>) -> impl Stream<Item = S>
where
    S: Serialize + Clone + Send + Sync + 'static,
{
    futures::stream::iter(rows)
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/stream/document")]
async fn stream_document() -> Fallible<Vec<Vec<Row>>> {
    Ok(vec![vec![Row { id: 1 }]])
}

#[stream_json(openapi)]
#[utoipa::path(get, path = "/stream/texts")]
async fn stream_texts() -> impl Iterator<Item = &'static str> {
    ["tea"].into_iter()
}

#[paginate(openapi)]
#[cfg(not(unix))]
#[utoipa::path(get, path = "/absent")]
async fn absent() -> NoSuchType {}

fn described() -> Described {
    let router = OpenApiRouter::new()
        .routes(routes!(page_alias))
        .routes(routes!(page_told))
        .routes(routes!(page_source))
        .routes(routes!(page_fallible))
        .routes(routes!(page_stream))
        .routes(routes!(page_named))
        .routes(routes!(page_opaque))
        .routes(routes!(page_references))
        .routes(routes!(stream_views))
        .routes(routes!(stream_alias))
        .routes(routes!(stream_list))
        .routes(routes!(stream_borrowing))
        .routes(routes!(stream_document))
        .routes(routes!(stream_texts));
    let (router, document) = router.split_for_parts();
    Described::new((router.with_state(vec![Row { id: 1 }]), document))
}

#[tokio::test]
async fn rows_are_known_by_their_type() {
    let described = described();
    let paths = described.document["paths"].as_object().expect("paths");
    for path in paths.keys().filter(|path| path.starts_with("/page")) {
        let schema = &described.response(path, 200)["content"]["application/json"]["schema"];
        assert_eq!(
            schema["properties"]["items"]["items"]["$ref"], "#/components/schemas/Row",
            "{path}"
        );
        let (status, page) = described.fetch(path).await;
        assert_eq!(
            (status, page["items"].as_array().map(Vec::len)),
            (200, Some(1)),
            "{path}"
        );
    }
    assert_eq!(
        described.parameter("/page/source", "page")["schema"]["maximum"],
        8,
        "the source's own depth"
    );
}

#[tokio::test]
async fn items_are_known_by_their_type() {
    let described = described();
    let item = |path: &str| described.response(path, 200)["content"]["application/json"]["schema"]["items"].clone();
    for path in ["/stream/alias", "/stream/list", "/stream/borrowing"] {
        assert_eq!(item(path)["$ref"], "#/components/schemas/Row", "{path}");
    }
    assert_eq!(item("/stream/views")["$ref"], "#/components/schemas/View");
    assert_eq!(
        item("/stream/document")["items"]["$ref"],
        "#/components/schemas/Row",
        "a list of lists has no name, what is in it has"
    );
    assert_eq!(item("/stream/texts"), serde_json::json!({"type": "string"}));
    for path in ["views", "alias", "list", "borrowing", "document", "texts"] {
        let (status, items) = described.fetch(&format!("/stream/{path}")).await;
        assert_eq!((status, items.as_array().map(Vec::len)), (200, Some(1)), "{path}");
    }
}

#[test]
fn utoipas_own_derive_has_the_same_document() {
    #[derive(OpenApi)]
    #[openapi(paths(page_alias, stream_views, stream_generic))]
    struct Document;

    let derived = Described::new((axum::Router::new(), Document::openapi()));
    for path in ["/page/alias", "/stream/views"] {
        for part in ["parameters", "responses"] {
            let pointer = format!("/paths/{}/get/{part}", escaped(path));
            assert_eq!(derived.at(&pointer), described().at(&pointer));
        }
    }
    let generic = &derived.response("/stream/generic", 200)["content"]["application/json"]["schema"];
    assert_eq!(generic["items"]["$ref"], "#/components/schemas/Row");
}
