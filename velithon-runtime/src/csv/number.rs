use crate::json::{write_f64, write_shortest, write_unsigned};

/// Room for any number of 64 bits, and its sign.
pub(super) type Room = [u8; 33];

/// Writes a number, and tells the length of its text.
#[inline]
pub(super) fn unsigned(room: &mut Room, number: u64) -> usize {
    let [digits @ .., _] = room;
    write_unsigned(digits, number)
}

/// Writes a number, and tells the length of its text.
#[inline]
pub(super) fn signed(room: &mut Room, number: i64) -> usize {
    if number >= 0 {
        return unsigned(room, number.unsigned_abs());
    }
    let [sign, digits @ ..] = room;
    *sign = b'-';
    1 + write_unsigned(digits, number.unsigned_abs())
}

/// Writes a number that JSON has, too, and tells the length of its text.
#[inline]
pub(super) fn double(room: &mut Room, number: f64) -> usize {
    let [text @ .., _] = room;
    write_f64(text, number)
}

/// Writes a number that JSON has, too, and tells the length of its text.
#[inline]
pub(super) fn single(room: &mut Room, number: f32) -> usize {
    let [text @ .., _] = room;
    write_shortest(text, number)
}

/// Writes `true` or `false`, and tells the length.
#[inline]
pub(super) fn boolean(room: &mut Room, value: bool) -> usize {
    let [text @ .., _] = room;
    let word = if value { *b"true\0" } else { *b"false" };
    if let Some(room) = text.first_chunk_mut() {
        *room = word;
    }
    if value { 4 } else { 5 }
}
