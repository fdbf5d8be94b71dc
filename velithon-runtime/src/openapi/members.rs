//! What stands beside the rows of a page: members of the envelope, or headers.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type, schema::SchemaType};

use super::{
    described::DescribedPage,
    page_facts::Stated,
    schema_parts::{cursor, number, one_of_words, text_or_null},
};
use crate::page::{PageStyle, Total, total::counted::Counted};

pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) header: &'static str,
    pub(super) about: &'static str,
    /// Of what it says, where it says anything.
    pub(super) schema: ObjectBuilder,
    /// What a page without it has.
    pub(super) absent: Absent,
}

/// What a page has in the place of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// There is none: every page has it.
    Never,
    /// Nothing.
    Omitted,
    /// The member as null; as a header, nothing.
    Null,
}

impl Member {
    fn or(self, absent: Absent) -> Self {
        Self { absent, ..self }
    }

    /// What the envelope has.
    pub(super) fn into_property(self) -> ObjectBuilder {
        let schema = self.schema.description(Some(self.about));
        if self.absent == Absent::Null {
            schema.schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        } else {
            schema
        }
    }
}

/// All that pages of this handler may have, but for links.
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
        members.extend([next, prev].map(|cursor| cursor.or(Absent::Null)));
    }
    members
}

/// How many rows there are, where pages say it.
fn total<D: DescribedPage>() -> Vec<Member> {
    let absent = match D::FACTS.total {
        Stated::Always if D::OPTIONS.total != Total::None => Absent::Never,
        Stated::Always | Stated::Never => return Vec::new(),
        Stated::Sometimes => Absent::Omitted,
    };
    let kinds = [Counted::exact(0), Counted::at_least(0)].map(Counted::kind);
    let total = member("total", "x-total", "How many rows all pages have together.", number(0));
    let about = "Whether there are exactly so many rows, or at least.";
    let kind = member("total_kind", "x-total-kind", about, one_of_words(kinds));
    let mut members = vec![total.or(absent), kind.or(absent)];
    if D::OPTIONS.style == PageStyle::Page {
        let about = "How many pages of this size there are, where the total is exact.";
        let pages = member("total_pages", "x-total-pages", about, number(0));
        members.push(pages.or(Absent::Omitted));
    }
    members
}

fn member(name: &'static str, header: &'static str, about: &'static str, schema: ObjectBuilder) -> Member {
    Member {
        name,
        header,
        about,
        schema,
        absent: Absent::Never,
    }
}

/// The relations that links have.
pub(super) fn relations(style: PageStyle) -> &'static [&'static str] {
    match style {
        PageStyle::Page | PageStyle::Offset => &["first", "prev", "next", "last"],
        // Without a count there is no last page to name.
        PageStyle::Cursor => &["first", "prev", "next"],
    }
}

/// The member `links`.
pub(super) fn links(style: PageStyle) -> RefOr<Schema> {
    let links = ObjectBuilder::new().description(Some("Where the other pages are; null where there is none."));
    let links = relations(style).iter().fold(links, |links, relation| {
        links.property(*relation, text_or_null()).required(*relation)
    });
    links.into()
}
