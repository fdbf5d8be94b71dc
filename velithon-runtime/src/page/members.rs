use http::{HeaderName, HeaderValue};

use super::{Counted, PageStyle, Paging, json};

/// Something that stands beside the rows: a member of the envelope, or a header of the same name.
pub(super) struct Member {
    name: &'static str,
    header: &'static str,
    value: Value,
}

enum Value {
    Number(u64),
    Word(&'static str),
}

impl Member {
    /// All of them, in their order.
    pub(super) fn all(paging: &Paging<'_>, total: Option<Counted>) -> impl Iterator<Item = Self> {
        let size = paging.request.size();
        let position = paging.options.style.position_of(paging.request.start(), size);
        let pages = total.and_then(|total| total.pages(size));
        let beside_total = [
            total.map(|total| Self::number("total", "x-total", total.rows)),
            total.map(|total| Self::word("total_kind", "x-total-kind", total.kind())),
        ];
        let members = match paging.options.style {
            PageStyle::Page => [
                Some(Self::number("page", "x-page", position)),
                Some(Self::number("size", "x-size", size.into())),
                pages.map(|pages| Self::number("total_pages", "x-total-pages", pages)),
            ],
            PageStyle::Offset => [
                Some(Self::number("offset", "x-offset", position)),
                Some(Self::number("limit", "x-limit", size.into())),
                None,
            ],
        };
        let [position, size, pages] = members;
        [position, size]
            .into_iter()
            .chain(beside_total)
            .chain([pages])
            .flatten()
    }

    /// Writes it into the envelope, with the comma before it.
    pub(super) fn write(&self, body: &mut Vec<u8>) {
        body.push(b',');
        json::string(body, self.name);
        body.push(b':');
        match self.value {
            Value::Number(number) => json::number(body, number),
            Value::Word(word) => json::string(body, word),
        }
    }

    pub(super) fn into_header(self) -> (HeaderName, HeaderValue) {
        let value = match self.value {
            Value::Number(number) => number.into(),
            Value::Word(word) => HeaderValue::from_static(word),
        };
        (HeaderName::from_static(self.header), value)
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
}
