use http::{HeaderName, HeaderValue};

use super::json;
use crate::{
    json::Buffer,
    page::{
        envelope::{PageParts, rows::PageRows},
        options::{
            member_names::{MemberNames, PageMember},
            style::PageStyle,
        },
        request::paging::Paging,
        total::counted::Counted,
    },
};

/// A member of the envelope beside the rows; a header where the body is a bare array.
pub(crate) struct Member {
    role: PageMember,
    header: &'static str,
    value: Value,
}

enum Value {
    Number(u64),
    Word(&'static str),
    /// A cursor; null in the envelope, and no header, where there is none.
    Cursor(Option<String>),
}

impl Member {
    /// The header with the cursor to the previous page, where the body is a bare array.
    pub(super) const CURSOR_BACK: HeaderName = HeaderName::from_static("x-prev-cursor");

    /// The members of a page in cursor style, in their order.
    pub(crate) fn of_walk(
        size: u32,
        total: Option<Counted>,
        next: Option<String>,
        prev: Option<String>,
    ) -> impl Iterator<Item = Self> {
        let cursors = [
            Self::cursor(PageMember::NextCursor, "x-next-cursor", next),
            Self::cursor(PageMember::PrevCursor, "x-prev-cursor", prev),
        ];
        let size = Self::number(PageMember::Size, "x-size", size.into());
        [size].into_iter().chain(Self::of_total(total)).chain(cursors)
    }

    /// The members of a numbered page, in their order.
    pub(crate) fn of_page(paging: &Paging<'_>, total: Option<Counted>) -> impl Iterator<Item = Self> {
        let size = paging.request.size();
        let position = paging.options.style.position_of(paging.request.start(), size);
        let pages = total.and_then(|total| total.pages(size));
        let members = match paging.options.style {
            PageStyle::Page => [
                Some(Self::number(PageMember::Page, "x-page", position)),
                Some(Self::number(PageMember::Size, "x-size", size.into())),
                pages.map(|pages| Self::number(PageMember::TotalPages, "x-total-pages", pages)),
            ],
            PageStyle::Offset | PageStyle::Cursor => [
                Some(Self::number(PageMember::Offset, "x-offset", position)),
                Some(Self::number(PageMember::Limit, "x-limit", size.into())),
                None,
            ],
        };
        let [position, size, pages] = members;
        [position, size]
            .into_iter()
            .flatten()
            .chain(Self::of_total(total))
            .chain(pages)
    }

    fn of_total(total: Option<Counted>) -> impl Iterator<Item = Self> {
        let members = total.map(|total| {
            [
                Self::number(PageMember::Total, "x-total", total.rows),
                Self::word(PageMember::TotalKind, "x-total-kind", total.kind()),
            ]
        });
        members.into_iter().flatten()
    }

    /// Writes it into the envelope with the comma before it, unless it is left out.
    pub(crate) fn write(&self, body: &mut Buffer, names: &MemberNames) {
        let Some(name) = names.of(self.role) else { return };
        // The first one of an object has none.
        if body.written().last() != Some(&b'{') {
            body.push(b',');
        }
        json::string(body, name);
        body.push(b':');
        match &self.value {
            Value::Number(number) => json::number(body, *number),
            Value::Word(word) => json::string(body, word),
            Value::Cursor(Some(cursor)) => json::string(body, cursor),
            Value::Cursor(None) => body.extend(b"null"),
        }
    }

    /// Fills it in where the type that is the envelope finds it.
    pub(crate) fn fill_in(self, parts: &mut PageParts<PageRows>) {
        match (self.role, self.value) {
            (PageMember::Page, Value::Number(page)) => parts.page = Some(page),
            (PageMember::Offset, Value::Number(offset)) => parts.offset = Some(offset),
            (PageMember::Total, Value::Number(rows)) => parts.total = Some(rows),
            (PageMember::TotalKind, Value::Word(kind)) => parts.total_is_exact = kind == Counted::exact(0).kind(),
            (PageMember::TotalPages, Value::Number(pages)) => parts.total_pages = Some(pages),
            (PageMember::NextCursor, Value::Cursor(cursor)) => parts.next_cursor = cursor,
            (PageMember::PrevCursor, Value::Cursor(cursor)) => parts.prev_cursor = cursor,
            _ => {}
        }
    }

    pub(crate) fn into_header(self) -> Option<(HeaderName, HeaderValue)> {
        let value = match self.value {
            Value::Number(number) => number.into(),
            Value::Word(word) => HeaderValue::from_static(word),
            Value::Cursor(cursor) => HeaderValue::try_from(cursor?).ok()?,
        };
        Some((HeaderName::from_static(self.header), value))
    }

    fn number(member: PageMember, header: &'static str, number: u64) -> Self {
        Self {
            role: member,
            header,
            value: Value::Number(number),
        }
    }

    fn word(member: PageMember, header: &'static str, word: &'static str) -> Self {
        Self {
            role: member,
            header,
            value: Value::Word(word),
        }
    }

    fn cursor(member: PageMember, header: &'static str, cursor: Option<String>) -> Self {
        Self {
            role: member,
            header,
            value: Value::Cursor(cursor),
        }
    }
}
