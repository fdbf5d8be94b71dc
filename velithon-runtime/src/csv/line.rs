use std::mem;

use csv_core::WriteResult;
use serde_json::Error;

use super::{
    double_quotes::{double_into, double_quotes},
    guard::is_formula,
    layout::Layout,
    number::{boolean, double, negative, single, unsigned},
};
use crate::json::{EIGHT_DIGITS, Out, SHORT, Spill, copy_if, copy_short_if, write_short};

/// One line of the table while it is written, field by field: each with the delimiter behind it, of which the last one is taken
/// off again when the line is complete.
///
/// Unlike the outputs of JSON it stays where it is. At the place of a field in the code of a type, nothing stands but a call of
/// the function that writes the whole field; what would be in registers there would have to be moved for each call.
pub(super) struct Line<'a> {
    /// What can be filled next.
    room: &'a mut [u8],
    /// Takes what there is no room for.
    spill: &'a mut Spill,
    pub(super) layout: &'a Layout,
    delimiter: u8,
    guard: bool,
}

impl<'a> Line<'a> {
    #[inline]
    pub(super) fn new(room: &'a mut [u8], spill: &'a mut Spill, layout: &'a Layout) -> Self {
        Self {
            room,
            spill,
            layout,
            delimiter: layout.delimiter,
            guard: layout.guard,
        }
    }

    /// How much of the room is left.
    #[inline]
    pub(super) fn left(&self) -> usize {
        self.room.len()
    }

    pub(super) fn room(&mut self) -> &mut [u8] {
        self.room
    }

    /// Goes on behind the first `length` bytes of the room.
    #[inline]
    pub(super) fn advance(&mut self, length: usize) {
        self.room = mem::take(&mut self.room).advance(length);
    }

    /// Refuses the line, as longer than allowed.
    pub(super) fn refuse(&mut self) {
        self.spill.refuse();
    }

    /// Has `write` fill up to `N` bytes and tell how many.
    #[inline]
    fn fill<const N: usize>(&mut self, write: impl FnOnce(&mut [u8; N]) -> usize) -> Result<(), Error> {
        let Some(room) = self.room.first_chunk_mut() else {
            return self.fill_apart(write);
        };
        let length = write(room);
        self.advance(length);
        Ok(())
    }

    /// [`fill`](Self::fill) near the end of the room: what is written may fit although `N` bytes do not.
    #[cold]
    #[inline(never)]
    fn fill_apart<const N: usize>(&mut self, write: impl FnOnce(&mut [u8; N]) -> usize) -> Result<(), Error> {
        let mut text = [0; N];
        let length = write(&mut text);
        self.text(text.get(..length).unwrap_or_default())
    }

    /// Writes text whose length is known to the compiler.
    #[inline]
    pub(super) fn constant<const N: usize>(&mut self, text: [u8; N]) -> Result<(), Error> {
        self.fill(move |room| {
            *room = text;
            N
        })
    }

    /// Writes text as it stands.
    pub(super) fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.room = mem::take(&mut self.room).text(self.spill, text)?;
        Ok(())
    }

    /// Ends a field.
    #[inline]
    pub(super) fn end(&mut self) -> Result<(), Error> {
        self.constant([self.delimiter])
    }

    /// Writes a field that `write` puts into the room, of less than `N` bytes that need no quotation marks. `N` is a power of
    /// two, so that the compiler knows that the length is below it.
    #[inline]
    fn short<const N: usize>(&mut self, write: impl FnOnce(&mut [u8; N]) -> usize) -> Result<(), Error> {
        const { assert!(N.is_power_of_two()) };
        let delimiter = self.delimiter;
        self.fill(move |room: &mut [u8; N]| {
            let length = write(room) % N;
            room[length] = delimiter;
            length + 1
        })
    }

    /// Writes an integer without a sign, and the delimiter behind it.
    #[inline(never)]
    pub(super) fn unsigned(&mut self, number: u64) -> Result<(), Error> {
        if number < EIGHT_DIGITS {
            return self.short::<16>(move |room| room.first_chunk_mut().map_or(0, |room| write_short(room, number)));
        }
        self.long_unsigned(number)
    }

    /// [`unsigned`](Self::unsigned) of more than eight digits. A function of its own, whose registers short numbers need not save.
    #[inline(never)]
    fn long_unsigned(&mut self, number: u64) -> Result<(), Error> {
        self.short(move |room| unsigned(room, number))
    }

    /// Writes an integer of either sign, and the delimiter behind it.
    #[inline(never)]
    pub(super) fn signed(&mut self, number: i64) -> Result<(), Error> {
        match u64::try_from(number) {
            Ok(number) => self.unsigned(number),
            Err(_) => self.short(move |room| negative(room, number.unsigned_abs())),
        }
    }

    /// Writes a number that JSON has, too.
    #[inline(never)]
    pub(super) fn double(&mut self, number: f64) -> Result<(), Error> {
        self.short(move |room| double(room, number))
    }

    /// Writes a number that JSON has, too.
    #[inline(never)]
    pub(super) fn single(&mut self, number: f32) -> Result<(), Error> {
        self.short(move |room| single(room, number))
    }

    /// Writes `true` or `false`.
    #[inline(never)]
    pub(super) fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.short(move |room| boolean(room, value))
    }

    /// Writes a field of text.
    #[inline(never)]
    pub(super) fn field(&mut self, text: &str) -> Result<(), Error> {
        if self.guard {
            return self.guarded_field(text);
        }
        // Empty text is no short one, by one comparison.
        if text.len().wrapping_sub(1) >= SHORT {
            return self.long_field(text);
        }
        if self.plain(text, |room, text, delimiter| {
            copy_short_if(room, text, is_plain(delimiter))
        }) {
            return Ok(());
        }
        self.other_field(text)
    }

    /// [`field`](Self::field) of longer text, or of none. A function of its own, whose registers short text need not save.
    #[inline(never)]
    fn long_field(&mut self, text: &str) -> Result<(), Error> {
        let is_plain = |room: &mut [u8], text: &[u8], delimiter| copy_if(room, text, is_plain(delimiter));
        if !text.is_empty() && self.plain(text, is_plain) {
            return Ok(());
        }
        self.other_field(text)
    }

    #[inline(never)]
    fn guarded_field(&mut self, text: &str) -> Result<(), Error> {
        if is_formula(text) {
            return self.quoted_field(b"\"'", text);
        }
        self.long_field(text)
    }

    /// Writes a field of text that `copy` puts into the room; tells whether it did, which it does not where the text may need
    /// quotation marks or does not fit.
    #[inline]
    fn plain(&mut self, text: &str, copy: impl FnOnce(&mut [u8], &[u8], u8) -> bool) -> bool {
        let end = text.len() + 1;
        let Some([between @ .., last]) = self.room.get_mut(..end) else {
            return false;
        };
        if !copy(between, text.as_bytes(), self.delimiter) {
            return false;
        }
        *last = self.delimiter;
        self.advance(end);
        true
    }

    /// [`field`](Self::field) of text that is not plain, or does not fit, and that is no formula.
    #[inline(never)]
    fn other_field(&mut self, text: &str) -> Result<(), Error> {
        if self.plain_quoted(text) {
            return Ok(());
        }
        if self.layout.needs_quotes(text) {
            return self.quoted_field(b"\"", text);
        }
        self.text(text.as_bytes())?;
        self.end()
    }

    /// Writes [other](Self::other_field) text that is empty, or in which nothing but delimiters needs quotation marks; tells
    /// whether it did.
    #[inline]
    fn plain_quoted(&mut self, text: &str) -> bool {
        let end = text.len() + 3;
        let Some([open, between @ .., close, last]) = self.room.get_mut(..end) else {
            return false;
        };
        if !copy_if(between, text.as_bytes(), |byte| (byte ^ b'"').min(byte & 0xf0)) {
            return false;
        }
        (*open, *close, *last) = (b'"', b'"', self.delimiter);
        self.advance(end);
        true
    }

    fn quoted_field(&mut self, open: &[u8], text: &str) -> Result<(), Error> {
        self.text(open)?;
        self.quoted(text.as_bytes())?;
        self.close_quotes()
    }

    /// Ends a field in quotation marks.
    pub(super) fn close_quotes(&mut self) -> Result<(), Error> {
        self.constant([b'"', self.delimiter])
    }

    /// Writes text inside quotation marks.
    pub(super) fn quoted(&mut self, text: &[u8]) -> Result<(), Error> {
        if copy_if(self.room, text, |byte| byte ^ b'"') {
            self.advance(text.len());
            return Ok(());
        }
        let (result, read, written) = double_into(text, self.room);
        self.advance(written);
        if matches!(result, WriteResult::InputEmpty) {
            return Ok(());
        }
        double_quotes(&text[read..], |piece| self.text(piece))
    }

    /// Writes a field of JSON text, on one line. That of `null` is an empty field.
    pub(super) fn raw(&mut self, json: &str) -> Result<(), Error> {
        if json == "null" {
            return self.end();
        }
        if json.contains(['\n', '\r']) {
            let line = json.replace(['\n', '\r'], " ");
            return self.field(&line);
        }
        self.field(json)
    }
}

/// Zero for a byte of a field that may need quotation marks: one of these, the delimiter, or a line break, which stands here for
/// the control characters around it.
#[inline]
fn is_plain(delimiter: u8) -> impl Fn(u8) -> u8 + Copy {
    move |byte| (byte ^ b'"').min(byte ^ delimiter).min(byte & 0xf0)
}
