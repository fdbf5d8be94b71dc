//! Which format a request asks for (RFC 9110, section 12.5.1).

use http::HeaderValue;

use super::{Format, NDJSON, Negotiated};

#[cfg(test)]
mod tests;

/// The formats that have one media type alone.
const ONE_TYPE: &[Format] = &[
    Format::Array,
    Format::Sse,
    #[cfg(feature = "csv")]
    Format::Csv,
];

/// One item of an `Accept` header, for a type that can be sent.
#[derive(Clone, Copy, Debug)]
struct AcceptItem {
    content_type: &'static str,
    format: Format,
    /// The quality value in thousandths.
    quality: u16,
    range: Range,
}

/// How exactly a range names a type. Of the ranges that match a type, the most exact one gives its quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Range {
    /// The range `*/*`: every type.
    Any,
    /// The range `application/*`: every type of that kind.
    Kind,
    /// The type is named itself.
    Named,
}

/// Chooses one of `formats`.
///
/// A format of records is chosen where its type is named, never by `*/*`: a client that takes anything reads an array.
/// A type's quality is that of the range that names it most exactly: itself, then `application/*`, then `*/*`. The highest
/// quality wins; then a type that is named over one that a wildcard matches; then the one that comes first. Where nothing
/// matches, it is the array, or the first of `formats` if there is no array among them.
pub(crate) fn negotiate(accept: Option<&HeaderValue>, formats: &[Format]) -> Negotiated {
    let has = |format| formats.contains(&format);
    let default = match formats.first() {
        Some(first) if !has(Format::Array) => *first,
        _ => Format::Array,
    };
    let item = accept
        .and_then(|accept| accept.to_str().ok())
        .and_then(|accept| best(accept, default, has));
    Negotiated {
        format: item.map_or(default, |item| item.format),
        content_type: item.map_or(default.content_type(), |item| item.content_type),
        varies: formats.len() > 1 || has(Format::Ndjson),
    }
}

fn best(accept: &str, default: Format, has: impl Fn(Format) -> bool) -> Option<AcceptItem> {
    let accepted = || {
        outside_quotes(accept, ',')
            .filter_map(|range| parse(range, default))
            .filter(|item| has(item.format))
    };
    // A wildcard stands for the default format alone.
    let is_default = |item: &AcceptItem| item.content_type == default.content_type();
    let most_exact = accepted().filter(is_default).map(|item| item.range).max();
    let holds = |item: &AcceptItem| !is_default(item) || Some(item.range) == most_exact;
    let mut best: Option<AcceptItem> = None;
    for item in accepted().filter(|item| item.quality > 0 && holds(item)) {
        let rank = |item: AcceptItem| (item.quality, item.range);
        if best.is_none_or(|best| rank(item) > rank(best)) {
            best = Some(item);
        }
    }
    best
}

fn parse(range: &str, default: Format) -> Option<AcceptItem> {
    let mut parts = outside_quotes(range, ';').map(str::trim);
    let name = parts.next()?;
    let quality = match parts.find_map(quality) {
        Some(value) => thousandths(value)?,
        None => 1000,
    };
    let item = |format, content_type, range| {
        Some(AcceptItem {
            content_type,
            format,
            quality,
            range,
        })
    };
    if name == "*/*" {
        return item(default, default.content_type(), Range::Any);
    }
    if is_kind_of(name, default.content_type()) {
        return item(default, default.content_type(), Range::Kind);
    }
    for format in ONE_TYPE {
        if name.eq_ignore_ascii_case(format.media_type()) {
            return item(*format, format.content_type(), Range::Named);
        }
    }
    let ndjson = NDJSON.into_iter().find(|known| name.eq_ignore_ascii_case(known))?;
    item(Format::Ndjson, ndjson, Range::Named)
}

/// Whether a range is `kind/*` of this type.
fn is_kind_of(range: &str, content_type: &str) -> bool {
    let (kind, _) = content_type.split_once('/').unwrap_or((content_type, ""));
    range
        .strip_suffix("/*")
        .is_some_and(|range| range.eq_ignore_ascii_case(kind))
}

/// The value of a parameter `q`; nothing of any other.
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
