//! What a page has beside its rows: members of the envelope or, where the rows are a bare array, headers.

use utoipa::openapi::{ObjectBuilder, Type, schema::SchemaType};

use super::{
    described::DescribedPage,
    page_facts::HasTotal,
    schema_parts::{cursor, number, one_of_words, text_or_null},
};
use crate::page::{PageMember, PageOptions, PageRequest, PageStyle, Total, total::counted::Counted};

pub(super) struct Member {
    pub(super) role: PageMember,
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
    let schema = number(1).maximum(Some(D::OPTIONS.max_size));
    let size = |size_member, header| member(size_member, header, "How many rows a page has.", schema);
    let mut members = match style {
        PageStyle::Page => vec![
            member(PageMember::Page, "x-page", "Which page this is.", number(1)),
            size(PageMember::Size, "x-size"),
        ],
        PageStyle::Offset => vec![
            member(
                PageMember::Offset,
                "x-offset",
                "The row at which this page starts.",
                number(0),
            ),
            size(PageMember::Limit, "x-limit"),
        ],
        PageStyle::Cursor => vec![size(PageMember::Size, "x-size")],
    };
    members.extend(total::<D>());
    if style == PageStyle::Cursor {
        let next = member(
            PageMember::NextCursor,
            "x-next-cursor",
            "Leads to the next page.",
            cursor(),
        );
        let prev = member(
            PageMember::PrevCursor,
            "x-prev-cursor",
            "Leads to the page before.",
            cursor(),
        );
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
    let total = member(
        PageMember::Total,
        "x-total",
        "How many rows all pages have together.",
        number(0),
    );
    let about = "Whether there are exactly so many rows, or at least.";
    let kind = member(PageMember::TotalKind, "x-total-kind", about, one_of_words(kinds));
    let mut members = vec![total.with(presence), kind.with(presence)];
    if is_counted && D::OPTIONS.style == PageStyle::Page {
        let about = "How many pages of this size there are, where the total is exact.";
        let pages = member(PageMember::TotalPages, "x-total-pages", about, number(0));
        members.push(pages.with(Presence::OrOmitted));
    }
    members
}

fn member(member: PageMember, header: &'static str, description: &'static str, schema: ObjectBuilder) -> Member {
    Member {
        role: member,
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

/// Adds the links as members.
pub(super) fn add_links(object: ObjectBuilder, options: &PageOptions) -> ObjectBuilder {
    let relations = relations(options.style).iter();
    let names = relations.filter_map(|relation| options.members.of(PageMember::of_relation(relation)?));
    names.fold(object, |object, name| {
        object.property(name, text_or_null()).required(name)
    })
}
