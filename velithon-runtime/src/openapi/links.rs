//! Links of OpenAPI: from the cursors of a page to the operation that they are made for, so that tools can walk.

use utoipa::openapi::link::{Link, LinkBuilder};

use super::{described::DescribedPage, operation::In};
use crate::page::{PageStyle, cursor::sort::has_choice};

/// The links of a page, by their names. Numbered pages have none: no expression says "the page after this one".
pub(super) fn of_page<D: DescribedPage>() -> Vec<(&'static str, Link)> {
    if D::OPTIONS.style != PageStyle::Cursor {
        return Vec::new();
    }
    let [next, prev] = if D::OPTIONS.items.is_none() {
        ["$response.header.X-Next-Cursor", "$response.header.X-Prev-Cursor"]
    } else {
        ["$response.body#/next_cursor", "$response.body#/prev_cursor"]
    };
    vec![
        ("next", link::<D>(next, "The next page, while there is a cursor to it.")),
        (
            "prev",
            link::<D>(prev, "The page before, while there is a cursor to it."),
        ),
    ]
}

/// The same operation with the same parameters, but for the cursor.
fn link<D: DescribedPage>(cursor: &str, description: &str) -> Link {
    let options = D::OPTIONS;
    let sort = has_choice(D::FACTS.sorts, options).then_some(options.sort_name);
    let own = [Some(options.size_name), sort].into_iter().flatten();
    let own = own.filter_map(|name| Some((name.to_owned(), In::Query.value(name)?)));
    let link = LinkBuilder::new()
        .operation_id((D::OPERATION.id)())
        .description(description)
        .parameter(options.position_name, cursor);
    let link = link.request_body(options.binds_body.then_some("$request.body"));
    D::OPERATION
        .values()
        .chain(own)
        .fold(link, |link, (name, value)| link.parameter(name, value))
        .build()
}
