//! The typed values of a key as bytes: one byte for the kind, then the value. Its length follows from the kind, or stands
//! before it in two bytes. Numbers are big-endian.

use super::key_value::KeyValue;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const SIGNED: u8 = 3;
const UNSIGNED: u8 = 4;
const FLOAT: u8 = 5;
const TEXT: u8 = 6;
const BYTES: u8 = 7;
const FIXED: u8 = 8;
const MOMENT: u8 = 9;

/// Appends a value. One that is too long for its length is too long for any cursor as well: it is cut to a shorter value of
/// its kind, which is still refused.
pub(super) fn push(bytes: &mut Vec<u8>, value: KeyValue<'_>) {
    match value {
        KeyValue::Null => bytes.push(NULL),
        KeyValue::Bool(false) => bytes.push(FALSE),
        KeyValue::Bool(true) => bytes.push(TRUE),
        KeyValue::Signed(number) => fixed(bytes, SIGNED, &number.to_be_bytes()),
        KeyValue::Unsigned(number) => fixed(bytes, UNSIGNED, &number.to_be_bytes()),
        KeyValue::Float(number) => fixed(bytes, FLOAT, &number.to_bits().to_be_bytes()),
        KeyValue::Text(text) => long(bytes, TEXT, cut(text).as_bytes()),
        KeyValue::Bytes(value) => long(bytes, BYTES, value),
        KeyValue::Fixed(value) => fixed(bytes, FIXED, &value),
        KeyValue::Moment(seconds, nanoseconds) => {
            fixed(bytes, MOMENT, &seconds.to_be_bytes());
            bytes.extend_from_slice(&nanoseconds.to_be_bytes());
        }
    }
}

fn fixed(bytes: &mut Vec<u8>, kind: u8, value: &[u8]) {
    bytes.push(kind);
    bytes.extend_from_slice(value);
}

fn long(bytes: &mut Vec<u8>, kind: u8, value: &[u8]) {
    let length = u16::try_from(value.len()).unwrap_or(u16::MAX);
    fixed(bytes, kind, &length.to_be_bytes());
    bytes.extend(value.iter().take(length.into()));
}

/// The text, or as many whole characters of it as a length of two bytes can count.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(u16::MAX.into());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Takes the first value off `bytes`; `None` if they do not start with one.
pub(super) fn take<'b>(bytes: &mut &'b [u8]) -> Option<KeyValue<'b>> {
    let (kind, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(match *kind {
        NULL => KeyValue::Null,
        FALSE => KeyValue::Bool(false),
        TRUE => KeyValue::Bool(true),
        SIGNED => KeyValue::Signed(i64::from_be_bytes(array(bytes)?)),
        UNSIGNED => KeyValue::Unsigned(u64::from_be_bytes(array(bytes)?)),
        FLOAT => KeyValue::Float(f64::from_bits(u64::from_be_bytes(array(bytes)?))),
        TEXT => KeyValue::Text(std::str::from_utf8(counted(bytes)?).ok()?),
        BYTES => KeyValue::Bytes(counted(bytes)?),
        FIXED => KeyValue::Fixed(array(bytes)?),
        MOMENT => KeyValue::Moment(i64::from_be_bytes(array(bytes)?), u32::from_be_bytes(array(bytes)?)),
        _ => return None,
    })
}

fn array<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (array, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*array)
}

fn counted<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = u16::from_be_bytes(array(bytes)?);
    let (value, rest) = bytes.split_at_checked(length.into())?;
    *bytes = rest;
    Some(value)
}

/// The values in `bytes`, as far as there are any.
pub(super) fn values(mut bytes: &[u8]) -> impl Iterator<Item = KeyValue<'_>> {
    std::iter::from_fn(move || take(&mut bytes))
}
