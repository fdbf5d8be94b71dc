use std::mem;

use csv_core::WriteResult;
use serde_json::Error;

use super::{
    double_quotes::{double_into, double_quotes},
    guard::is_formula,
    number::{boolean, double, negative, single, unsigned},
    row::Row,
};
use crate::json::{
    EIGHT_DIGITS, Out, SHORT, copy_plain, copy_plain_without, copy_short_plain_without, write_plain, write_short,
};

/// One line of the table while it is written: room that is filled from its beginning.
///
/// As the outputs of JSON do, it moves through the serializer by value, so that the position stays in registers. Each field is
/// written with the delimiter behind it; the last one is taken off again when the line is complete.
pub(super) struct Line<'a>(&'a mut [u8]);

impl<'a> Out for Line<'a> {
    type Overflow = Row<'a>;

    #[inline]
    fn room(&mut self) -> &mut [u8] {
        self.0
    }

    #[inline]
    fn advance(self, length: usize) -> Self {
        Self(self.0.advance(length))
    }

    #[cold]
    #[inline(never)]
    fn overflow(self, row: &mut Row<'a>, text: &[u8]) -> Option<Self> {
        self.0.overflow(row.spill, text).map(Self)
    }
}

impl<'a> Line<'a> {
    #[inline]
    pub(super) fn new(room: &'a mut [u8]) -> Self {
        Self(room)
    }

    /// How much of the room is left.
    #[inline]
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    // What writes a whole field is one call: at the place of a field in the code of a type, nothing else stands, and that code
    // stays short enough to become one function. An option comes back in registers, a result would not.

    /// Writes a field that `write` puts into the room, and tells its length: one that needs no quotation marks.
    #[inline]
    fn short<const N: usize>(self, row: &mut Row<'a>, write: impl FnOnce(&mut [u8; N]) -> usize) -> Option<Self> {
        let delimiter = row.delimiter;
        let line = self.fill(row, move |room: &mut [u8; N]| {
            let length = write(room);
            let Some(end) = room.get_mut(length) else {
                return length;
            };
            *end = delimiter;
            length + 1
        });
        line.ok()
    }

    /// Writes an integer without a sign, and the delimiter behind it.
    #[inline(never)]
    pub(super) fn unsigned(self, row: &mut Row<'a>, number: u64) -> Option<Self> {
        if number < EIGHT_DIGITS {
            return self.short(row, move |[digits @ .., _]: &mut [u8; 9]| write_short(digits, number));
        }
        self.short(row, move |room| unsigned(room, number))
    }

    /// Writes an integer of either sign, and the delimiter behind it.
    #[inline(never)]
    pub(super) fn signed(self, row: &mut Row<'a>, number: i64) -> Option<Self> {
        match u64::try_from(number) {
            Ok(number) => self.unsigned(row, number),
            Err(_) => self.short(row, move |room| negative(room, number.unsigned_abs())),
        }
    }

    /// Writes a number that JSON has, too.
    #[inline(never)]
    pub(super) fn double(self, row: &mut Row<'a>, number: f64) -> Option<Self> {
        self.short(row, move |room| double(room, number))
    }

    /// Writes a number that JSON has, too.
    #[inline(never)]
    pub(super) fn single(self, row: &mut Row<'a>, number: f32) -> Option<Self> {
        self.short(row, move |room| single(room, number))
    }

    /// Writes `true` or `false`.
    #[inline(never)]
    pub(super) fn boolean(self, row: &mut Row<'a>, value: bool) -> Option<Self> {
        self.short(row, move |room| boolean(room, value))
    }

    /// Leaves the field empty that was entered: one, or all of a struct that is not there.
    #[inline(never)]
    pub(super) fn empty(mut self, row: &mut Row<'a>) -> Option<Self> {
        for _ in 0..row.skip() {
            self = self.byte(row, row.delimiter).ok()?;
        }
        Some(self)
    }

    /// Writes a field of text.
    #[inline(never)]
    pub(super) fn field(self, row: &mut Row<'a>, text: &str) -> Option<Self> {
        if row.guard {
            return self.guarded_field(row, text);
        }
        // Empty text is no short one, by one comparison.
        if text.len().wrapping_sub(1) >= SHORT - 1 {
            return self.long_field(row, text);
        }
        let before = self.left();
        let line = self.plain_by(copy_short_plain_without, row, text);
        if line.left() < before {
            return Some(line);
        }
        line.other_field(row, text)
    }

    /// [`field`](Self::field) of longer text, or of none. A function of its own, whose registers short text need not save.
    #[inline(never)]
    fn long_field(self, row: &mut Row<'a>, text: &str) -> Option<Self> {
        let before = self.left();
        let line = if text.is_empty() {
            self
        } else {
            self.plain_by(copy_plain_without, row, text)
        };
        if line.left() < before {
            return Some(line);
        }
        line.other_field(row, text)
    }

    #[inline(never)]
    fn guarded_field(self, row: &mut Row<'a>, text: &str) -> Option<Self> {
        if is_formula(text) {
            return self.quoted_field(row, b"\"'", text);
        }
        self.long_field(row, text)
    }

    /// Writes a field of text that `copy` puts into the room; nothing where the text may need quotation marks or does not fit.
    #[inline]
    fn plain_by(self, copy: impl FnOnce(&mut [u8], &[u8], u8) -> bool, row: &Row<'a>, text: &str) -> Self {
        let end = text.len() + 1;
        let Some([between @ .., last]) = self.0.get_mut(..end) else {
            return self;
        };
        if !copy(between, text.as_bytes(), row.delimiter) {
            return self;
        }
        *last = row.delimiter;
        self.advance(end)
    }

    /// [`field`](Self::field) of text that is not plain, or does not fit, and that is no formula.
    #[inline(never)]
    fn other_field(self, row: &mut Row<'a>, text: &str) -> Option<Self> {
        let before = self.left();
        // With the quotation marks of JSON: it is empty, or has nothing but delimiters in it that need them.
        let line = Self(write_plain(self.0, text.as_bytes()));
        if line.left() < before {
            return line.byte(row, row.delimiter).ok();
        }
        if row.layout.needs_quotes(text) {
            return line.quoted_field(row, b"\"", text);
        }
        let line = line.text(row, text.as_bytes()).ok()?;
        line.byte(row, row.delimiter).ok()
    }

    fn quoted_field(self, row: &mut Row<'a>, open: &[u8], text: &str) -> Option<Self> {
        let line = self.text(row, open).ok()?;
        line.quoted(row, text.as_bytes()).ok()?.close_quotes(row).ok()
    }

    /// Ends a field in quotation marks.
    pub(super) fn close_quotes(self, row: &mut Row<'a>) -> Result<Self, Error> {
        self.constant(row, [b'"', row.delimiter])
    }

    /// Writes text inside quotation marks.
    pub(super) fn quoted(mut self, row: &mut Row<'a>, text: &[u8]) -> Result<Self, Error> {
        if copy_plain(self.0, text) {
            return Ok(self.advance(text.len()));
        }
        let (result, read, written) = double_into(text, self.0);
        self = self.advance(written);
        if matches!(result, WriteResult::InputEmpty) {
            return Ok(self);
        }
        let mut line = Ok(self);
        double_quotes(&text[read..], |piece| {
            if let Ok(room) = &mut line {
                line = Self(mem::take(&mut room.0)).text(row, piece);
            }
        });
        line
    }

    /// Writes a field of JSON text, on one line. That of `null` is an empty field.
    pub(super) fn raw(self, row: &mut Row<'a>, json: &str) -> Option<Self> {
        if json == "null" {
            return self.byte(row, row.delimiter).ok();
        }
        if json.contains(['\n', '\r']) {
            let line = json.replace(['\n', '\r'], " ");
            return self.field(row, &line);
        }
        self.field(row, json)
    }
}
