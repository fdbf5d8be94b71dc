//! What a page's own URL asks for.

use serde_json::value::RawValue;
use url::Url;

use super::{
    PageEnd,
    known::{has_links, is_size_parameter, known},
    member,
    names::{KIND, LEADING_SERVERS, OTHER_RELATIONS},
    numbers::{OFFSET, SIZE},
    raw,
    stated::has_relation,
};
use crate::link;

impl PageEnd<'_> {
    /// How many rows the URL asks for, if it does.
    pub(super) fn asked_size(&self) -> Option<u64> {
        self.asked_by().map(|(_, size)| size)
    }

    /// The parameter of a URL, such as `limit=100`, of which a walk's first page has exactly as many rows, where nothing says that the
    /// server would lead to more. One row is asked for by who wants no other.
    pub(crate) fn is_full_as_asked_by(&self) -> Option<String> {
        let (parameter, size) = self.asked_by()?;
        let has_more_room = self.number(&SIZE).is_some_and(|own| own > size);
        let is_full = self.is_first && size > 1 && self.rows == size && !has_more_room;
        (is_full && self.total().is_none() && !self.would_lead()).then_some(parameter)
    }

    /// How many rows the URL asks to pass over, if it does.
    pub(super) fn asked_offset(&self) -> Option<u64> {
        let offset = self.asked_number(|name| known(name).is_some_and(|known| OFFSET.contains(&known)));
        offset.map(|(_, offset)| offset)
    }

    fn asked_by(&self) -> Option<(String, u64)> {
        let (name, size) = self.asked_number(is_size_parameter)?;
        Some((format!("{name}={size}"), size))
    }

    /// The number of such a parameter, and its name.
    fn asked_number(&self, is: impl Fn(&[u8]) -> bool) -> Option<(String, u64)> {
        let url = Url::parse(self.url).ok()?;
        url.query_pairs().find_map(|(name, value)| {
            let number = value.parse().ok().filter(|_| is(name.as_bytes()))?;
            Some((name.into_owned(), number))
        })
    }

    /// Whether the server would lead to another page if there were one: it links to this one, or is known to.
    fn would_lead(&self) -> bool {
        let is_known = LEADING_SERVERS.iter().any(|name| self.headers.contains_key(*name));
        let has_links_in_body = || {
            let mut links = self.members.iter().filter(|(name, _)| has_links(name));
            links.any(|(_, links)| links_to_pages(links))
        };
        let is_of_google = || {
            let kind = raw(self.members, KIND).and_then(member::text);
            kind.is_some_and(|kind| kind.contains('#'))
        };
        is_known || is_of_google() || link::is_linked(self.headers) || has_links_in_body()
    }
}

/// Whether there is a link to a page in this object or list of links, which may be to anything else.
fn links_to_pages(links: &RawValue) -> bool {
    let mut is_found = false;
    if links.get().starts_with('[') {
        member::each_item(links, |link| is_found |= has_relation(link, &OTHER_RELATIONS));
    } else {
        let is_page = |name: &[u8]| {
            OTHER_RELATIONS
                .iter()
                .any(|page| name.eq_ignore_ascii_case(page.as_bytes()))
        };
        member::each(links, |name| is_page(name).then_some(()), |(), _| is_found = true);
    }
    is_found
}
