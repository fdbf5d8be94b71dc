//! Where a member of a page leads.

use std::borrow::Cow;

use serde_json::value::RawValue;
use url::Url;

use super::{
    PageEnd,
    found::{Found, To},
    member,
    names::{BASE, PAGE_TOKEN, PAGE_TOKEN_OF_CAMELS, URL},
    stated::{Member, of_header},
};
use crate::pointer::segments;

impl PageEnd<'_> {
    /// Where a member leads by its text, or by its number.
    pub(super) fn lead(&self, name: &str, to: &To) -> Result<Found, String> {
        let is_pointer = name.starts_with('/');
        let mut segments = segments(name).into_iter();
        let first = segments.next().unwrap_or_default();
        let mut all = self.members.iter().filter(|(member, _)| *member == first);
        let of_header = || of_header(self.headers, &first).filter(|_| is_pointer);
        let Some(mut value) = all.next().map(|(_, value)| &**value).or_else(of_header) else {
            return Ok(match self.header(name, to.may_be_number()) {
                None => Found::Nothing,
                Some(text) => lead_by_header(name, text, to),
            });
        };
        if all.next().is_some() {
            return Err(format!("a member `{first}` twice"));
        }
        for segment in segments {
            let within = match value.get().as_bytes() {
                [b'{', ..] => member::named(value, &segment),
                [b'[', ..] => match segment.parse() {
                    Ok(place) => member::nth(value, place),
                    // PHP writes an empty object so.
                    Err(_) if member::nth(value, 0).is_none() => None,
                    Err(_) => return Ok(Found::Blocked(name.to_owned())),
                },
                b"null" => None,
                _ => return Ok(Found::Blocked(name.to_owned())),
            };
            let Some(within) = within else {
                return Ok(Found::Nothing);
            };
            value = within;
        }
        Ok(lead_by(name, value, to))
    }

    /// Where a member of a well-known name leads, or a header of that name: of the body, or of an object beside the rows.
    ///
    /// # Errors
    ///
    /// That the body has it twice.
    pub(super) fn lead_by_name(&self, name: &str, to: &To) -> Result<Found, String> {
        let mut found = match self.header_of(name) {
            _ if self.stated.get(name).is_some() => Found::Nothing,
            None => return Ok(Found::Nothing),
            Some((header, text)) => lead_by_header(header, text, to),
        };
        for member in self.stated.all(name) {
            if member.is_twice {
                return Err(format!("a member `{}` twice", member.written));
            }
            // One to follow counts before one that nobody can, and that before one that holds nothing.
            match lead_by(&member.path(), member.value, to) {
                Found::Last if found != Found::Nothing => {}
                Found::Unclear(_) if matches!(found, Found::Unclear(_)) => {}
                other @ (Found::Last | Found::Unclear(_)) => found = other,
                Found::Reference(reference) => return Ok(Found::Reference(self.behind_base(member, reference))),
                other => return Ok(other),
            }
        }
        Ok(found)
    }

    /// The reference of a link behind the path of the base that its list of links states, unless it has that already.
    fn behind_base(&self, link: &Member<'_>, reference: String) -> String {
        let mut bases = self
            .stated
            .all(BASE)
            .filter(|base| base.parent == link.parent && !link.is_of_body());
        let base = bases.find_map(|base| Url::parse(&member::text(base.value)?).ok());
        let Some(base) = base.filter(|_| reference.starts_with('/')) else {
            return reference;
        };
        let path = base.path().trim_end_matches('/');
        let has_path = reference.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        if has_path {
            return reference;
        }
        format!("{path}{reference}")
    }

    /// Where a cursor of a well-known name leads. Unless somebody has named its parameter, that is the usual one.
    pub(super) fn lead_by_cursor(&self, name: &str, named: Option<&str>, usual: &str) -> Result<Found, String> {
        let written = self.stated.get(name).map_or("_", |member| &member.written);
        let is_of_camels = usual == PAGE_TOKEN && !written.contains(['_', '-']);
        let usual = if is_of_camels { PAGE_TOKEN_OF_CAMELS } else { usual };
        let to = To::Parameter {
            parameter: named.unwrap_or(usual).to_owned(),
            is_guess: named.is_none(),
        };
        Ok(match self.lead_by_name(name, &to)? {
            // Walmart's is the whole query, unless somebody says that it is not.
            Found::Parameter {
                value, is_guess: true, ..
            } if is_surely_reference(&value) => Found::Reference(value),
            found => found,
        })
    }

    /// Where a member leads that may as well be a number or a cursor.
    pub(super) fn lead_by_sure_url(&self, name: &str) -> Result<Found, String> {
        Ok(match self.lead_by_name(name, &To::Url { is_guess: true })? {
            Found::Reference(url) if is_surely_reference(&url) => Found::Reference(url),
            _ => Found::Nothing,
        })
    }
}

/// Whether a text is a whole URL, or a query with its question mark or a path before it: a cursor may have slashes and dots.
fn is_surely_reference(text: &str) -> bool {
    let is_query = || text.starts_with(['?', '/']) && text.contains('?') && text.contains('=');
    Url::parse(text).is_ok_and(|url| url.has_host()) || is_query()
}

/// Where the value of a header leads.
fn lead_by_header(name: &str, text: Cow<'_, str>, to: &To) -> Found {
    if text.is_empty() {
        return Found::Last;
    }
    to.find(name, text.into_owned())
}

/// Where the value of a member leads.
fn lead_by(name: &str, value: &RawValue, to: &To) -> Found {
    let found = match value.get().as_bytes() {
        b"null" | b"false" | b"\"\"" => return Found::Last,
        [b'"', ..] => member::text(value),
        [b'-' | b'0'..=b'9', ..] if to.may_be_number() => Some(value.get().to_owned()),
        [b'{', ..] if !to.may_be_number() && is_got(value) => {
            let mut urls = URL
                .into_iter()
                .filter_map(|name| member::text(member::named(value, name)?));
            urls.find(|url| !url.is_empty())
        }
        _ => None,
    };
    found.map_or_else(|| Found::Unclear(name.to_owned()), |text| to.find(name, text))
}

/// Whether a link is followed by GET: those of STAC may be by POST, with a body.
fn is_got(link: &RawValue) -> bool {
    let method = member::named(link, "method").and_then(member::text);
    method.is_none_or(|method| method.eq_ignore_ascii_case("get"))
}
