//! Where an API says that the next page is.

mod extent;
mod found;
mod lead;
mod member;
mod names;
mod stated;

use std::{
    fmt::{self, Debug, Formatter},
    sync::Arc,
};

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

pub(crate) use self::{extent::Extent, found::Found, names::START_CURSORS, stated::Stated};
use self::{
    found::To,
    names::{CURSORS, LEADS, LINKS, NEXT, URLS},
};
use crate::{frame::Members, link};

/// Where an API says that the next page is.
///
/// Unless a request names one, these are looked for in this order, and the first that is there leads on:
/// 1. the header `Link` with `rel="next"` (RFC 8288);
/// 2. the URLs `@odata.nextLink`, `nextLink`, `next_url`, `nextUrl`, `next_page_url`, `nextPageUrl` and `nextRecordsUrl`, then
///    `links.next` and `_links.next`;
/// 3. the cursors `next_cursor` and `nextCursor`, which go into the parameter `cursor`, `next_page_token` into `page_token`, and
///    `nextPageToken` into `pageToken`: all of them into another one that the header `Link-Template` (RFC 9652) or
///    [`cursor_parameter`](crate::Get::cursor_parameter) names. A header says the same, such as `X-Next-Cursor`;
/// 4. the URL `next`, then `next` in `paging`, `pagination`, `pages`, `meta` or `info`;
/// 5. `next_page`, `nextPage` and their kin, where they hold a whole URL, with `https://`.
///
/// Those of the body are members beside the rows, or, where 2, 3 and 5 name them alone, of an object there, such as `meta`. A URL may
/// also be an object with `href`, `url`, `uri` or `link`. A name that begins with `/` is a JSON pointer, such as `/meta/next_cursor`.
///
/// A page may be written as lines or events: what is said in its headers counts there, and a rule of your own. It does not in an
/// export of Velithon's, which leads on by its own cursor.
///
/// A page that says outright that it is the last one, by `has_more: false`, `last: true` or the like, leads nowhere: only a rule
/// [`by`](Self::by) a closure knows better, and the page's own offset and total.
///
/// A page that says none of this is the last one, unless it says that there are more: by `has_more`, `hasNext`, `hasNextPage` or a
/// `last` that is false; by `total` and `total_kind`, of more rows than its number or offset tells, or else than the walk has read; by
/// `total_pages`; by `nextPage`, `nextToken` or `cursor`, which do not say how they lead on; by a cursor of 3 that is 0 or -1, which
/// may as well be the end; or, where no page led to it, by being full where it states its number or offset, its size and no total.
/// Then the walk ends with an error. So it does where the page itself says by such a word, or by a number far from its `total_pages`,
/// that there are more, and holds `null` where the next one would be.
///
/// ```
/// use velithon_client::Next;
///
/// let slack = Next::cursor("/response_metadata/next_cursor", "cursor");
/// let json_api = Next::url("/links/next");
/// let offsets = Next::by(|page| (page.rows() == 100).then(|| format!("?limit=100&offset={}", page.rows_so_far())));
/// # let _ = (slack, json_api, offsets);
/// ```
#[derive(Clone)]
pub struct Next(Rule);

#[derive(Clone)]
enum Rule {
    Link,
    /// A member of the body, by its name or a pointer.
    Member(String, To),
    /// A member of an object beside the rows.
    Within(&'static str, To),
    /// The same, where it is a whole URL.
    WholeUrl(&'static str),
    By(Arc<Find>),
}

type Find = dyn Fn(&PageEnd<'_>) -> Option<String> + Send + Sync;

impl Next {
    /// The header `Link`, whose link with `rel="next"` leads on.
    #[must_use]
    pub fn link() -> Self {
        Self(Rule::Link)
    }

    /// A member of the body, whose text or number goes into the request for the next page as this parameter. Where it is `null`,
    /// `false` or empty, the page is the last one, and so it is without the member. Where the page says by `has_more` or the like that
    /// there are more, or without the member by a total, the walk ends with an error.
    #[must_use]
    pub fn cursor(member: &str, parameter: &str) -> Self {
        let parameter = parameter.to_owned();
        let is_guess = false;
        Self(Rule::Member(member.to_owned(), To::Parameter { parameter, is_guess }))
    }

    /// A member of the body that is the URL of the next page, or a reference from this one. For a page without one, the
    /// same holds as for [`cursor`](Self::cursor).
    #[must_use]
    pub fn url(member: &str) -> Self {
        Self(Rule::Member(member.to_owned(), To::Url { is_guess: false }))
    }

    /// The URL of the next page by a closure, or a reference from this page's, such as `?offset=200`; `None` where this is the
    /// last one.
    #[must_use]
    pub fn by(find: impl Fn(&PageEnd<'_>) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Rule::By(Arc::new(find)))
    }

    /// The rules for an API that nobody has described. URLs come first, as nothing has to be guessed about them, unless their name
    /// may mean something else. Cursors go into the parameter that somebody has named.
    pub(crate) fn well_known(parameter: Option<&str>) -> Vec<Self> {
        let mut rules = vec![Self::link()];
        let url = |name: &str| Self(Rule::Member(name.to_owned(), To::Url { is_guess: true }));
        for name in URLS {
            rules.extend([url(name), Self(Rule::Within(name, To::Url { is_guess: true }))]);
        }
        rules.extend(LINKS.map(url));
        for (name, usual) in CURSORS {
            let to = To::Parameter {
                parameter: parameter.unwrap_or(usual).to_owned(),
                is_guess: parameter.is_none(),
            };
            rules.push(Self(Rule::Member(name.to_owned(), to.clone())));
            rules.push(Self(Rule::Within(name, to)));
        }
        rules.extend(NEXT.map(url));
        rules.extend(LEADS.map(|name| Self(Rule::WholeUrl(name))));
        rules
    }

    /// Whether it may lead by how many rows there have been, or by anything else that it knows of the API.
    pub(crate) fn is_closure(&self) -> bool {
        matches!(self.0, Rule::By(_))
    }

    /// What this rule says of a page.
    ///
    /// # Errors
    ///
    /// What the body has, where it is no answer to any rule.
    pub(crate) fn find(&self, page: &PageEnd<'_>) -> Result<Found, String> {
        match &self.0 {
            Rule::Link => Ok(match link::next_page(page.headers) {
                link::NextLink::At(reference) => Found::Reference(reference),
                link::NextLink::None => Found::Last,
                link::NextLink::Unknown => Found::Nothing,
            }),
            Rule::Member(name, to) => page.lead(name, to),
            Rule::Within(name, to) => Ok(page.lead_within(name, to)),
            Rule::WholeUrl(name) => Ok(page.lead_by_whole_url(name)),
            Rule::By(find) => Ok(find(page).map_or(Found::Last, Found::Reference)),
        }
    }
}

impl Debug for Next {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Rule::Link => f.write_str("Link"),
            Rule::Member(name, to) => f.debug_tuple("Member").field(name).field(to).finish(),
            Rule::Within(name, to) => f.debug_tuple("Within").field(name).field(to).finish(),
            Rule::WholeUrl(name) => f.debug_tuple("WholeUrl").field(name).finish(),
            Rule::By(_) => f.write_str("By(_)"),
        }
    }
}

/// A page that has been read, for [`Next::by`].
#[derive(Debug)]
pub struct PageEnd<'a> {
    pub(crate) url: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) members: &'a Members,
    pub(crate) rows: u64,
    pub(crate) rows_so_far: u64,
    /// Whether those are all rows before this page, unless the walk was begun at a later one.
    pub(crate) is_counted: bool,
    /// Whether the walk began at this page, and no other one led to it.
    pub(crate) is_first: bool,
    /// The smallest total that a page before this one has stated.
    pub(crate) least_total_before: Option<u64>,
    pub(crate) stated: Stated<'a>,
}

impl PageEnd<'_> {
    /// The URL of the page.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url
    }

    /// The headers that it came with.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many rows it and the pages before it have, since the walk began; those of the walk that it goes on behind included.
    #[must_use]
    pub fn rows_so_far(&self) -> u64 {
        self.rows_so_far
    }

    /// A member of the body beside the rows, if it is there and of this type.
    #[must_use]
    pub fn member<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        serde_json::from_str(raw(self.members, name)?.get()).ok()
    }

    /// What a page that is a bare array says in a header instead: `X-Next-Cursor` for `next_cursor`.
    pub(crate) fn header(&self, member: &str) -> Option<&str> {
        let name = format!("x-{}", member.replace('_', "-"));
        self.headers.get(name)?.to_str().ok()
    }
}

fn raw<'a>(members: &'a Members, name: &str) -> Option<&'a RawValue> {
    members
        .iter()
        .find(|(member, _)| member == name)
        .map(|(_, value)| &**value)
}
