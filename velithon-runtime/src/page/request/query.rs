//! Reading the raw query, pair by pair.
//!
//! Nothing is decoded into a buffer unless something in it is encoded: names are compared and numbers are read through an
//! iterator of decoded bytes.

use std::{borrow::Cow, iter};

/// The pairs of a query as they stand in it. Empty ones are kept: `a&&b` has three.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(query).filter(|query| !query.is_empty());
    iter::from_fn(move || {
        let (pair, after) = match cut(rest?, b'&') {
            Some((pair, after)) => (pair, Some(after)),
            None => (rest?, None),
        };
        rest = after;
        Some(pair)
    })
}

/// The text before and behind the first of a character of ASCII, byte by byte: what is cut is too short for a search.
fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// A pair's name and value, still encoded. A pair without `=` is a name with an empty value.
pub(crate) fn split(pair: &str) -> (&str, &str) {
    cut(pair, b'=').unwrap_or((pair, ""))
}

/// Whether an encoded name says `name`.
pub(crate) fn names(encoded: &str, name: &str) -> bool {
    if encoded.len() < name.len() {
        // What is encoded is never shorter than what it says.
        return false;
    }
    if encoded.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return decode(encoded).eq(name.bytes());
    }
    encoded == name
}

/// The value of the only pair called `name`.
///
/// # Errors
///
/// When there is more than one, equal or not.
pub(crate) fn only<'q>(query: &'q str, name: &str) -> Result<Option<&'q str>, GivenTwice> {
    let mut values = pairs(query).map(split).filter(|(encoded, _)| names(encoded, name));
    let first = values.next().map(|(_, value)| value);
    match values.next() {
        None => Ok(first),
        Some(_) => Err(GivenTwice),
    }
}

/// A decimal number of ASCII digits and nothing else. `None` if it is anything else, or too large for 64 bits.
pub(crate) fn number(encoded: &str) -> Option<u64> {
    decode(encoded).try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[derive(Debug, PartialEq)]
pub(crate) struct GivenTwice;

/// Form decoding (WHATWG URL, `application/x-www-form-urlencoded`): `+` is a space, and a `%` that two hexadecimal
/// digits do not follow is itself.
pub(crate) fn decode(encoded: &str) -> impl Iterator<Item = u8> {
    decode_with(encoded, b' ')
}

/// [`decode`] of a whole text.
pub(crate) fn decoded(encoded: &str) -> Cow<'_, [u8]> {
    if encoded.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return decode(encoded).collect();
    }
    Cow::Borrowed(encoded.as_bytes())
}

/// A path without its percent-encoding, in which `+` is itself.
pub(crate) fn decoded_path(encoded: &str) -> Cow<'_, [u8]> {
    if encoded.bytes().any(|byte| byte == b'%') {
        return decode_with(encoded, b'+').collect();
    }
    Cow::Borrowed(encoded.as_bytes())
}

fn decode_with(encoded: &str, plus: u8) -> impl Iterator<Item = u8> {
    let mut rest = encoded.as_bytes();
    std::iter::from_fn(move || {
        let (byte, after) = match *rest {
            [] => return None,
            [b'%', high, low, ref after @ ..] => match (hex(high), hex(low)) {
                (Some(high), Some(low)) => (high * 16 + low, after),
                _ => (b'%', rest.get(1..).unwrap_or_default()),
            },
            [b'+', ref after @ ..] => (plus, after),
            [byte, ref after @ ..] => (byte, after),
        };
        rest = after;
        Some(byte)
    })
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ascii_digits_only() {
        for (text, value) in [("0", 0), ("007", 7), ("%31%32", 12), ("18446744073709551615", u64::MAX)] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "-1",
            "+2",
            "%2B2",
            "%202",
            "1.0",
            "1e1",
            "abc",
            "٣",
            "%D9%A3",
            "18446744073709551616",
            "1%",
            "%3",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_compared_decoded() {
        assert!(names("page", "page") && names("%70age", "page") && names("page%5Bsize%5d", "page[size]"));
        assert!(names("a+b", "a b") && names("100%", "100%") && names("%zz", "%zz"));
        assert!(!names("Page", "page") && !names("pag", "page") && !names("page+", "page"));
    }

    #[test]
    fn what_is_not_encoded_is_not_copied() {
        for text in ["", "orders/7", "größe"] {
            assert!(matches!(decoded(text), Cow::Borrowed(same) if same == text.as_bytes()));
            assert!(matches!(decoded_path(text), Cow::Borrowed(same) if same == text.as_bytes()));
        }
        for (text, plus) in [("a+b%20c", b' '), ("%61+b%20c", b'+')] {
            let decode = if plus == b'+' { decoded_path } else { decoded };
            assert_eq!(*decode(text), [b'a', plus, b'b', b' ', b'c'], "{text}");
        }
        assert!(matches!(decoded_path("a+b"), Cow::Borrowed(b"a+b")));
    }

    #[test]
    fn a_parameter_is_given_once_or_not_at_all() {
        assert_eq!(only("", "page"), Ok(None));
        assert_eq!(only("a=1&page=2=3&b", "page"), Ok(Some("2=3")));
        assert_eq!(only("a&page", "page"), Ok(Some("")));
        assert_eq!(only("page=1&%70age=1", "page"), Err(GivenTwice));
        assert_eq!(only("page=&page", "page"), Err(GivenTwice));
    }

    #[test]
    fn empty_pairs_are_pairs() {
        assert_eq!(pairs("").count(), 0);
        assert_eq!(pairs("&").collect::<Vec<_>>(), ["", ""]);
        assert_eq!(pairs("ä=ö&ü").map(split).collect::<Vec<_>>(), [("ä", "ö"), ("ü", "")]);
        assert_eq!(pairs("a&&b&").collect::<Vec<_>>(), ["a", "", "b", ""]);
    }
}
