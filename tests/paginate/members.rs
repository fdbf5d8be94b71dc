//! Members of a page's body, which the attribute knows by the style as pages have them. `tests/mistakes/paginate/envelope.rs` has
//! those that it refuses.

use serde::Serialize;
use serde_json::Value;
use velithon::{Keyset, Page, paginate};
use velithon_test_support::{answer, get};

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

fn rows() -> Vec<Row> {
    (0..3).map(|id| Row { id }).collect()
}

#[paginate(
    size = 1,
    links = body,
    members(
        page = "its page", size = "its size", total = "its total", total_kind = "its kind", total_pages = "its pages",
        links = "its links", first = "its first", prev = "its prev", next = "its next", last = "its last",
    ),
)]
async fn numbered() -> Vec<Row> {
    rows()
}

#[paginate(
    style = offset,
    limit = "size",
    size = 1,
    links = body,
    members(
        offset = "its offset", limit = "its limit", total = "its total", total_kind = "its kind",
        links = "its links", first = "its first", prev = "its prev", next = "its next", last = "its last",
    ),
)]
async fn from_a_row() -> Vec<Row> {
    rows()
}

#[paginate(
    style = cursor,
    total = exact,
    size = 1,
    links = body,
    members(
        size = "its size", total = "its total", total_kind = "its kind", next_cursor = "its cursor",
        prev_cursor = "its cursor back", links = "its links", first = "its first", prev = "its prev", next = "its next",
    ),
)]
async fn walked() -> Vec<Row> {
    rows()
}

/// The names of the members of a page that has them all but for its rows.
fn names(page: impl Future<Output = Page> + Send) -> Vec<String> {
    let page = answer(page).ok().json();
    let names = |object: &Value| {
        object
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut found = names(&page);
    found.retain(|name| name != "items");
    found.extend(names(&page["its links"]));
    found
}

#[test]
fn every_member_of_a_style_has_the_name_that_the_attribute_says() {
    for (names, members) in [
        (names(numbered(get("/?page=2"))), 10),
        (names(from_a_row(get("/?offset=1"))), 9),
        (names(walked(get("/"))), 9),
    ] {
        assert!(names.iter().all(|name| name.starts_with("its ")), "{names:?}");
        assert_eq!(names.len(), members, "{names:?}");
    }
}
