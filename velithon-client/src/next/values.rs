//! What a page states by a well-known name: a text, a word, a number.

use std::borrow::Cow;

use http::header::CONTENT_RANGE;
use url::Url;

use super::{
    PageEnd, member,
    numbers::{AT_LEAST, COUNTS, ESTIMATE, OFFSET, PAGE, SIZE, TOTAL, TOTAL_KIND},
    stated::Member,
};

impl PageEnd<'_> {
    /// What the page states by this name, without the quotation marks of a text.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match self.stated.get(name).map(|member| member.value) {
            Some(stated) => Some(member::text(stated).map_or(stated.get().into(), Cow::Owned)),
            None => self.header_of(name).map(|(_, value)| value),
        }
    }

    /// What the page states by this name, where that is a word; some servers have texts and numbers for it.
    pub(super) fn word(&self, name: &str) -> Option<bool> {
        let is_flag = || name.starts_with("has") || name.starts_with("is");
        match &*self.text(name)? {
            "true" => Some(true),
            "false" => Some(false),
            "1" if is_flag() => Some(true),
            "0" if is_flag() => Some(false),
            _ => None,
        }
    }

    /// Whether this is the page's own, and not that of something beside its rows.
    pub(super) fn is_of_page(&self, name: &str) -> bool {
        self.stated.get(name).is_none_or(|member| member.is_of_page)
    }

    /// How a rule names what has a well-known name, so that it leads on by that.
    pub(crate) fn path(&self, name: &str) -> String {
        let member = self.stated.get(name).map(Member::path);
        member.unwrap_or_else(|| self.written(name))
    }

    /// A well-known name as the page writes it.
    pub(crate) fn written(&self, name: &str) -> String {
        let member = self.stated.get(name).map(|member| &*member.written);
        let written = member.or_else(|| self.header_of(name).map(|(header, _)| header));
        written.unwrap_or(name).to_owned()
    }

    /// Whether the page's URL has this as a parameter.
    pub(super) fn is_in_query(&self, text: &str) -> bool {
        Url::parse(self.url).is_ok_and(|url| url.query_pairs().any(|(_, value)| value == text))
    }

    /// The total that the page states. One that is less than its rows counts something else, or nothing, as the `0` of servers that do
    /// not count.
    pub(super) fn total(&self) -> Option<u64> {
        let ranged = || self.content_range().and_then(|(_, total)| total);
        let total = self.number(&TOTAL).or_else(ranged);
        total.filter(|total| *total >= self.rows)
    }

    /// A total that a server may only estimate, or may count something else by.
    pub(super) fn estimate(&self) -> Option<u64> {
        let has_place_or_size = || {
            let mut names = [&SIZE[..], &PAGE, &OFFSET].into_iter();
            names.any(|names| self.number(names).is_some()) || self.asked_size().is_some()
        };
        let is_alone = self.members.len() == 1;
        // Those of a header, such as `X-Hits` of a cache, count anything.
        let counts_rows = |name: &str| {
            let describes_page = |member: &Member<'_>| !member.is_beside_rows || (is_alone && member.is_of_body());
            let stated = self.stated.get(name);
            stated.is_some_and(|member| describes_page(member) || has_place_or_size())
        };
        // A count that is no larger than the page mostly counts the page's own rows.
        let count = || {
            let mut counts = COUNTS.into_iter().filter(|name| counts_rows(name));
            counts.find_map(|name| self.number(&[name]).filter(|count| *count > self.rows))
        };
        self.number(&ESTIMATE)
            .or_else(count)
            .filter(|total| *total >= self.rows)
    }

    /// The place of the first row and the total of a header such as `Content-Range: users 0-24/319`, as React-admin has it, or
    /// without the unit, as `PostgREST` does.
    pub(super) fn content_range(&self) -> Option<(Option<u64>, Option<u64>)> {
        let value = self.headers.get(CONTENT_RANGE)?.to_str().ok()?;
        let (unit, range) = value.split_once(' ').unwrap_or(("", value));
        let (rows, total) = range.split_once('/').filter(|_| !unit.eq_ignore_ascii_case("bytes"))?;
        let first = rows.split_once('-').and_then(|(first, _)| whole_number(first));
        Some((first, whole_number(total)))
    }

    /// How many rows a server may send at once that states its page's place, as `PostgREST` does, and neither a size nor a total: a page of
    /// whole hundreds was most likely cut there.
    pub(super) fn size_of_open_range(&self) -> Option<u64> {
        let is_open = matches!(self.content_range(), Some((Some(_), None)));
        Some(self.rows).filter(|rows| is_open && *rows > 0 && rows.is_multiple_of(100))
    }

    /// Whether there may be more rows than the total says.
    pub(super) fn is_at_least(&self) -> bool {
        self.text(TOTAL_KIND).is_some_and(|kind| AT_LEAST.contains(&&*kind))
    }

    pub(super) fn number(&self, names: &[&'static str]) -> Option<u64> {
        self.named_number(names).map(|(_, number)| number)
    }

    /// The first number by one of these names, and its name.
    pub(super) fn named_number(&self, names: &[&'static str]) -> Option<(&'static str, u64)> {
        names.iter().find_map(|name| {
            let number = whole_number(&self.text(name)?)?;
            Some((*name, number))
        })
    }
}

/// A number as servers write it: `9`, `"9"` and `9.0`. A `total` of 9.00 is one of money.
fn whole_number(text: &str) -> Option<u64> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}
