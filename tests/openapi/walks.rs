//! Walks by cursor as they are described and as they are.

use std::convert::Infallible;

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{CursorRequest, CursorSource, Keyset, PageItems, paginate};

use crate::support::{Described, escaped, names, texts};

#[derive(Clone, Serialize, ToSchema, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "name", name asc nulls last, id desc)]
pub(crate) struct Person {
    #[keyset(unique)]
    pub(crate) id: u32,
    pub(crate) name: Option<String>,
}

#[derive(Clone, Serialize, ToSchema, Keyset)]
#[keyset(sort = "key", key asc)]
struct Tick {
    #[keyset(unique)]
    key: String,
}

pub(crate) fn people_there_are() -> Vec<Person> {
    let name = |id: u32| (!id.is_multiple_of(3)).then(|| format!("Person {}", 9 - id));
    (0..5).map(|id| Person { id, name: name(id) }).collect()
}

fn ticks_of(length: usize) -> Vec<Tick> {
    let key = |first: char| first.to_string().repeat(length);
    ('a'..='z').map(|first| Tick { key: key(first) }).collect()
}

struct Log;

impl CursorSource for Log {
    type Item = Person;
    type Error = Infallible;

    async fn rows(&mut self, request: &CursorRequest<Person>) -> Result<Vec<Person>, Infallible> {
        Ok(request.slice(&people_there_are()).cloned().collect())
    }
}

/// The people.
#[paginate(style = cursor, cursor = "after", sort_name = "by", sort = "name", size = 2, max_size = 4, over_max = reject, links = both, openapi)]
#[utoipa::path(get, path = "/people")]
async fn people() -> Vec<Person> {
    people_there_are()
}

#[paginate(style = cursor, items = none, size = 2, openapi)]
#[utoipa::path(get, path = "/ticks")]
async fn ticks() -> Result<Vec<Tick>, StatusCode> {
    Ok(ticks_of(1))
}

#[paginate(style = cursor, size = 1, openapi)]
#[utoipa::path(get, path = "/endless")]
async fn endless() -> Vec<Tick> {
    ticks_of(4000)
}

#[paginate(style = cursor, total = exact, openapi)]
#[utoipa::path(get, path = "/counted")]
async fn counted() -> Vec<Person> {
    people_there_are()
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/told")]
async fn told(page: CursorRequest<Person>) -> Result<PageItems<Person>, StatusCode> {
    let rows = page.slice(&people_there_are()).cloned().collect();
    Ok(PageItems::new(rows).total(5))
}

#[paginate(reverse = off, openapi)]
#[utoipa::path(get, path = "/listed")]
fn listed(page: CursorRequest<Tick>) -> Vec<Tick> {
    page.slice(&ticks_of(1)).cloned().collect()
}

#[paginate(style = cursor, openapi)]
#[utoipa::path(get, path = "/source")]
async fn source() -> Log {
    Log
}

#[paginate(style = cursor, openapi = Person)]
#[utoipa::path(get, path = "/opaque")]
async fn opaque() -> impl CursorSource<Item = Person> {
    Log
}

#[paginate(style = cursor, openapi = Person)]
#[utoipa::path(get, path = "/generic")]
#[expect(dead_code, reason = "it is described, and not routed")]
async fn generic<T>() -> Vec<T>
where
    T: Keyset + Serialize + Send + Sync + 'static,
{
    Vec::new()
}

pub(crate) fn described() -> Described {
    let router = OpenApiRouter::new()
        .routes(routes!(people))
        .routes(routes!(ticks))
        .routes(routes!(endless))
        .routes(routes!(counted))
        .routes(routes!(told))
        .routes(routes!(listed))
        .routes(routes!(source))
        .routes(routes!(opaque));
    Described::new(router.split_for_parts())
}

fn parameters<'d>(described: &'d Described, path: &str) -> Vec<&'d str> {
    let parameters = described.at(&format!("/paths/{}/get/parameters", escaped(path)));
    let parameters = parameters.as_array().expect("a list").iter();
    parameters.map(|one| one["name"].as_str().expect("a name")).collect()
}

#[tokio::test]
async fn a_cursor_of_one_page_is_what_the_parameter_takes() {
    let described = described();
    let (mut uri, mut ids) = ("/people".to_owned(), Vec::new());
    loop {
        let (status, page) = described.fetch(&uri).await;
        assert_eq!(status, 200);
        ids.extend(
            page["items"]
                .as_array()
                .expect("rows")
                .iter()
                .map(|row| row["id"].clone()),
        );
        for cursor in [&page["next_cursor"], &page["prev_cursor"]] {
            if !cursor.is_null() {
                described.check("/paths/~1people/get/parameters/0/schema", cursor);
            }
        }
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        uri = format!("/people?after={next}");
    }
    assert_eq!(ids, [4, 2, 1, 3, 0], "by name");
    assert_eq!(parameters(&described, "/people"), ["after", "size", "by"]);
    let size = &described.parameter("/people", "size")["schema"];
    assert_eq!((&size["default"], &size["maximum"]), (&2.into(), &4.into()));
    let far = "a".repeat(2049);
    let pointer = "/paths/~1people/get/parameters/0/schema";
    assert!(described.matches(pointer, &far.as_str().into()).is_err());
    assert_eq!(described.fetch(&format!("/people?after={far}")).await.0, 400);
}

#[tokio::test]
async fn the_documented_orders_are_those_there_are() {
    let described = described();
    for path in ["/people", "/counted", "/told", "/source", "/opaque"] {
        let name = parameters(&described, path)[2];
        let schema = &described.parameter(path, name)["schema"];
        assert_eq!(texts(&schema["enum"]), ["id", "name", "-id", "-name"], "{path}");
        let (_, page) = described.fetch(path).await;
        let default = schema["default"].as_str().expect("an order");
        let (_, named) = described.fetch(&format!("{path}?{name}={default}")).await;
        assert_eq!(page["items"], named["items"], "{path}: the default is {default}");
        let (status, problem) = described.fetch(&format!("{path}?{name}=age")).await;
        assert_eq!((status, &problem["allowed"]), (400, &schema["enum"]), "{path}");
    }
    let schema = &described.parameter("/ticks", "sort")["schema"];
    assert_eq!(texts(&schema["enum"]), ["key", "-key"], "one order can be reversed");
    assert_eq!(
        parameters(&described, "/listed"),
        ["cursor", "size"],
        "one order that cannot be reversed has no name"
    );
}

#[tokio::test]
async fn the_documented_codes_are_those_of_the_answers() {
    let described = described();
    let (_, first) = described.fetch("/people").await;
    let next = first["next_cursor"].as_str().expect("a cursor");
    let ticks = described.get("/ticks", "*/*").await;
    let tick = ticks.headers()["x-next-cursor"].to_str().expect("text");
    let queries = [
        ("/people", "after=q".to_owned()),
        ("/people", format!("after={next}&by=id")),
        ("/people", "after=&after=".to_owned()),
        ("/people", "size=0".to_owned()),
        ("/people", "size=5".to_owned()),
        ("/people", "by=age".to_owned()),
        ("/ticks", "cursor=q".to_owned()),
        ("/ticks", format!("cursor={tick}&q=tea")),
        ("/ticks", "size=1&size=2".to_owned()),
        ("/ticks", "size=-1".to_owned()),
        ("/ticks", "sort=age".to_owned()),
    ];
    for path in ["/people", "/ticks"] {
        let mut codes = Vec::new();
        for (_, query) in queries.iter().filter(|(of, _)| *of == path) {
            let (status, problem) = described.fetch(&format!("{path}?{query}")).await;
            assert_eq!(status, 400, "{query}");
            codes.push(problem["code"].as_str().expect("a code").to_owned());
        }
        let documented = &described.response(path, 400)["content"]["application/problem+json"]["schema"];
        let mut expected = texts(&documented["properties"]["code"]["enum"]);
        codes.sort_unstable();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{path}");
    }
    let (status, problem) = described.fetch("/endless").await;
    assert_eq!((status, &problem["code"]), (500, &"cursor-too-long".into()));
}

#[tokio::test]
async fn a_body_has_the_documented_members() {
    let described = described();
    for path in ["/people", "/told", "/listed", "/source", "/opaque"] {
        let (status, page) = described.fetch(path).await;
        assert_eq!(status, 200);
        let documented = &described.response(path, 200)["content"]["application/json"]["schema"];
        assert_eq!(names(&page), names(&documented["properties"]), "{path}");
        let required = texts(&documented["required"]);
        let optional: Vec<_> = names(&page)
            .into_iter()
            .filter(|name| !required.contains(name))
            .collect();
        // A handler may state a total; what it returns without its own hand has none.
        let expected: &[&str] = match path {
            "/told" => &["total", "total_kind"],
            _ => &[],
        };
        assert_eq!(optional, expected, "{path}: what some pages lack");
    }
    let (_, page) = described.fetch("/people").await;
    let pointer = "/paths/~1people/get/responses/200/content/application~1json/schema";
    let links = described.at(&format!("{pointer}/properties/links"));
    assert_eq!(names(&page["links"]), names(&links["properties"]), "no last page");
    let mut spoilt: Map<String, Value> = page.as_object().expect("an object").clone();
    spoilt.insert("next_cursor".to_owned(), "no cursor".into());
    assert!(described.matches(pointer, &spoilt.clone().into()).is_err());
    spoilt.remove("next_cursor");
    assert!(
        described.matches(pointer, &spoilt.into()).is_err(),
        "null is not nothing"
    );
}

#[tokio::test]
async fn headers_are_documented_where_a_page_has_them() {
    let described = described();
    let first = described.get("/ticks?size=1", "*/*").await;
    let next = first.headers()["x-next-cursor"].to_str().expect("text");
    let middle = described.get(&format!("/ticks?size=1&cursor={next}"), "*/*").await;
    let sent = middle.headers().keys().map(axum::http::HeaderName::as_str);
    let mut sent: Vec<_> = sent
        .filter(|name| *name != "content-type" && *name != "content-length")
        .collect();
    sent.sort_unstable();
    let documented = &described.response("/ticks", 200)["headers"];
    assert_eq!(sent, names(documented));
    for name in ["x-next-cursor", "x-prev-cursor"] {
        let cursor = middle.headers()[name].to_str().expect("text");
        let pointer = format!("/paths/~1ticks/get/responses/200/headers/{name}/schema");
        described.check(&pointer, &cursor.into());
    }
    let (_, rows) = described.fetch("/ticks").await;
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
}

#[test]
fn rows_are_known_by_their_type() {
    #[derive(OpenApi)]
    #[openapi(paths(generic))]
    struct Document;

    let derived = Described::new((axum::Router::new(), Document::openapi()));
    let described = described();
    for (document, path, row) in [
        (&described, "/people", "Person"),
        (&described, "/endless", "Tick"),
        (&described, "/counted", "Person"),
        (&described, "/told", "Person"),
        (&described, "/listed", "Tick"),
        (&described, "/source", "Person"),
        (&described, "/opaque", "Person"),
        (&derived, "/generic", "Person"),
    ] {
        let schema = &document.response(path, 200)["content"]["application/json"]["schema"];
        assert_eq!(
            schema["properties"]["items"]["items"]["$ref"],
            format!("#/components/schemas/{row}"),
            "{path}"
        );
    }
    assert_eq!(parameters(&derived, "/generic"), ["cursor", "size", "sort"]);
}
