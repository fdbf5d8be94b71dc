//! Parameters of Velithon's that a handler lists itself.

use axum::extract::Path;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use velithon::{Emitter, paginate, stream_json};

use crate::{
    support::Described,
    walks::{Person, people_there_are},
};

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it is described, and not read")]
struct Length {
    /// Mine.
    size: Option<u32>,
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/pages", params(("page" = Option<u32>, Query, description = "Mine."), Length))]
async fn pages() -> Vec<u32> {
    vec![]
}

#[paginate(openapi)]
#[utoipa::path(get, path = "/books/{page}", params(("page" = u32, Path, description = "Mine.")))]
async fn book(Path(_page): Path<u32>) -> Vec<u32> {
    vec![]
}

#[paginate(style = cursor, export, openapi)]
#[utoipa::path(
    get,
    path = "/people",
    params(
        ("sort" = Option<String>, Query, description = "Mine."),
        ("last-event-id" = Option<String>, Header, description = "Mine."),
    ),
)]
async fn people() -> Vec<Person> {
    people_there_are()
}

#[stream_json(formats = [ndjson, sse], openapi)]
#[utoipa::path(get, path = "/events", params(("last-event-id" = Option<String>, Header, description = "Mine.")))]
async fn events(rows: &Emitter<u32>) {
    rows.emit(&1).await;
}

/// Where the parameters of `GET path` are, what they are called, and whether the handler describes them.
fn parameters(described: &Described, path: &str) -> Vec<(String, String, bool)> {
    let path = path.replace('/', "~1");
    let listed = described.at(&format!("/paths/{path}/get/parameters"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_ascii_lowercase();
    let listed = listed.as_array().expect("a list").iter().map(|parameter| {
        let is_own = text(&parameter["description"]) == "mine.";
        (text(&parameter["in"]), text(&parameter["name"]), is_own)
    });
    let mut listed: Vec<_> = listed.collect();
    listed.sort();
    listed
}

#[test]
fn a_parameter_is_listed_once_and_as_the_handler_describes_it() {
    let router = OpenApiRouter::new()
        .routes(routes!(pages))
        .routes(routes!(book))
        .routes(routes!(people))
        .routes(routes!(events));
    let described = Described::new(router.split_for_parts());
    for (path, expected) in [
        ("/pages", &[("query", "page", true), ("query", "size", true)][..]),
        (
            "/books/{page}",
            &[
                ("path", "page", true),
                ("query", "page", false),
                ("query", "size", false),
            ],
        ),
        (
            "/people",
            &[
                ("header", "last-event-id", true),
                ("query", "cursor", false),
                ("query", "size", false),
                ("query", "sort", true),
            ],
        ),
        ("/events", &[("header", "last-event-id", true)]),
    ] {
        let listed = parameters(&described, path);
        let listed: Vec<_> = listed
            .iter()
            .map(|(place, name, own)| (&**place, &**name, *own))
            .collect();
        assert_eq!(listed, expected, "{path}");
    }
}
