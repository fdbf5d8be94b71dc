//! Pages in envelopes of other names and types, as they are described and as they are.

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{Keyset, PageLink, PageParts, paginate};

use crate::support::{Described, names};

#[derive(Clone, Serialize, ToSchema, Keyset)]
#[keyset(sort = "id", id asc)]
struct User {
    #[keyset(unique)]
    id: u32,
    address: Address,
}

#[derive(Clone, Serialize, ToSchema)]
struct Address {
    town: String,
}

fn all() -> Vec<User> {
    let user = |id| User {
        id,
        address: Address { town: "Ulm".to_owned() },
    };
    (1..=5).map(user).collect()
}

#[paginate(
    items = "data",
    size = 2,
    links = body,
    meta = "meta",
    members(page = "current_page", size = "per_page", total_kind = none, next = "next_page_url"),
    openapi
)]
#[utoipa::path(get, path = "/named")]
async fn named() -> Vec<User> {
    all()
}

#[paginate(style = cursor, size = 2, links = both, meta = "page", members(links = none, prev_cursor = none), openapi)]
#[utoipa::path(get, path = "/flat")]
async fn flat() -> Vec<User> {
    all()
}

/// What an old front end knows.
#[derive(Serialize, ToSchema)]
struct Legacy<R> {
    count: Option<u64>,
    paging: Paging,
    results: R,
}

#[derive(Serialize, ToSchema)]
struct Paging {
    has_more: bool,
    next: Option<PageLink>,
    last: Option<String>,
}

impl<R> From<PageParts<R>> for Legacy<R> {
    fn from(page: PageParts<R>) -> Self {
        Self {
            count: page.total,
            paging: Paging {
                has_more: page.has_more,
                next: page.next,
                last: page.last.map(String::from),
            },
            results: page.rows,
        }
    }
}

#[paginate(envelope = Legacy, size = 2, openapi)]
#[utoipa::path(get, path = "/legacy")]
async fn legacy() -> Vec<User> {
    all()
}

fn described() -> Described {
    let router = OpenApiRouter::new()
        .routes(routes!(named))
        .routes(routes!(flat))
        .routes(routes!(legacy));
    Described::new(router.split_for_parts())
}

const SCHEMA: &str = "/content/application~1json/schema";

#[tokio::test]
async fn pages_are_what_their_documents_say() {
    let described = described();
    for uri in ["/named", "/named?page=3", "/flat", "/legacy", "/legacy?page=9"] {
        let (status, body) = described.fetch(uri).await;
        assert_eq!(status, 200, "{uri}: {body}");
    }
}

#[test]
fn every_name_is_the_one_that_is_sent() {
    let described = described();
    let schema = described.at(&format!("/paths/~1named/get/responses/200{SCHEMA}"));
    assert_eq!(names(&schema["properties"]), ["data", "links", "meta"]);
    assert_eq!(
        names(&schema["properties"]["meta"]["properties"]),
        ["current_page", "per_page", "total", "total_pages"]
    );
    assert_eq!(
        names(&schema["properties"]["links"]["properties"]),
        ["first", "last", "next_page_url", "prev"]
    );
    let schema = described.at(&format!("/paths/~1flat/get/responses/200{SCHEMA}"));
    assert_eq!(names(&schema["properties"]), ["first", "items", "next", "page", "prev"]);
    assert_eq!(
        names(&schema["properties"]["page"]["properties"]),
        ["next_cursor", "size"]
    );
    let links = described.at("/paths/~1flat/get/responses/200/links");
    assert_eq!(names(links), ["next"]);
    assert_eq!(
        links["next"]["parameters"]["cursor"],
        "$response.body#/page/next_cursor"
    );
}

#[test]
fn an_envelope_is_described_by_its_type_around_the_rows() {
    let described = described();
    let schema = described.at(&format!("/paths/~1legacy/get/responses/200{SCHEMA}"));
    assert_eq!(names(&schema["properties"]), ["count", "paging", "results"]);
    let results = &schema["properties"]["results"];
    assert_eq!(results["items"]["$ref"], "#/components/schemas/User");
    assert_eq!(results["maxItems"], 1000);
    let link = described.at("/components/schemas/PageLink");
    assert_eq!(link, &json!({ "type": "string", "format": "uri-reference" }));
}

#[test]
fn no_name_of_ours_is_among_the_schemas_unless_an_envelope_has_it() {
    let described = described();
    assert_eq!(
        names(described.at("/components/schemas")),
        ["Address", "PageLink", "Paging", "User"]
    );
}
