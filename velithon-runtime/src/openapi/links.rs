//! Links of OpenAPI: from the cursors of a page to the operation that they are made for, so that tools can walk.

use utoipa::openapi::link::{Link, LinkBuilder};

use super::{described::DescribedPage, operation::In};
use crate::page::{PageMember, PageOptions, PageStyle, cursor::sort::has_choice};

/// The links of a page, by their names. Numbered pages have none: no expression says "the page after this one".
pub(super) fn of_page<D: DescribedPage>() -> Vec<(&'static str, Link)> {
    if D::OPTIONS.style != PageStyle::Cursor {
        return Vec::new();
    }
    let about = [
        (
            "next",
            PageMember::NextCursor,
            "X-Next-Cursor",
            "The next page, while there is a cursor to it.",
        ),
        (
            "prev",
            PageMember::PrevCursor,
            "X-Prev-Cursor",
            "The page before, while there is a cursor to it.",
        ),
    ];
    let links = about
        .into_iter()
        .filter_map(|(link_name, member, header, description)| {
            let cursor = cursor_of(D::OPTIONS, member, header)?;
            Some((link_name, link::<D>(&cursor, description)))
        });
    links.collect()
}

/// Where a response has a cursor, as an expression; nothing where it has none, or where an envelope's type decides that.
fn cursor_of(options: &PageOptions, member: PageMember, header: &str) -> Option<String> {
    if options.envelope.is_some() {
        return None;
    }
    if options.items.is_none() {
        return Some(format!("$response.header.{header}"));
    }
    let path = options.meta.into_iter().chain([options.members.of(member)?]);
    // `~` and `/` are escaped in a JSON pointer (RFC 6901).
    let path = path.map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")));
    Some(format!("$response.body#{}", path.collect::<String>()))
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
