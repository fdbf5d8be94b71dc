//! Pages as they are described and as they are.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{PageItems, PageRequest, paginate};

use crate::support::{Described, names, texts};

#[derive(Clone, Serialize, ToSchema)]
struct User {
    id: u32,
    address: Address,
}

#[derive(Clone, Serialize, ToSchema)]
struct Address {
    town: String,
}

fn user(id: u32) -> User {
    let town = format!("Town {id}");
    User {
        id,
        address: Address { town },
    }
}

/// The users.
///
/// All of them.
#[paginate(items = "users", size = 50, max_size = 100, openapi)]
#[utoipa::path(get, path = "/users")]
async fn users() -> Vec<User> {
    (0..200).map(user).collect()
}

#[paginate(style = offset, offset = "from", limit = "count", over_max = reject, size = 5, max_size = 9, max_offset = 70, openapi)]
#[utoipa::path(get, path = "/numbers", tag = "numbers")]
async fn numbers() -> impl Iterator<Item = u32> {
    0..200
}

#[paginate(links = both, openapi)]
#[utoipa::path(get, path = "/told", params(("q" = Option<String>, Query)), responses((status = 404, description = "None")))]
async fn told(page: PageRequest) -> Result<PageItems<User>, axum::http::StatusCode> {
    let offset = u32::try_from(page.offset()).unwrap_or(u32::MAX);
    let rows = (offset..200).take(usize::try_from(page.limit()).unwrap_or(0)).map(user);
    Ok(PageItems::new(rows.collect()).total(200))
}

#[paginate(items = none, size = 10, openapi)]
#[utoipa::path(get, path = "/bare", responses((status = 500, description = "As ever")))]
async fn bare() -> Vec<u32> {
    (0..200).collect()
}

#[paginate(total = none, openapi)]
#[utoipa::path(get, path = "/uncounted")]
async fn uncounted() -> &'static [u32] {
    &[1, 2, 3]
}

pub(crate) fn described() -> Described {
    let router = OpenApiRouter::new()
        .routes(routes!(users))
        .routes(routes!(numbers))
        .routes(routes!(told))
        .routes(routes!(bare))
        .routes(routes!(uncounted));
    Described::new(router.split_for_parts())
}

#[tokio::test]
async fn a_page_has_the_documented_size_by_default_and_at_most() {
    let described = described();
    let schema = &described.parameter("/users", "size")["schema"];
    assert_eq!((&schema["default"], &schema["maximum"]), (&50.into(), &100.into()));
    let (_, page) = described.fetch("/users").await;
    assert_eq!(page["size"], schema["default"]);
    let (_, page) = described.fetch("/users?size=101").await;
    assert_eq!(page["size"], schema["maximum"], "clamped to it");
    let (_, page) = described.fetch("/numbers").await;
    assert_eq!(
        page["limit"],
        described.parameter("/numbers", "count")["schema"]["default"]
    );
    let (status, problem) = described.fetch("/numbers?count=10").await;
    let maximum = &described.parameter("/numbers", "count")["schema"]["maximum"];
    assert_eq!((status, &problem["maximum"]), (400, maximum), "refused beyond it");
}

#[tokio::test]
async fn a_page_starts_where_the_document_says() {
    let described = described();
    for (path, position, size) in [
        ("/users", "page", "size"),
        ("/numbers", "from", "count"),
        ("/told", "page", "size"),
    ] {
        let schema = &described.parameter(path, position)["schema"];
        let minimum = schema["minimum"].as_u64().expect("a number");
        assert_eq!(schema["default"], minimum);
        let (status, page) = described.fetch(&format!("{path}?{position}={minimum}")).await;
        assert_eq!((status, page), described.fetch(path).await, "the default is the first");
        if let Some(below) = minimum.checked_sub(1) {
            assert_eq!(described.fetch(&format!("{path}?{position}={below}")).await.0, 400);
        }
        if let Some(maximum) = schema["maximum"].as_u64() {
            let deepest = format!("{path}?{position}={maximum}&{size}=1");
            assert_eq!(described.fetch(&deepest).await.0, 200, "{deepest}");
            let beyond = format!("{path}?{position}={}&{size}=1", maximum + 1);
            assert_eq!(described.fetch(&beyond).await.0, 400, "{beyond}");
        }
    }
    assert_eq!(described.parameter("/numbers", "from")["schema"]["maximum"], 70);
    assert_eq!(
        described.parameter("/told", "page")["schema"]["maximum"],
        50_001,
        "handles go no deeper"
    );
    assert!(
        described.parameter("/users", "page")["schema"].get("maximum").is_none(),
        "rows in memory are never too deep"
    );
}

#[tokio::test]
async fn the_documented_codes_are_those_of_the_answers() {
    let described = described();
    let cases = [
        ("/numbers", vec!["from=1&from=1", "from=-1", "from=71", "count=10"]),
        ("/users", vec!["page=1&page=1", "page=0", "page=9223372036854775807"]),
    ];
    for (path, queries) in cases {
        let mut codes = Vec::new();
        for query in queries {
            let (status, problem) = described.fetch(&format!("{path}?{query}")).await;
            assert_eq!(status, 400, "{query}");
            codes.push(problem["code"].as_str().expect("a code").to_owned());
        }
        let documented = &described.response(path, 400)["content"]["application/problem+json"]["schema"];
        codes.sort_unstable();
        let mut expected = texts(&documented["properties"]["code"]["enum"]);
        expected.sort_unstable();
        assert_eq!(codes, expected, "{path}");
    }
}

#[tokio::test]
async fn a_body_has_the_documented_members() {
    let described = described();
    for path in ["/users", "/numbers", "/told", "/uncounted"] {
        // Where there is no total, the deepest page alone says that there are more rows.
        let query = if path == "/numbers" { "?from=70" } else { "" };
        let (status, page) = described.fetch(&format!("{path}{query}")).await;
        assert_eq!(status, 200);
        let documented = &described.response(path, 200)["content"]["application/json"]["schema"];
        assert_eq!(names(&page), names(&documented["properties"]), "{path}");
        let mut required = texts(&documented["required"]);
        required.sort_unstable();
        let optional: Vec<_> = names(&page)
            .into_iter()
            .filter(|name| !required.contains(name))
            .collect();
        let expected: &[&str] = match path {
            "/users" => &["total_pages"],
            "/told" => &["total", "total_kind", "total_pages"],
            "/numbers" => &["total", "total_kind"],
            _ => &[],
        };
        assert_eq!(optional, expected, "{path}: what some pages lack");
    }
    let (_, page) = described.fetch("/users?page=4").await;
    assert_eq!(page["users"][0]["address"]["town"], "Town 150");
}

#[tokio::test]
async fn headers_are_documented_where_a_page_has_them() {
    let described = described();
    for path in ["/users", "/numbers", "/told", "/bare"] {
        let response = described.get(path, "*/*").await;
        let sent = response.headers().keys().map(axum::http::HeaderName::as_str);
        let mut sent: Vec<_> = sent
            .filter(|name| *name != "content-type" && *name != "content-length")
            .collect();
        sent.sort_unstable();
        assert_eq!(sent, names(&described.response(path, 200)["headers"]), "{path}");
    }
    let (_, rows) = described.fetch("/bare").await;
    assert_eq!(rows.as_array().map(Vec::len), Some(10));
    let headers = &described.response("/bare", 200)["headers"];
    assert_eq!(headers["x-size"]["schema"]["maximum"], 1000);
}

#[tokio::test]
async fn the_schema_has_no_room_for_another_body() {
    let described = described();
    let (_, mut page) = described.fetch("/users").await;
    let pointer = "/paths/~1users/get/responses/200/content/application~1json/schema";
    page["total_kind"] = "perhaps".into();
    assert!(described.matches(pointer, &page).is_err());
}

#[test]
fn the_users_own_words_stay() {
    let described = described();
    let told = described.at("/paths/~1told/get");
    assert_eq!(described.parameter("/told", "q")["in"], "query");
    assert_eq!(names(&told["responses"]), ["200", "400", "404", "500"]);
    assert_eq!(told["responses"]["404"]["description"], "None");
    let bare = described.response("/bare", 500);
    assert_eq!(bare["description"], "As ever", "in the place of ours");
    assert_eq!(described.at("/paths/~1numbers/get/tags/0"), "numbers");
    let users = described.at("/paths/~1users/get");
    assert_eq!(
        (&users["summary"], &users["description"]),
        (&"The users.".into(), &"All of them.".into())
    );
}

#[test]
fn rows_are_components_with_all_that_they_refer_to() {
    let described = described();
    assert_eq!(names(described.at("/components/schemas")), ["Address", "User"]);
    let rows = &described.response("/users", 200)["content"]["application/json"]["schema"]["properties"]["users"];
    assert_eq!(rows["items"]["$ref"], "#/components/schemas/User");
    assert_eq!(rows["maxItems"], 100);
    assert_eq!(rows["type"], Value::from("array"));
}
