use http::{HeaderName, HeaderValue};

use super::json;
use crate::{
    json::Buffer,
    page::{options::style::PageStyle, request::paging::Paging, total::counted::Counted},
};

/// A member of the envelope beside the rows; a header where the body is a bare array.
pub(crate) struct Member {
    name: &'static str,
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
            Self::cursor("next_cursor", "x-next-cursor", next),
            Self::cursor("prev_cursor", "x-prev-cursor", prev),
        ];
        let size = Self::number("size", "x-size", size.into());
        [size].into_iter().chain(Self::of_total(total)).chain(cursors)
    }

    /// The members of a numbered page, in their order.
    pub(crate) fn of_page(paging: &Paging<'_>, total: Option<Counted>) -> impl Iterator<Item = Self> {
        let size = paging.request.size();
        let position = paging.options.style.position_of(paging.request.start(), size);
        let pages = total.and_then(|total| total.pages(size));
        let members = match paging.options.style {
            PageStyle::Page => [
                Some(Self::number("page", "x-page", position)),
                Some(Self::number("size", "x-size", size.into())),
                pages.map(|pages| Self::number("total_pages", "x-total-pages", pages)),
            ],
            PageStyle::Offset | PageStyle::Cursor => [
                Some(Self::number("offset", "x-offset", position)),
                Some(Self::number("limit", "x-limit", size.into())),
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
                Self::number("total", "x-total", total.rows),
                Self::word("total_kind", "x-total-kind", total.kind()),
            ]
        });
        members.into_iter().flatten()
    }

    /// Writes it into the envelope, with the comma before it.
    pub(crate) fn write(&self, body: &mut Buffer) {
        body.push(b',');
        json::string(body, self.name);
        body.push(b':');
        match &self.value {
            Value::Number(number) => json::number(body, *number),
            Value::Word(word) => json::string(body, word),
            Value::Cursor(Some(cursor)) => json::string(body, cursor),
            Value::Cursor(None) => body.extend(b"null"),
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

    fn number(name: &'static str, header: &'static str, number: u64) -> Self {
        Self {
            name,
            header,
            value: Value::Number(number),
        }
    }

    fn word(name: &'static str, header: &'static str, word: &'static str) -> Self {
        Self {
            name,
            header,
            value: Value::Word(word),
        }
    }

    fn cursor(name: &'static str, header: &'static str, cursor: Option<String>) -> Self {
        Self {
            name,
            header,
            value: Value::Cursor(cursor),
        }
    }
}
