//! What a page has beside its rows: members of the envelope or, where the rows are a bare array, headers.

use utoipa::openapi::{ObjectBuilder, Type, schema::SchemaType};

use super::{
    described::DescribedPage,
    page_facts::HasTotal,
    schema_parts::{cursor, number, one_of_words, text_or_null},
};
use crate::page::{
    PageMember, PageOptions, PageRequest, PageStyle, Total, options::member_names::MemberNames, total::counted::Counted,
};

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
    /// The member with this role; `None` where no page of the handler has it, and for links, which are described on their own.
    fn of<D: DescribedPage>(role: PageMember) -> Option<Self> {
        let rows = || number(1).maximum(Some(D::OPTIONS.max_size));
        let (header, description, schema, presence) = match role {
            PageMember::Page => ("x-page", "Which page this is.", number(1), Presence::Always),
            PageMember::Size => ("x-size", "How many rows a page has.", rows(), Presence::Always),
            PageMember::Offset => (
                "x-offset",
                "The row at which this page starts.",
                number(0),
                Presence::Always,
            ),
            PageMember::Limit => ("x-limit", "How many rows a page has.", rows(), Presence::Always),
            PageMember::Total => {
                let about = "How many rows all pages have together.";
                ("x-total", about, number(0), presence_of_total::<D>()?)
            }
            PageMember::TotalKind => {
                let about = "Whether there are exactly so many rows, or at least.";
                let kinds = [Counted::exact(0), Counted::at_least(0)].map(Counted::kind);
                ("x-total-kind", about, one_of_words(kinds), presence_of_total::<D>()?)
            }
            PageMember::TotalPages if is_counted::<D>() => {
                let about = "How many pages of this size there are, where the total is exact.";
                ("x-total-pages", about, number(0), Presence::OrOmitted)
            }
            PageMember::NextCursor => ("x-next-cursor", "Leads to the next page.", cursor(), Presence::OrNull),
            PageMember::PrevCursor => ("x-prev-cursor", "Leads to the page before.", cursor(), Presence::OrNull),
            PageMember::TotalPages
            | PageMember::Links
            | PageMember::First
            | PageMember::Prev
            | PageMember::Next
            | PageMember::Last => return None,
        };
        Some(Self {
            role,
            header,
            description,
            schema,
            presence,
        })
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

/// The members that pages of this handler may have, except links.
pub(super) fn all<D: DescribedPage>() -> impl Iterator<Item = Member> {
    let members = D::OPTIONS.style.members().iter();
    members.filter_map(|role| Member::of::<D>(*role))
}

/// Whether pages say how many rows there are because these are counted.
fn is_counted<D: DescribedPage>() -> bool {
    match D::FACTS.total {
        HasTotal::EveryPage => D::OPTIONS.total != Total::None,
        HasTotal::SomePages => true,
        HasTotal::Never => false,
    }
}

/// How pages show the total. Where rows are not counted, the deepest that may be asked for still says that there are more.
fn presence_of_total<D: DescribedPage>() -> Option<Presence> {
    let has_depth = D::OPTIONS.style != PageStyle::Cursor && D::OPTIONS.deepest(D::FACTS.depth) < PageRequest::DEEPEST;
    match D::FACTS.total {
        HasTotal::EveryPage if is_counted::<D>() => Some(Presence::Always),
        HasTotal::SomePages => Some(Presence::OrOmitted),
        HasTotal::EveryPage | HasTotal::Never => has_depth.then_some(Presence::OrOmitted),
    }
}

/// The links that a page may have, in their order, which are called as their relations (RFC 8288).
pub(super) fn relations(style: PageStyle) -> impl Iterator<Item = &'static str> {
    style.links().iter().filter_map(|link| MemberNames::DEFAULT.of(*link))
}

/// Adds the links as members.
pub(super) fn add_links(object: ObjectBuilder, options: &PageOptions) -> ObjectBuilder {
    let links = options.style.links().iter();
    let names = links.filter_map(|link| options.members.of(*link));
    names.fold(object, |object, name| {
        object.property(name, text_or_null()).required(name)
    })
}
