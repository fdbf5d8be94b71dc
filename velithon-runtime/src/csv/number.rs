use crate::json::{write_f64, write_shortest, write_unsigned};

/// Room for any number of 64 bits and what stands behind it: a power of two bytes, as a line asks for.
pub(super) type Room = [u8; 64];

/// Writes a number, and tells the length of its text.
#[inline]
pub(super) fn unsigned(room: &mut Room, number: u64) -> usize {
    room.first_chunk_mut().map_or(0, |room| write_unsigned(room, number))
}

/// Writes a number with its sign, and tells the length of its text.
#[inline]
pub(super) fn negative(room: &mut Room, number: u64) -> usize {
    let [sign, digits @ ..] = room;
    *sign = b'-';
    let digits = digits.first_chunk_mut();
    digits.map_or(0, |room| 1 + write_unsigned(room, number))
}

/// Writes a number that JSON has, too, and tells the length of its text.
#[inline]
pub(super) fn double(room: &mut Room, number: f64) -> usize {
    room.first_chunk_mut().map_or(0, |room| write_f64(room, number))
}

/// Writes a number that JSON has, too, and tells the length of its text.
#[inline]
pub(super) fn single(room: &mut Room, number: f32) -> usize {
    room.first_chunk_mut().map_or(0, |room| write_shortest(room, number))
}

/// Writes `true` or `false`, and tells the length.
#[inline]
pub(super) fn boolean(room: &mut [u8; 8], value: bool) -> usize {
    *room = if value { *b"true\0\0\0\0" } else { *b"false\0\0\0" };
    if value { 4 } else { 5 }
}
