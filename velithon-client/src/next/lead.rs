//! Where a member of a page leads.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{
    PageEnd,
    found::{Found, To},
    member,
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
                Some(cursor) => to.find(cursor.to_owned()),
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
                _ => return Ok(Found::Blocked(cannot(name))),
            };
            let Some(within) = within else {
                return Ok(Found::Nothing);
            };
            value = within;
        }
        lead_by(name, value, to)
    }

    /// Where a member of an object beside the rows leads.
    pub(super) fn lead_within(&self, name: &str, to: &To) -> Result<Found, String> {
        match self.stated.get(name) {
            Some(value) => lead_by(name, value, to),
            None => Ok(Found::Nothing),
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
fn lead_by(name: &str, value: &RawValue, to: &To) -> Result<Found, String> {
    let text = |value: &RawValue| serde_json::from_str::<String>(value.get()).map_err(|_| cannot(name));
    match value.get().as_bytes() {
        b"null" | b"false" => Ok(Found::Last),
        [b'"', ..] => Ok(match text(value)? {
            text if text.is_empty() => Found::Last,
            text => to.find(text),
        }),
        [b'-' | b'0'..=b'9', ..] if to.may_be_number() => Ok(to.find(value.get().to_owned())),
        [b'{', ..] if !to.may_be_number() => {
            let link = member::named(value, "href").ok_or_else(|| cannot(name))?;
            Ok(to.find(text(link)?))
        }
        _ => Err(cannot(name)),
    }
}

fn cannot(name: &str) -> String {
    format!("a member `{name}` that leads to no page")
}
