//! Where an API says that the next page is.

use std::{
    fmt::{self, Debug, Formatter},
    sync::Arc,
};

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};

use crate::{frame::Members, link};

/// Where an API says that the next page is.
///
/// Unless a request names one, these are looked for in this order: the header `Link` with `rel="next"` (RFC 8288),
/// `next_cursor` (or the header `X-Next-Cursor`) as the parameter `cursor`, `@odata.nextLink`, `nextPageToken` as
/// the parameter `pageToken`, `next` and `links.next` as a URL. The first that is there leads on. A name that begins with `/` is a JSON pointer, such as `/meta/next_cursor`.
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
    Cursor(String, String),
    Url(String),
    By(Arc<Find>),
}

type Find = dyn Fn(&PageEnd<'_>) -> Option<String> + Send + Sync;

impl Next {
    /// The header `Link`, whose link with `rel="next"` leads on.
    #[must_use]
    pub fn link() -> Self {
        Self(Rule::Link)
    }

    /// A member of the body, whose text or number goes into the request for the next page as this parameter. Without it,
    /// or where it is `null` or empty, there is no next page.
    #[must_use]
    pub fn cursor(member: &str, parameter: &str) -> Self {
        Self(Rule::Cursor(member.to_owned(), parameter.to_owned()))
    }

    /// A member of the body that is the URL of the next page, or a reference from this one. Without it, or where it is
    /// `null` or empty, there is no next page.
    #[must_use]
    pub fn url(member: &str) -> Self {
        Self(Rule::Url(member.to_owned()))
    }

    /// The URL of the next page by a closure, or a reference from this page's, such as `?offset=200`; `None` where this is the
    /// last one.
    #[must_use]
    pub fn by(find: impl Fn(&PageEnd<'_>) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Rule::By(Arc::new(find)))
    }

    pub(crate) fn well_known(cursor_parameter: &str) -> Vec<Self> {
        vec![
            Self::link(),
            Self::cursor("next_cursor", cursor_parameter),
            Self::url("@odata.nextLink"),
            Self::cursor("nextPageToken", "pageToken"),
            Self::url("next"),
            Self::url("/links/next"),
        ]
    }

    /// What this rule says of a page.
    ///
    /// # Errors
    ///
    /// The name of a member that is of no use.
    pub(crate) fn find(&self, page: &PageEnd<'_>) -> Result<Found, String> {
        match &self.0 {
            Rule::Link => Ok(match link::next_page(page.headers) {
                link::Next::At(reference) => Found::Reference(reference),
                link::Next::None => Found::Last,
                link::Next::Unknown => Found::Nothing,
            }),
            Rule::Cursor(member, parameter) => {
                page.lead(member, true, |cursor| Found::Parameter(parameter.clone(), cursor))
            }
            Rule::Url(member) => page.lead(member, false, Found::Reference),
            Rule::By(find) => Ok(find(page).map_or(Found::Last, Found::Reference)),
        }
    }
}

impl Debug for Next {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Rule::Link => f.write_str("Link"),
            Rule::Cursor(member, parameter) => f.debug_tuple("Cursor").field(member).field(parameter).finish(),
            Rule::Url(member) => f.debug_tuple("Url").field(member).finish(),
            Rule::By(_) => f.write_str("By(_)"),
        }
    }
}

/// What a rule finds.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// A URL, or a reference from the page's.
    Reference(String),
    /// The page's URL with this parameter.
    Parameter(String, String),
    /// The page says that it is the last one.
    Last,
    /// The page does not say.
    Nothing,
}

/// A page that has been read, for [`Next::by`].
#[derive(Debug)]
pub struct PageEnd<'a> {
    pub(crate) url: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) members: &'a Members,
    pub(crate) rows: u64,
    pub(crate) rows_so_far: u64,
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

    /// How many rows it and the pages before it have, since the walk began.
    #[must_use]
    pub fn rows_so_far(&self) -> u64 {
        self.rows_so_far
    }

    /// A member of the body beside the rows, if it is there and of this type.
    #[must_use]
    pub fn member<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        serde_json::from_str(raw(self.members, name)?.get()).ok()
    }

    /// How far a full page comes by its own numbers, where they say that there are more rows: a server may lead no deeper than
    /// it likes.
    pub(crate) fn short_of_total(&self) -> Option<u64> {
        let number = |name: &str| {
            let in_header = || self.header(name)?.parse().ok();
            self.member::<u64>(name).or_else(in_header)
        };
        let total = number("total")?;
        let size = number("limit").or(number("size")).unwrap_or(1);
        let before = match (number("offset"), number("page")) {
            (Some(offset), _) => offset,
            (None, Some(page)) => page.checked_sub(1)?.checked_mul(number("size")?)?,
            (None, None) => return None,
        };
        let reached = before.checked_add(self.rows)?;
        // Of a last page, Velithon knows the total.
        let kind: Option<String> = self.member("total_kind");
        let is_at_least = kind.as_deref().or(self.header("total_kind")) == Some("at_least");
        (self.rows >= size.max(1) && (reached < total || is_at_least)).then_some(reached)
    }

    /// What a page that is a bare array says in a header instead: `X-Next-Cursor` for `next_cursor`.
    fn header(&self, member: &str) -> Option<&str> {
        let name = format!("x-{}", member.replace('_', "-"));
        self.headers.get(name)?.to_str().ok()
    }

    /// Where a member leads by its text, or by its number.
    fn lead(&self, name: &str, may_be_number: bool, to: impl Fn(String) -> Found) -> Result<Found, String> {
        let first = name
            .strip_prefix('/')
            .map_or(name, |path| path.split('/').next().unwrap_or(path));
        let Some(raw) = raw(self.members, first) else {
            let cursor = self.header(name).filter(|_| may_be_number);
            return Ok(cursor.map_or(Found::Nothing, |cursor| to(cursor.to_owned())));
        };
        let cannot = || format!("a member `{name}` that leads to no page");
        let value: Value = serde_json::from_str(raw.get()).map_err(|_| cannot())?;
        let deeper = name.strip_prefix('/').and_then(|path| path.split_once('/'));
        let value = match deeper {
            Some((_, path)) => value.pointer(&format!("/{path}")),
            None => Some(&value),
        };
        match value {
            None => Ok(Found::Nothing),
            Some(Value::Null | Value::Bool(false)) => Ok(Found::Last),
            Some(Value::String(text)) if text.is_empty() => Ok(Found::Last),
            Some(Value::String(text)) => Ok(to(text.clone())),
            Some(Value::Number(number)) if may_be_number => Ok(to(number.to_string())),
            Some(_) => Err(cannot()),
        }
    }
}

fn raw<'a>(members: &'a Members, name: &str) -> Option<&'a RawValue> {
    members
        .iter()
        .find(|(member, _)| member == name)
        .map(|(_, value)| &**value)
}
