//! The links of OpenAPI from a page to the next.

use axum::{
    Json,
    extract::{Path, Query},
    http::{Uri, response::Parts},
};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::paginate;

use crate::{
    pages,
    support::{Described, escaped, names},
    walks::{self, Person, people_there_are},
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    named: Option<bool>,
}

/// The people of a house.
#[paginate(style = cursor, size = 1, openapi)]
#[utoipa::path(
    get,
    path = "/houses/{house}",
    operation_id = "inhabitants",
    params(("house" = u32, Path, description = "Which house."), Filter),
)]
async fn house(Path(house): Path<u32>, Query(filter): Query<Filter>) -> Vec<Person> {
    let mut people = people_there_are();
    people.retain(|person| person.id >= house && filter.named.is_none_or(|named| named == person.name.is_some()));
    people
}

/// What a link's expression stands for.
fn value(expression: &str, uri: &Uri, response: &Parts, page: &Value) -> Option<String> {
    if let Some(pointer) = expression.strip_prefix("$response.body#") {
        return page.pointer(pointer)?.as_str().map(str::to_owned);
    }
    if let Some(name) = expression.strip_prefix("$response.header.") {
        return response.headers.get(name)?.to_str().ok().map(str::to_owned);
    }
    if let Some(name) = expression.strip_prefix("$request.query.") {
        let pairs = uri.query().unwrap_or_default().split('&');
        let pairs = pairs.filter_map(|pair| pair.split_once('='));
        return pairs
            .into_iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned());
    }
    assert_eq!(expression, "$request.path.house");
    uri.path().strip_prefix("/houses/").map(str::to_owned)
}

/// A tool that knows nothing but the document: it follows `next` from the response to the request.
#[tokio::test]
async fn links_lead_from_page_to_page() {
    let houses = Described::new(OpenApiRouter::new().routes(routes!(house)).split_for_parts());
    let walks = walks::described();
    for (described, path, first, operation, pages) in [
        (&walks, "/people", "/people?size=2&by=id", "people", 3),
        (&walks, "/ticks", "/ticks?size=9", "ticks", 3),
        (&walks, "/told", "/told?size=3", "told", 2),
        (&houses, "/houses/{house}", "/houses/1?named=true", "inhabitants", 3),
    ] {
        let links = &described.response(path, 200)["links"];
        assert_eq!(names(links), ["next", "prev"], "{path}");
        let next = &links["next"];
        assert_eq!(next["operationId"], operation);
        let operation = described.at(&format!("/paths/{}/get/operationId", escaped(path)));
        assert_eq!(&next["operationId"], operation, "of the same operation");
        let (mut uri, mut walked) = (first.parse::<Uri>().expect("a URI"), 0);
        loop {
            let (response, body) = described.get(&uri.to_string(), "*/*").await.into_parts();
            assert_eq!(response.status, 200, "{uri}");
            let body = body.collect().await.expect("a body").to_bytes();
            let page: Value = serde_json::from_slice(&body).expect("JSON");
            walked += 1;
            let mut query = Vec::new();
            let mut target = path.to_owned();
            let mut has_cursor = false;
            for (name, expression) in next["parameters"].as_object().expect("parameters") {
                let expression = expression.as_str().expect("an expression");
                let Some(value) = value(expression, &uri, &response, &page) else {
                    continue;
                };
                has_cursor |= expression.starts_with("$response");
                if expression.starts_with("$request.path") {
                    target = target.replace(&format!("{{{name}}}"), &value);
                } else {
                    query.push(format!("{name}={value}"));
                }
            }
            if !has_cursor {
                break;
            }
            uri = format!("{target}?{}", query.join("&")).parse().expect("a URI");
        }
        assert_eq!(walked, pages, "{path}");
    }
    let numbered = pages::described();
    assert_eq!(
        numbered.response("/users", 200).get("links"),
        None,
        "pages by number have no such links"
    );
}

#[derive(Deserialize, Serialize, ToSchema)]
struct Search {
    named: Option<bool>,
}

/// The people that a body asks for.
#[paginate(style = cursor, size = 1, bind(body = search), openapi)]
#[utoipa::path(post, path = "/search", request_body = Search)]
async fn search(Json(search): Json<Search>) -> Vec<Person> {
    let mut people = people_there_are();
    people.retain(|person| search.named.is_none_or(|named| named == person.name.is_some()));
    people
}

#[test]
fn a_link_takes_the_bound_body_along() {
    let described = Described::new(OpenApiRouter::new().routes(routes!(search)).split_for_parts());
    let next = described.at("/paths/~1search/post/responses/200/links/next");
    assert_eq!(next["requestBody"], "$request.body");
    assert_eq!(next["parameters"]["cursor"], "$response.body#/next_cursor");
}
