//! Where an API says that the next page is.

mod asked;
mod elsewhere;
mod extent;
mod found;
mod known;
mod lead;
mod member;
mod names;
mod numbers;
mod stated;
mod values;

use std::{
    borrow::Cow,
    fmt::{self, Debug, Formatter},
    sync::Arc,
};

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use url::Url;

pub(crate) use self::{extent::Extent, found::Found, names::START_CURSORS, stated::Stated};
use self::{
    found::To,
    known::is_header_of,
    names::{CURSORS, LEADS, LINK_NEXT, NEXT, URLS},
};
use crate::{frame::Members, link, seen::page};

/// Where an API says that the next page is.
///
/// Unless a request names one, these are looked for in this order, and the first that is there leads on:
/// 1. the header `Link` with `rel="next"` (RFC 8288);
/// 2. the URLs `@odata.nextLink`, `hydra:next`, `nextLink`, `next_url`, `next_page_url`, `nextRecordsUrl`, `next_uri`, `next_page_uri`,
///    `next_href` and `next_page_link`, then `links.next` and `_links.next`, or the link in such a list whose `rel` that is;
/// 3. the cursor `next_cursor`, which goes into the parameter `cursor`, and `next_page_token`, which goes into `page_token`, or into
///    `pageToken` as `nextPageToken`: both into another one that the header `Link-Template` (RFC 9652) or
///    [`cursor_parameter`](crate::Get::cursor_parameter) names;
/// 4. the URL `next`, of the body or of an object that describes the page, such as `paging`, `pagination`, `pages`, `meta` or `info`;
/// 5. `next_page` and its kin, where they can be nothing but a URL, such as `https://…`, `?page=2` or `/people?page=2`.
///
/// Names are compared by their letters: `next_cursor`, `nextCursor`, `NextCursor`, `next-cursor` and the header `X-Next-Cursor` say the
/// same. Those of the body are members beside the rows or of an object there, such as `meta`, or deeper, as in `meta.pagination`. A URL
/// may also be an object with `href`, `url`, `uri` or `link`; a text such as `2`, with neither a `?` nor the beginning of a path, is none.
/// For a rule of your own, a name is the one that is written, also of a header such as `opc-next-page`, and one that begins with `/` is a
/// JSON pointer, such as `/meta/next_cursor`.
///
/// A page may be written as lines or events: what is said in its headers counts there, and a rule of your own. It does not in an
/// export of Velithon's, which leads on by its own cursor.
///
/// A page that leads nowhere is the last one, or the walk ends with an error behind its rows:
///
/// | it says | it is |
/// |---|---|
/// | by `null` where the next one would be, by `has_more: false`, `last: true` or the like that it is the last; a total that is reached | the last one |
/// | by `has_more`, `hasNext` or a `last` that is false that there are more; so does a number far from its `total_pages` | an error, even beside a `null` |
/// | by `nextToken`, `next_page: 2`, `cursor` or the like what leads on, and not how; a cursor of 3 that is 0 or -1 | an error |
/// | a `total` of more rows than its place tells, or than the walk has read; more `total_pages` than one | an error |
/// | nothing, and is the walk's first, and full: by its own place and size, or as its URL asks for by `limit`, `per_page` or the like | an error |
/// | nothing of others | the last one |
///
/// A page that says by a word that it is the last one leads nowhere, whatever links it has: only a rule [`by`](Self::by) a closure knows
/// better, and the page's own offset and total. Where the first page is all that is wanted, [`pages`](crate::Get::pages) hands it out
/// before any error, and `Next::by(|_| None)` says that there is no other.
///
/// ```
/// use velithon_client::Next;
///
/// let slack = Next::cursor("/response_metadata/next_cursor", "cursor");
/// let json_api = Next::url("/links/next");
/// let offsets = Next::by(|page| (page.rows() == 100).then(|| format!("?limit=100&offset={}", page.rows_so_far())));
/// let stripe = Next::by(|page| {
///     let last: serde_json::Value = page.last_row()?;
///     let has_more: bool = page.member("has_more")?;
///     has_more.then(|| format!("?limit=100&starting_after={}", last["id"].as_str().unwrap_or_default()))
/// });
/// # let _ = (slack, json_api, offsets, stripe);
/// ```
#[derive(Clone)]
pub struct Next(Rule);

#[derive(Clone)]
enum Rule {
    Link,
    /// A member of the body, by its name or a pointer.
    Member(String, To),
    /// A member of a well-known name that is a URL, of the body or of an object beside the rows.
    Url(&'static str),
    /// The same, where it can be nothing but a URL.
    SureUrl(&'static str),
    /// The same for a cursor.
    Cursor {
        member: &'static str,
        /// The parameter that somebody has named.
        named: Option<String>,
        usual: &'static str,
    },
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
    /// `false` or empty, the page is the last one, and so it is without the member, unless it is the first one and has another that leads
    /// on. Where the page says by `has_more` or the like that there are more, or without the member by a total, the walk ends with an
    /// error.
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
        let urls = URLS.into_iter().chain([LINK_NEXT]).map(Rule::Url);
        let cursors = CURSORS.into_iter().map(|(member, usual)| Rule::Cursor {
            member,
            named: parameter.map(str::to_owned),
            usual,
        });
        let vague = [Rule::Url(NEXT)].into_iter().chain(LEADS.map(Rule::SureUrl));
        let rules = [Rule::Link].into_iter().chain(urls).chain(cursors).chain(vague);
        rules.map(Self).collect()
    }

    /// Whether it may lead by how many rows there have been, or by anything else that it knows of the API.
    pub(crate) fn is_closure(&self) -> bool {
        matches!(self.0, Rule::By(_))
    }

    /// Whether somebody has named the member that it leads by.
    pub(crate) fn is_member(&self) -> bool {
        matches!(self.0, Rule::Member(..))
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
                link::NextLink::Unclear => Found::Unclear("link".to_owned()),
                link::NextLink::None => Found::Last,
                link::NextLink::Unknown => Found::Nothing,
            }),
            Rule::Member(name, to) => page.lead(name, to),
            Rule::Url(name) => page.lead_by_name(name, &To::Url { is_guess: true }),
            Rule::SureUrl(name) => page.lead_by_sure_url(name),
            Rule::Cursor { member, named, usual } => page.lead_by_cursor(member, named.as_deref(), usual),
            Rule::By(find) => Ok(find(page).map_or(Found::Last, Found::Reference)),
        }
    }
}

impl Debug for Next {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Rule::Link => f.write_str("Link"),
            Rule::Member(name, to) => f.debug_tuple("Member").field(name).field(to).finish(),
            Rule::Url(name) => f.debug_tuple("Url").field(name).finish(),
            Rule::Cursor { member, .. } => f.debug_tuple("Cursor").field(member).finish(),
            Rule::SureUrl(name) => f.debug_tuple("SureUrl").field(name).finish(),
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
    pub(crate) last_row: Option<&'a [u8]>,
    pub(crate) rows_so_far: u64,
    /// Whether those are all rows before this page, unless the walk was begun at a later one.
    pub(crate) is_counted: bool,
    /// Whether the walk began at this page, and no other one led to it.
    pub(crate) is_first: bool,
    /// The smallest total that a page before this one has stated.
    pub(crate) least_total_before: Option<u64>,
    /// How many rows each page before this one has had, where all have had as many, and the first of them is the first of all.
    pub(crate) rows_of_each_before: Option<u64>,
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

    /// The last row, if there is one that is of this type: of some APIs, such as Stripe's, its id is the cursor.
    ///
    /// A closure that goes on with `?` says of `None` that the page is the last one. A `serde_json::Value` is of any type.
    #[must_use]
    pub fn last_row<V: DeserializeOwned>(&self) -> Option<V> {
        serde_json::from_slice(self.last_row?).ok()
    }

    /// A member of the body beside the rows, if it is there and of this type.
    #[must_use]
    pub fn member<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        serde_json::from_str(raw(self.members, name)?.get()).ok()
    }

    /// Whether it has no rows and leads to itself: of some servers, the page behind the last one does, such as of Mailgun and Horizon.
    pub(crate) fn is_empty_and_leads_to(&self, next: &Url) -> bool {
        self.rows == 0 && page(self.url) == next.as_str()
    }

    /// The header that is a way to write this well-known name, such as `X-Next-Cursor`, and what it says.
    pub(crate) fn header_of(&self, name: &str) -> Option<(&str, Cow<'_, str>)> {
        let mut headers = self.headers.iter();
        let (header, value) = headers.find(|(header, _)| is_header_of(name, header.as_str()))?;
        Some((header.as_str(), String::from_utf8_lossy(value.as_bytes())))
    }

    /// What a page that is a bare array says in a header instead: `X-Next-Cursor` for the cursor `next_cursor`, and a header that is
    /// named itself, which has a line in its name, such as `opc-next-page`. `Date` and `From` are not meant.
    pub(crate) fn header(&self, name: &str, is_cursor: bool) -> Option<Cow<'_, str>> {
        let itself = || self.headers.get(name).filter(|_| name.contains('-'));
        let instead = || self.headers.get(format!("x-{}", name.replace('_', "-")));
        let value = itself().or_else(|| instead().filter(|_| is_cursor))?;
        Some(String::from_utf8_lossy(value.as_bytes()))
    }
}

fn raw<'a>(members: &'a Members, name: &str) -> Option<&'a RawValue> {
    members
        .iter()
        .find(|(member, _)| member == name)
        .map(|(_, value)| &**value)
}
