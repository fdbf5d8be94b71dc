//! Values of a key as a database gave them: nothing but the database itself knows what they mean.

use super::column::SortColumn;

/// Which way the values of a key are kept: the first byte of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyForm(pub(crate) u8);

impl KeyForm {
    /// The values have the types of the row's fields.
    pub(crate) const TYPED: Self = Self(0);
}

/// The value of a column as the driver delivered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawValue<'a> {
    /// The database's own number for the type of the value; never 0.
    pub(crate) kind: u32,
    /// The value as the database encodes it.
    pub(crate) content: &'a [u8],
}

/// Appends a value; `None` is NULL.
///
/// NULL is the kind 0 alone. A value is its kind, its length and its bytes; both numbers have seven bits a byte, the lowest
/// first. More than 65,535 bytes are too long for any cursor: they are cut, and what is left is still refused.
#[cfg(any(test, feature = "sql"))]
pub(crate) fn push(bytes: &mut Vec<u8>, value: Option<RawValue<'_>>) {
    let Some(RawValue { kind, content }) = value else {
        return bytes.push(0);
    };
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    push_number(bytes, kind);
    push_number(bytes, length.into());
    bytes.extend(content.iter().take(length.into()));
}

/// Takes the first value off `bytes`; `None` if they do not start with one.
#[expect(clippy::option_option, reason = "whether there is a value, and whether it is NULL")]
fn take<'b>(bytes: &mut &'b [u8]) -> Option<Option<RawValue<'b>>> {
    let kind = take_number(bytes)?;
    if kind == 0 {
        return Some(None);
    }
    let length = usize::try_from(take_number(bytes)?).ok()?;
    let (content, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(Some(RawValue { kind, content }))
}

/// The values in `bytes`, as far as there are any.
pub(super) fn values(mut bytes: &[u8]) -> impl Iterator<Item = Option<RawValue<'_>>> {
    std::iter::from_fn(move || take(&mut bytes))
}

/// Whether bytes are one value for each of these columns and nothing else, with NULLs only where a column may be NULL.
pub(super) fn are_values_of(columns: &[SortColumn], mut bytes: &[u8]) -> bool {
    let has_values = columns.iter().all(|column| match take(&mut bytes) {
        Some(Some(_)) => true,
        Some(None) => column.null_order().is_some(),
        None => false,
    });
    has_values && !columns.is_empty() && bytes.is_empty()
}

#[cfg(any(test, feature = "sql"))]
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while let Some(rest) = Some(number >> 7).filter(|rest| *rest > 0) {
        bytes.push(low_bits(number) + 0x80);
        number = rest;
    }
    bytes.push(low_bits(number));
}

#[cfg(any(test, feature = "sql"))]
fn low_bits(number: u32) -> u8 {
    (number & 0x7F) as u8
}

fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u32::from(byte & 0x7F);
        if bits.leading_zeros() < shift {
            return None;
        }
        number |= bits << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyset::column::Nulls;

    fn round_trip(value: Option<RawValue<'_>>) {
        let mut bytes = Vec::new();
        push(&mut bytes, value);
        let mut rest = &bytes[..];
        assert_eq!(take(&mut rest), Some(value));
        assert!(rest.is_empty());
    }

    #[test]
    fn values_of_any_kind_and_length_come_back() {
        round_trip(None);
        for kind in [1, 127, 128, 16_383, 16_384, u32::MAX] {
            for length in [0, 1, 127, 128, 2_048] {
                let content = vec![7; length];
                round_trip(Some(RawValue {
                    kind,
                    content: &content,
                }));
            }
        }
    }

    #[test]
    fn a_number_of_more_than_32_bits_is_none() {
        assert_eq!(take_number(&mut &[0xFF, 0xFF, 0xFF, 0xFF, 0x0F][..]), Some(u32::MAX));
        assert_eq!(take_number(&mut &[0xFF, 0xFF, 0xFF, 0xFF, 0x1F][..]), None);
        assert_eq!(take_number(&mut &[0x80, 0x80, 0x80, 0x80, 0x80, 0][..]), None);
        assert_eq!(take_number(&mut &[0x80][..]), None);
    }

    #[test]
    fn a_null_is_no_value_of_a_column_without_them() {
        let columns = [SortColumn::new("a").nulls(Nulls::First), SortColumn::new("b").unique()];
        let key = |values: [Option<&[u8]>; 2]| {
            let mut bytes = Vec::new();
            for content in values {
                push(&mut bytes, content.map(|content| RawValue { kind: 1, content }));
            }
            bytes
        };
        assert!(are_values_of(&columns, &key([Some(b"x"), Some(b"")])));
        assert!(are_values_of(&columns, &key([None, Some(b"y")])));
        assert!(!are_values_of(&columns, &key([Some(b"x"), None])));
        assert!(!are_values_of(&columns[1..], &key([Some(b"x"), Some(b"y")])));
        assert!(!are_values_of(&[], b""));
    }
}
