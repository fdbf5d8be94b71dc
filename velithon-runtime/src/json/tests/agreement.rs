//! The text of a value by every serializer, compared with `serde_json`'s.

use serde::Serialize;

use crate::json::{self, Buffer, Refused, Rules, Serializer};

pub(super) const SERIALIZERS: &[Serializer] = &[
    Serializer::Own,
    #[cfg(feature = "sonic-rs")]
    Serializer::Sonic,
];

/// Asserts that a value's text, or its failure, is `serde_json`'s: by every serializer, with a bound and without, with room
/// for the text and without.
#[track_caller]
pub(super) fn agrees<T: Serialize + ?Sized>(value: &T) {
    let expected = serde_json::to_vec(value).map_err(|error| error.to_string());
    let expected = expected.map(|text| String::from_utf8_lossy(&text).into_owned());
    for by in SERIALIZERS {
        for most in [None, Some(usize::MAX), expected.as_ref().ok().map(String::len)] {
            for room in [0, 16, 4 * 1024] {
                assert_eq!(
                    appended(value, *by, most, room),
                    expected,
                    "by {by:?}, at most {most:?} bytes, with room for {room}"
                );
            }
        }
        for limit in [1, 7, 64, usize::MAX] {
            assert_eq!(
                in_parts(value, *by, limit),
                expected,
                "a document by {by:?}, in parts of {limit}"
            );
        }
        if let Ok(expected) = &expected {
            let less = Some(expected.len() - 1);
            for room in [0, 4 * 1024] {
                assert_eq!(
                    appended(value, *by, less, room),
                    Err("too long".to_owned()),
                    "by {by:?}, {expected}"
                );
            }
        }
    }
}

/// Appends a value to a text that is there already, with room for so many bytes more, and returns what was appended.
pub(super) fn appended<T: Serialize + ?Sized>(
    value: &T,
    by: Serializer,
    most: Option<usize>,
    room: usize,
) -> Result<String, String> {
    let mut text = Buffer::with_capacity("before".len() + room);
    text.extend(b"before");
    let rules = Rules {
        by,
        most,
        on_one_line: false,
    };
    let result = text.append_by(value, rules).map_err(|refused| match refused {
        Refused::TooLong => "too long".to_owned(),
        Refused::Failed(error) => error.to_string(),
    });
    let written = String::from_utf8_lossy(text.written());
    let written = written.strip_prefix("before").expect("what was there before");
    if result.is_err() {
        assert_eq!(written, "", "something of a value that was refused");
    }
    result.map(|()| written.to_owned())
}

/// Writes a document in a first part of `limit` bytes and others of half as many, and joins them again.
pub(super) fn in_parts<T: Serialize + ?Sized>(value: &T, by: Serializer, limit: usize) -> Result<String, String> {
    let mut text = Vec::new();
    let mut length = limit;
    let mut take = |part: Vec<u8>| {
        assert_eq!((part.len(), part.capacity()), (length, length), "a part that is full");
        text.extend(part);
        length = limit.div_ceil(2);
        Some(length)
    };
    let last = json::write(value, by, limit, &mut take).map_err(|refused| match refused {
        Refused::TooLong => "too long".to_owned(),
        Refused::Failed(error) => error.to_string(),
    })?;
    assert!((1..=limit).contains(&last.len()), "{} bytes are held back", last.len());
    assert!(last.capacity() <= limit, "{} bytes for {limit}", last.capacity());
    text.extend(last);
    Ok(String::from_utf8_lossy(&text).into_owned())
}
