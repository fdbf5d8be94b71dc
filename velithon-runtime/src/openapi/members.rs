//! What a page has beside its rows: members of the envelope or, where the rows are a bare array, headers.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type, schema::SchemaType};

use super::{
    described::DescribedPage,
    page_facts::HasTotal,
    schema_parts::{cursor, number, one_of_words, text_or_null},
};
use crate::page::{PageRequest, PageStyle, Total, total::counted::Counted};

pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) header: &'static str,
    pub(super) description: &'static str,
    /// The schema of a value that is not null.
    pub(super) schema: ObjectBuilder,
    pub(super) presence: Presence,
}

/// How pages show that a member has no value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// Every page has a value.
    Always,
    /// The page lacks the member, or the header.
    OrOmitted,
    /// The member is null; a header is omitted.
    OrNull,
}

impl Member {
    fn with(self, presence: Presence) -> Self {
        Self { presence, ..self }
    }

    /// The schema of the envelope's member, null included where it may be null.
    pub(super) fn into_property(self) -> ObjectBuilder {
        let schema = self.schema.description(Some(self.description));
        if self.presence == Presence::OrNull {
            schema.schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        } else {
            schema
        }
    }
}

/// The members that pages of this handler may have, except `links`.
pub(super) fn all<D: DescribedPage>() -> Vec<Member> {
    let style = D::OPTIONS.style;
    let size = number(1).maximum(Some(D::OPTIONS.max_size));
    let size = |name, header| member(name, header, "How many rows a page has.", size);
    let mut members = match style {
        PageStyle::Page => vec![
            member("page", "x-page", "Which page this is.", number(1)),
            size("size", "x-size"),
        ],
        PageStyle::Offset => vec![
            member("offset", "x-offset", "The row at which this page starts.", number(0)),
            size("limit", "x-limit"),
        ],
        PageStyle::Cursor => vec![size("size", "x-size")],
    };
    members.extend(total::<D>());
    if style == PageStyle::Cursor {
        let next = member("next_cursor", "x-next-cursor", "Leads to the next page.", cursor());
        let prev = member("prev_cursor", "x-prev-cursor", "Leads to the page before.", cursor());
        members.extend([next, prev].map(|cursor| cursor.with(Presence::OrNull)));
    }
    members
}

/// The members that say how many rows there are. Where pages have no total, the deepest that may be asked for still says
/// that there are more rows.
fn total<D: DescribedPage>() -> Vec<Member> {
    let has_depth = D::OPTIONS.style != PageStyle::Cursor && D::OPTIONS.deepest(D::FACTS.depth) < PageRequest::DEEPEST;
    let (presence, is_counted) = match D::FACTS.total {
        HasTotal::EveryPage if D::OPTIONS.total != Total::None => (Presence::Always, true),
        HasTotal::EveryPage | HasTotal::Never if has_depth => (Presence::OrOmitted, false),
        HasTotal::EveryPage | HasTotal::Never => return Vec::new(),
        HasTotal::SomePages => (Presence::OrOmitted, true),
    };
    let kinds = [Counted::exact(0), Counted::at_least(0)].map(Counted::kind);
    let total = member("total", "x-total", "How many rows all pages have together.", number(0));
    let about = "Whether there are exactly so many rows, or at least.";
    let kind = member("total_kind", "x-total-kind", about, one_of_words(kinds));
    let mut members = vec![total.with(presence), kind.with(presence)];
    if is_counted && D::OPTIONS.style == PageStyle::Page {
        let about = "How many pages of this size there are, where the total is exact.";
        let pages = member("total_pages", "x-total-pages", about, number(0));
        members.push(pages.with(Presence::OrOmitted));
    }
    members
}

fn member(name: &'static str, header: &'static str, description: &'static str, schema: ObjectBuilder) -> Member {
    Member {
        name,
        header,
        description,
        schema,
        presence: Presence::Always,
    }
}

/// The relations (RFC 8288) that the links of a page may have, in their order.
pub(super) fn relations(style: PageStyle) -> &'static [&'static str] {
    match style {
        PageStyle::Page | PageStyle::Offset => &["first", "prev", "next", "last"],
        // Without a count there is no last page to name.
        PageStyle::Cursor => &["first", "prev", "next"],
    }
}

/// The schema of the member `links`.
pub(super) fn links(style: PageStyle) -> RefOr<Schema> {
    let links = ObjectBuilder::new().description(Some("Where the other pages are; null where there is none."));
    let links = relations(style).iter().fold(links, |links, relation| {
        links.property(*relation, text_or_null()).required(*relation)
    });
    links.into()
}
