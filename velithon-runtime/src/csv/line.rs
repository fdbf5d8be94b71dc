use std::mem;

use csv_core::WriteResult;
use serde_json::Error;

use super::{
    double_quotes::{double_into, double_quotes},
    guard::is_formula,
    number::Room,
    row::Row,
    shape::StepKind,
};
use crate::json::{Out, SHORT, copy_plain, copy_plain_without, copy_short_plain_without, write_plain};

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

    /// Writes a field that `write` puts into the room, and tells its length: one that needs no quotation marks.
    #[inline]
    pub(super) fn short(self, row: &mut Row<'a>, write: impl FnOnce(&mut Room) -> usize) -> Result<Self, Error> {
        let delimiter = row.delimiter;
        self.fill(row, move |room: &mut Room| {
            let length = write(room) % (size_of::<Room>() / 2);
            room[length] = delimiter;
            length + 1
        })
    }

    /// Leaves a field empty: one, or all of a struct that is not there.
    #[inline]
    pub(super) fn empty(self, row: &mut Row<'a>) -> Result<Self, Error> {
        if row.is_step(StepKind::Column) {
            return self.byte(row, row.delimiter);
        }
        self.empty_apart(row)
    }

    #[inline(never)]
    fn empty_apart(mut self, row: &mut Row<'a>) -> Result<Self, Error> {
        for _ in 0..row.skip()? {
            self = self.byte(row, row.delimiter)?;
        }
        Ok(self)
    }

    /// Writes a field of text.
    #[inline]
    pub(super) fn field(self, row: &mut Row<'a>, text: &str) -> Result<Self, Error> {
        if row.guard && is_formula(text) {
            return self.quoted_field(row, b"\"'", text);
        }
        let before = self.left();
        let line = Self(write_field(self.0, text.as_bytes(), row.delimiter));
        if line.left() < before {
            return Ok(line);
        }
        line.other_field(row, text)
    }

    /// [`field`](Self::field) of text that is not plain, or does not fit.
    #[inline(never)]
    fn other_field(self, row: &mut Row<'a>, text: &str) -> Result<Self, Error> {
        let before = self.left();
        // With the quotation marks of JSON: it is empty, or has nothing but delimiters in it that need them.
        let line = Self(write_plain(self.0, text.as_bytes()));
        if line.left() < before {
            return line.byte(row, row.delimiter);
        }
        if row.layout.needs_quotes(text) {
            return line.quoted_field(row, b"\"", text);
        }
        let line = line.text(row, text.as_bytes())?;
        line.byte(row, row.delimiter)
    }

    #[inline(never)]
    fn quoted_field(self, row: &mut Row<'a>, open: &[u8], text: &str) -> Result<Self, Error> {
        let line = self.text(row, open)?;
        line.quoted(row, text.as_bytes())?.close_quotes(row)
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

    /// Writes a field of JSON text, on one line. That of `null` is an empty field. No JSON text is a formula.
    pub(super) fn raw(self, row: &mut Row<'a>, json: &str) -> Result<Self, Error> {
        if json == "null" {
            return self.byte(row, row.delimiter);
        }
        if json.contains(['\n', '\r']) {
            let line = json.replace(['\n', '\r'], " ");
            return self.other_field(row, &line);
        }
        self.other_field(row, json)
    }
}

/// Writes text that needs no quotation marks, and the delimiter behind it; returns what is left of the room: all of it where
/// the text is empty or may need them, or where it does not fit.
#[inline(never)]
fn write_field<'a>(room: &'a mut [u8], text: &[u8], delimiter: u8) -> &'a mut [u8] {
    if text.len() < SHORT {
        return write_field_by(copy_short_plain_without, room, text, delimiter);
    }
    write_long_field(room, text, delimiter)
}

/// [`write_field`] of longer text. A function of its own, whose registers short text need not save.
#[inline(never)]
fn write_long_field<'a>(room: &'a mut [u8], text: &[u8], delimiter: u8) -> &'a mut [u8] {
    write_field_by(copy_plain_without, room, text, delimiter)
}

#[inline]
fn write_field_by<'a>(
    copy: impl FnOnce(&mut [u8], &[u8], u8) -> bool,
    room: &'a mut [u8],
    text: &[u8],
    delimiter: u8,
) -> &'a mut [u8] {
    let end = text.len() + 1;
    let Some([between @ .., last]) = room.get_mut(..end) else {
        return room;
    };
    if text.is_empty() || !copy(between, text, delimiter) {
        return room;
    }
    *last = delimiter;
    room.get_mut(end..).unwrap_or_default()
}
