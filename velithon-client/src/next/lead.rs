//! Where a member of a page leads.

use std::borrow::Cow;

use serde_json::value::RawValue;
use url::Url;

use super::{
    PageEnd,
    found::{Found, To},
    member,
    names::URL,
};

impl PageEnd<'_> {
    /// Where a member leads by its text, or by its number.
    pub(super) fn lead(&self, name: &str, to: &To) -> Result<Found, String> {
        let (first, deeper) = match name.strip_prefix('/') {
            Some(pointer) => {
                let mut segments = pointer.split('/').map(unescaped);
                (segments.next().unwrap_or_default(), Some(segments))
            }
            None => (name.into(), None),
        };
        let mut all = self.members.iter().filter(|(member, _)| *member == first);
        let Some((_, value)) = all.next() else {
            return Ok(match self.header(name).filter(|_| to.may_be_number()) {
                None => Found::Nothing,
                Some("") => Found::Last,
                Some(cursor) => to.find(name, cursor.to_owned()),
            });
        };
        if all.next().is_some() {
            return Err(format!("a member `{first}` twice"));
        }
        let mut value = &**value;
        for segment in deeper.into_iter().flatten() {
            let within = match value.get().as_bytes() {
                [b'{', ..] => member::named(value, &segment),
                [b'[', ..] => segment.parse().ok().and_then(|place| member::nth(value, place)),
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

    /// Where a member of an object beside the rows leads.
    pub(super) fn lead_within(&self, name: &str, to: &To) -> Found {
        let value = self.stated.get(name);
        value.map_or(Found::Nothing, |value| lead_by(name, value, to))
    }

    /// Where a member leads that may as well be a number or a cursor.
    pub(super) fn lead_by_whole_url(&self, name: &str) -> Found {
        match self.lead_within(name, &To::Url { is_guess: true }) {
            Found::Reference(url) if Url::parse(&url).is_ok_and(|url| url.has_host()) => Found::Reference(url),
            _ => Found::Nothing,
        }
    }
}

/// A segment of a JSON pointer as the name that it stands for (RFC 6901, section 4).
fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~").into()
    } else {
        segment.into()
    }
}

/// Where the value of a member leads.
fn lead_by(name: &str, value: &RawValue, to: &To) -> Found {
    let found = match value.get().as_bytes() {
        b"null" | b"false" | b"\"\"" => return Found::Last,
        [b'"', ..] => text(value),
        [b'-' | b'0'..=b'9', ..] if to.may_be_number() => Some(value.get().to_owned()),
        [b'{', ..] if !to.may_be_number() => URL.into_iter().find_map(|name| text(member::named(value, name)?)),
        _ => None,
    };
    found.map_or_else(|| Found::Unclear(name.to_owned()), |text| to.find(name, text))
}

fn text(value: &RawValue) -> Option<String> {
    let text: String = serde_json::from_str(value.get()).ok()?;
    (!text.is_empty()).then_some(text)
}
