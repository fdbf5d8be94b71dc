//! Which format a request asks for (RFC 9110, section 12.5.1).

use http::HeaderValue;

use super::{Chosen, Format, NDJSON};

#[cfg(test)]
mod tests;

/// What one range of an `Accept` header asks for.
#[derive(Clone, Copy, Debug)]
struct Wish {
    content_type: &'static str,
    format: Format,
    /// In thousandths.
    quality: u16,
    range: Range,
}

/// How exactly a range names a type. Of those that match it, the most exact one holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Range {
    /// `*/*`.
    Any,
    /// `application/*`.
    Kind,
    /// The type itself.
    Named,
}

/// Chooses one of `formats`.
///
/// A format of records is chosen where its type is named, never by `*/*`: a client that takes anything reads an array.
/// A type's quality is that of the range that names it most exactly: itself, then `application/*`, then `*/*`. The quality
/// decides, then a type that is named over one that a wildcard stands for, then what comes first. Whoever asks for nothing
/// that there is gets the array, or the first of the formats where there is none.
pub(crate) fn choose(accept: Option<&HeaderValue>, formats: &[Format]) -> Chosen {
    let has = |format| formats.contains(&format);
    let otherwise = match formats.first() {
        Some(first) if !has(Format::Array) => *first,
        _ => Format::Array,
    };
    let wish = accept
        .and_then(|accept| accept.to_str().ok())
        .and_then(|accept| best(accept, otherwise, has));
    Chosen {
        format: wish.map_or(otherwise, |wish| wish.format),
        content_type: wish.map_or(otherwise.content_type(), |wish| wish.content_type),
        varies: formats.len() > 1 || has(Format::Ndjson),
    }
}

fn best(accept: &str, otherwise: Format, has: impl Fn(Format) -> bool) -> Option<Wish> {
    let wishes = || {
        outside_quotes(accept, ',')
            .filter_map(|range| wish(range, otherwise))
            .filter(|wish| has(wish.format))
    };
    // Wildcards stand for one type alone.
    let is_otherwise = |wish: &Wish| wish.content_type == otherwise.content_type();
    let most_exact = wishes().filter(is_otherwise).map(|wish| wish.range).max();
    let holds = |wish: &Wish| !is_otherwise(wish) || Some(wish.range) == most_exact;
    let mut best: Option<Wish> = None;
    for wish in wishes().filter(|wish| wish.quality > 0 && holds(wish)) {
        let rank = |wish: Wish| (wish.quality, wish.range);
        if best.is_none_or(|best| rank(wish) > rank(best)) {
            best = Some(wish);
        }
    }
    best
}

fn wish(range: &str, otherwise: Format) -> Option<Wish> {
    let mut parts = outside_quotes(range, ';').map(str::trim);
    let name = parts.next()?;
    let quality = match parts.find_map(quality) {
        Some(value) => thousandths(value)?,
        None => 1000,
    };
    let wish = |format, content_type, range| {
        Some(Wish {
            content_type,
            format,
            quality,
            range,
        })
    };
    if name == "*/*" {
        return wish(otherwise, otherwise.content_type(), Range::Any);
    }
    if is_kind_of(name, otherwise.content_type()) {
        return wish(otherwise, otherwise.content_type(), Range::Kind);
    }
    for format in [Format::Array, Format::Sse] {
        if name.eq_ignore_ascii_case(format.content_type()) {
            return wish(format, format.content_type(), Range::Named);
        }
    }
    let ndjson = NDJSON.into_iter().find(|known| name.eq_ignore_ascii_case(known))?;
    wish(Format::Ndjson, ndjson, Range::Named)
}

/// Whether a range is `kind/*` of this type.
fn is_kind_of(range: &str, content_type: &str) -> bool {
    let (kind, _) = content_type.split_once('/').unwrap_or((content_type, ""));
    range
        .strip_suffix("/*")
        .is_some_and(|range| range.eq_ignore_ascii_case(kind))
}

/// The quality that a parameter sets, if it is one.
fn quality(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
}

/// A number from 0 to 1 of at most three decimals.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let decimals = format!("{decimals:0<3}").parse::<u16>().ok()?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}

/// The parts between separators, of which those in quotation marks are none.
fn outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |character| {
        let was_escaped = escaped;
        escaped = quoted && !was_escaped && character == '\\';
        quoted ^= character == '"' && !was_escaped;
        character == separator && !quoted
    })
}
