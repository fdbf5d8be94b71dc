//! Values of arguments that several of them share.

use proc_macro2::{Ident, Span};
use syn::{
    Error, Lit, LitInt, LitStr, Result, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

/// A number of bytes: `65536`, `"64KiB"` or `"1MiB"`, in `range`.
pub(crate) fn bytes(range: std::ops::RangeInclusive<usize>) -> impl Fn(ParseStream<'_>) -> Result<usize> {
    move |input| {
        let (least, most) = (in_units(*range.start()), in_units(*range.end()));
        let expected = format!("expected a number of bytes from {least} to {most}, such as `65536` or `\"64KiB\"`");
        let value: Lit = literal(input, &expected)?;
        if !input.is_empty() {
            return Err(input.error(&expected));
        }
        let bytes = match &value {
            Lit::Int(number) => without_suffix(number),
            Lit::Str(text) => with_unit(&text.value()),
            _ => None,
        };
        match bytes {
            Some(bytes) if range.contains(&bytes) => Ok(bytes),
            _ => Err(Error::new_spanned(value, expected)),
        }
    }
}

/// A literal. The name of a constant is refused, because its value is not known here.
fn literal<T: Parse>(input: ParseStream<'_>, expected: &str) -> Result<T> {
    if input.peek(Ident::peek_any) {
        return Err(input.error(format!("{expected}, as a literal")));
    }
    input.parse().map_err(|error| Error::new(error.span(), expected))
}

fn without_suffix(number: &LitInt) -> Option<usize> {
    if !number.suffix().is_empty() {
        return None;
    }
    number.base10_parse().ok()
}

const UNITS: [(&str, usize); 2] = [("MiB", 1024 * 1024), ("KiB", 1024)];

fn with_unit(text: &str) -> Option<usize> {
    UNITS.iter().find_map(|(unit, bytes)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<usize>().ok()?.checked_mul(*bytes)
    })
}

fn in_units(bytes: usize) -> String {
    let unit = UNITS
        .iter()
        .find(|(_, unit)| bytes >= *unit && bytes.is_multiple_of(*unit));
    unit.map_or_else(|| bytes.to_string(), |(name, unit)| format!("{} {name}", bytes / unit))
}

/// One of these words, read as the value beside it.
pub(crate) fn one_of<T: Copy>(words: &'static [(&'static str, T)]) -> impl Fn(ParseStream<'_>) -> Result<T> {
    move |input| {
        let names: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let expected = format!("expected {}", names.join(" or "));
        let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), &expected))?;
        let value = words.iter().find(|(name, _)| word == name).map(|(_, value)| *value);
        value
            .filter(|_| input.is_empty())
            .ok_or_else(|| Error::new(word.span(), expected))
    }
}

/// A whole number from 1 to 4294967295, and where it stands.
pub(crate) fn count(input: ParseStream<'_>) -> Result<(u32, Span)> {
    const EXPECTED: &str = "expected a whole number from 1 to 4294967295";
    let number: LitInt = literal(input, EXPECTED)?;
    let value = without_suffix(&number)
        .and_then(|value| u32::try_from(value).ok())
        .filter(|value| *value > 0);
    value
        .filter(|_| input.is_empty())
        .map(|value| (value, number.span()))
        .ok_or_else(|| Error::new(number.span(), EXPECTED))
}

/// A number of rows, zero included.
pub(crate) fn rows(input: ParseStream<'_>) -> Result<u64> {
    const EXPECTED: &str = "expected a number of rows, such as `50000`";
    let number: LitInt = literal(input, EXPECTED)?;
    let value = number.suffix().is_empty().then(|| number.base10_parse().ok()).flatten();
    value.ok_or_else(|| Error::new(number.span(), EXPECTED))
}

/// A string literal that is not empty.
pub(crate) fn text(input: ParseStream<'_>) -> Result<LitStr> {
    const EXPECTED: &str = "expected a text in quotation marks";
    let text: LitStr = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    if text.value().is_empty() {
        return Err(Error::new(
            text.span(),
            "this text is empty; write a name in quotation marks",
        ));
    }
    if !input.is_empty() {
        return Err(Error::new(text.span(), EXPECTED));
    }
    Ok(text)
}

/// A name for a query parameter. A number is meant as its value, for which `remedy` says what to write.
pub(crate) fn parameter_name(remedy: &'static str) -> impl Fn(ParseStream<'_>) -> Result<LitStr> {
    move |input| {
        if let Ok(number) = input.fork().parse::<LitInt>() {
            let remedy = with_number(remedy, number.base10_digits());
            return Err(Error::new(
                number.span(),
                format!("this argument names the query parameter; {remedy}"),
            ));
        }
        let name = text(input)?;
        let value = name.value();
        if value.bytes().all(|byte| byte.is_ascii_digit()) {
            let remedy = with_number(remedy, &value);
            return Err(Error::new(
                name.span(),
                format!("this text names the parameter; {remedy}"),
            ));
        }
        Ok(name)
    }
}

/// A remedy with the number that was written in place of its `#`, or with what numbers there can be.
fn with_number(remedy: &str, number: &str) -> String {
    let is_count = number.parse::<u32>().is_ok_and(|number| number > 0);
    if is_count || !remedy.contains('#') {
        remedy.replace('#', number)
    } else {
        format!("{}, from 1 to 4294967295", remedy.replace('#', "…"))
    }
}

/// A type, such as that of `openapi = User`.
pub(crate) fn ty(input: ParseStream<'_>) -> Result<Type> {
    input
        .parse()
        .map_err(|error| Error::new(error.span(), "expected a type, such as `User`"))
}

/// A length of time in milliseconds: `"250ms"`, `"30s"`, `"5m"` or `"1h"`.
pub(crate) fn milliseconds(input: ParseStream<'_>) -> Result<u64> {
    const EXPECTED: &str =
        "expected a length of time from one millisecond on, such as `\"30s\"`, `\"250ms\"`, `\"5m\"` or `\"1h\"`";
    let text: LitStr = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    in_milliseconds(&text.value())
        .filter(|milliseconds| *milliseconds > 0 && input.is_empty())
        .ok_or_else(|| Error::new(text.span(), EXPECTED))
}

fn in_milliseconds(text: &str) -> Option<u64> {
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
    units.into_iter().find_map(|(unit, milliseconds)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<u64>().ok()?.checked_mul(milliseconds)
    })
}
