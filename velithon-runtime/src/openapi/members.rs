//! What stands beside the rows of a page: members of the envelope, or headers.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

use super::{
    DescribedPage,
    page_facts::Stated,
    schema_parts::{number, one_of_words, text_or_null},
};
use crate::{PageStyle, Total, page::Counted};

pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) header: &'static str,
    pub(super) about: &'static str,
    pub(super) schema: ObjectBuilder,
    /// Whether every page has it.
    pub(super) always: bool,
}

/// All that pages of this handler may have, but for links.
pub(super) fn all<D: DescribedPage>() -> Vec<Member> {
    let options = D::OPTIONS;
    let size = number(1).maximum(Some(options.max_size));
    let (position, size) = match options.style {
        PageStyle::Page => (
            member("page", "x-page", "Which page this is.", number(1)),
            member("size", "x-size", "How many rows a page has.", size),
        ),
        PageStyle::Offset => (
            member("offset", "x-offset", "The row at which this page starts.", number(0)),
            member("limit", "x-limit", "How many rows a page has.", size),
        ),
    };
    let mut members = vec![position, size];
    let stated = match D::FACTS.total {
        Stated::Always if options.total == Total::None => Stated::Never,
        stated => stated,
    };
    if stated == Stated::Never {
        return members;
    }
    let kinds = [Counted::exact(0), Counted::at_least(0)].map(Counted::kind);
    let mut total = member("total", "x-total", "How many rows all pages have together.", number(0));
    let about = "Whether there are exactly so many rows, or at least.";
    let mut kind = member("total_kind", "x-total-kind", about, one_of_words(kinds));
    total.always = stated == Stated::Always;
    kind.always = stated == Stated::Always;
    members.extend([total, kind]);
    if options.style == PageStyle::Page {
        let about = "How many pages of this size there are, where the total is exact.";
        let mut pages = member("total_pages", "x-total-pages", about, number(0));
        pages.always = false;
        members.push(pages);
    }
    members
}

fn member(name: &'static str, header: &'static str, about: &'static str, schema: ObjectBuilder) -> Member {
    Member {
        name,
        header,
        about,
        schema,
        always: true,
    }
}

/// The member `links`.
pub(super) fn links() -> RefOr<Schema> {
    let links = ObjectBuilder::new().description(Some("Where the other pages are; null where there is none."));
    let links = ["first", "prev", "next", "last"]
        .into_iter()
        .fold(links, |links, relation| {
            links.property(relation, text_or_null()).required(relation)
        });
    links.into()
}
