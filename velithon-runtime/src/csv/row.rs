use std::{
    fmt::{self, Display, Write},
    mem, slice,
};

use csv_core::WriteResult;
use serde::ser::Error as _;
use serde_json::Error;

use super::{
    double_quotes::{double_into, double_quotes},
    guard::is_formula,
    header::Header,
    layout::Layout,
    number::{Room, signed, unsigned},
    shape::{Name, Shape, Step, StepKind},
};
use crate::json::{Out, Spill, copy_plain_without};

/// How much room a short value needs, with what ends the field before it.
const SHORT: usize = size_of::<Room>() + 2;

/// One line of the table while it is written.
pub(super) struct Row<'a> {
    /// What is written is in its beginning. Without room, all goes to the spill.
    room: &'a mut [u8],
    filled: usize,
    spill: &'a mut Spill,
    pub(super) layout: &'a mut Layout,
    delimiter: u8,
    /// What comes next in the item, if it is not the first.
    steps: slice::Iter<'a, Step>,
    shape: Expected<'a>,
    /// How long the text of the line may be.
    pub(super) most: usize,
    /// A field was left empty: where it is the only one, the line would be empty, too.
    is_blank: bool,
    /// What ends a field: the delimiter, and before it a quotation mark where one is open.
    field_end: [u8; 2],
    /// How many bytes of it count. None before the first field.
    field_end_length: usize,
    /// The next text is JSON, and its field has begun.
    is_raw: bool,
    /// A value has failed. One that goes on all the same must not become a line.
    pub(super) is_broken: bool,
}

/// What an item has to consist of.
pub(super) enum Expected<'a> {
    /// Of what the first item consists of.
    Shape(&'a Shape),
    /// Of anything: it is the first item, and tells the shape and the header line.
    Anything(&'a mut Header),
}

impl<'a> Row<'a> {
    pub(super) fn new(
        room: &'a mut [u8],
        spill: &'a mut Spill,
        layout: &'a mut Layout,
        shape: Expected<'a>,
        most: usize,
    ) -> Self {
        Self {
            is_blank: false,
            field_end: [layout.delimiter, 0],
            field_end_length: 0,
            room,
            filled: 0,
            spill,
            delimiter: layout.delimiter,
            layout,
            steps: match &shape {
                Expected::Shape(shape) => shape.steps().iter(),
                Expected::Anything(_) => slice::Iter::default(),
            },
            shape,
            most,
            is_raw: false,
            is_broken: false,
        }
    }

    /// Goes to the next field, which has this name.
    #[inline]
    pub(super) fn column(&mut self, name: Name<'_>) -> Result<(), Error> {
        self.step(StepKind::Column, name)?;
        self.separate()
    }

    /// A field of a number of this name.
    #[inline(never)]
    pub(super) fn unsigned(&mut self, name: Name<'_>, number: u64) -> Result<(), Error> {
        self.short(name, |room| unsigned(room, number))
    }

    /// A field of a number of this name.
    #[inline(never)]
    pub(super) fn signed(&mut self, name: Name<'_>, number: i64) -> Result<(), Error> {
        self.short(name, |room| signed(room, number))
    }

    /// A field of this name whose value `write` puts into the room, and tells its length: one that needs no quotation marks.
    #[inline]
    pub(super) fn short(&mut self, name: Name<'_>, write: impl FnOnce(&mut Room) -> usize) -> Result<(), Error> {
        self.step(StepKind::Column, name)?;
        let (end, length) = self.end_field();
        if let Some(room) = self
            .room
            .get_mut(self.filled..)
            .and_then(<[u8]>::first_chunk_mut::<SHORT>)
            && let Some(start) = room.first_chunk_mut()
        {
            *start = end;
            if let Some(room) = room.get_mut(length..).and_then(<[u8]>::first_chunk_mut) {
                self.filled += length + write(room) % 64;
                return Ok(());
            }
        }
        self.put(end, length)?;
        self.short_apart(write)
    }

    #[cold]
    fn short_apart(&mut self, write: impl FnOnce(&mut Room) -> usize) -> Result<(), Error> {
        let mut text: Room = [0; size_of::<Room>()];
        let length = write(&mut text);
        self.write(|out, spill| out.text(spill, text.get(..length).unwrap_or_default()))
    }

    /// Enters a field that has fields of its own.
    pub(super) fn open(&mut self, name: Name<'_>) -> Result<(), Error> {
        self.step(StepKind::Struct, name)
    }

    /// Leaves the field that was entered last.
    pub(super) fn close(&mut self) -> Result<(), Error> {
        if self.steps.as_slice().first().is_some_and(Step::is_end) {
            self.steps.next();
            return Ok(());
        }
        self.other_step(StepKind::End, Name::Key(""))
    }

    /// Leaves a field empty: one, or all of a struct that is not there.
    pub(super) fn empty(&mut self, name: Name<'_>) -> Result<(), Error> {
        self.is_blank = true;
        let next = self.steps.as_slice().first();
        if !next.is_some_and(|step| step.is_same(StepKind::Column, name))
            && let Expected::Shape(shape) = &self.shape
            && self.is_next(StepKind::Struct, name)
        {
            let (end, columns) = shape.rest_of_struct(self.at() + 1);
            self.steps = shape.steps().get(end + 1..).unwrap_or_default().iter();
            return (0..columns).try_for_each(|_| self.separate());
        }
        self.column(name)
    }

    #[expect(clippy::inline_always, reason = "inside the code of a type, a name is a constant")]
    #[inline(always)]
    fn step(&mut self, kind: StepKind, name: Name<'_>) -> Result<(), Error> {
        if self
            .steps
            .as_slice()
            .first()
            .is_some_and(|step| step.is_same(kind, name))
        {
            self.steps.next();
            return Ok(());
        }
        self.other_step(kind, name)
    }

    /// A step of the first item, or of another one that is not of the same type.
    #[inline(never)]
    fn other_step(&mut self, kind: StepKind, name: Name<'_>) -> Result<(), Error> {
        let is_next = self.is_next(kind, name);
        match &mut self.shape {
            Expected::Anything(header) => header.record(kind, name, self.layout),
            Expected::Shape(_) if is_next => {
                self.steps.next();
                Ok(())
            }
            Expected::Shape(shape) => {
                let shape = *shape;
                Err(Error::custom(shape.mismatch(self.at(), kind, name.text())))
            }
        }
    }

    fn is_next(&self, kind: StepKind, name: Name<'_>) -> bool {
        let next = self.steps.as_slice().first();
        next.is_some_and(|step| step.is(kind, name))
    }

    /// Which step is the next one.
    fn at(&self) -> usize {
        match &self.shape {
            Expected::Shape(shape) => shape.steps().len() - self.steps.len(),
            Expected::Anything(header) => header.shape.steps().len(),
        }
    }

    /// Ends the field before the next one.
    #[inline]
    fn separate(&mut self) -> Result<(), Error> {
        let (end, length) = self.end_field();
        if let Some(room) = self.room.get_mut(self.filled..).and_then(<[u8]>::first_chunk_mut) {
            *room = end;
            self.filled += length;
            return Ok(());
        }
        self.put(end, length)
    }

    #[cold]
    #[inline(never)]
    fn put(&mut self, end: [u8; 2], length: usize) -> Result<(), Error> {
        self.write(|out, spill| out.text(spill, end.get(..length).unwrap_or_default()))
    }

    /// What ends the field, and how many bytes of that count.
    #[inline]
    fn end_field(&mut self) -> ([u8; 2], usize) {
        let end = (self.field_end, self.field_end_length);
        if end.1 != 1 {
            (self.field_end, self.field_end_length) = ([self.delimiter, 0], 1);
        }
        end
    }

    /// Ends the line, without the line end. Tells how much of the room is left.
    pub(super) fn end(mut self) -> Result<usize, Error> {
        if self.field_end_length == 2 {
            self.write(|out, spill| out.byte(spill, b'"'))?;
        }
        let columns = match &self.shape {
            Expected::Shape(shape) if self.steps.len() > 0 => {
                return Err(Error::custom(shape.mismatch(self.at(), StepKind::End, "")));
            }
            Expected::Shape(shape) => shape.columns,
            Expected::Anything(header) => header.shape.columns,
        };
        if columns == 0 {
            return Err(Error::custom("an item without fields has no columns"));
        }
        if columns == 1 && self.is_blank {
            // Readers pass over an empty line.
            self.write(|out, spill| out.constant(spill, *b"\"\""))?;
        }
        Ok(self.room.len() - self.filled)
    }

    /// Writes what needs no quotation marks.
    #[inline(never)]
    pub(super) fn write(
        &mut self,
        write: impl FnOnce(&'a mut [u8], &mut Spill) -> Result<&'a mut [u8], Error>,
    ) -> Result<(), Error> {
        let room = mem::take(&mut self.room).get_mut(mem::take(&mut self.filled)..);
        self.room = write(room.unwrap_or_default(), self.spill)?;
        Ok(())
    }

    /// A field of text of this name.
    ///
    /// One call for all of it: where it is a part of the code of a type, that is longer and no faster.
    #[inline(never)]
    pub(super) fn text_field(&mut self, name: Name<'_>, text: &str) -> Result<(), Error> {
        self.step(StepKind::Column, name)?;
        let (end, length) = self.end_field();
        let is_formula = self.layout.guard && is_formula(text);
        if let Some(room) = self.room.get_mut(self.filled..)
            && let Some(start) = room.first_chunk_mut()
            && !text.is_empty()
            && !is_formula
        {
            *start = end;
            if let Some(room) = room.get_mut(length..)
                && copy_plain_without(room, text.as_bytes(), self.delimiter)
            {
                self.filled += length + text.len();
                return Ok(());
            }
        }
        self.other_text(end, length, text)
    }

    #[inline(never)]
    fn other_text(&mut self, end: [u8; 2], length: usize, text: &str) -> Result<(), Error> {
        self.put(end, length)?;
        self.special_text(text)
    }

    /// Writes text of which nothing is known.
    #[inline(never)]
    fn special_text(&mut self, text: &str) -> Result<(), Error> {
        let is_formula = self.layout.guard && is_formula(text);
        if !is_formula && !self.layout.needs_quotes(text) {
            return self.write(|out, spill| out.text(spill, text.as_bytes()));
        }
        self.write(|out, spill| out.text(spill, if is_formula { b"\"'" } else { b"\"" }))?;
        self.quoted(text.as_bytes())?;
        self.write(|out, spill| out.byte(spill, b'"'))
    }

    /// Begins a field in quotation marks. It ends with the next field or the end of the line.
    pub(super) fn open_quotes(&mut self) -> Result<(), Error> {
        (self.field_end, self.field_end_length) = ([b'"', self.delimiter], 2);
        self.write(|out, spill| out.byte(spill, b'"'))
    }

    /// Writes text inside quotation marks.
    pub(super) fn quoted(&mut self, text: &[u8]) -> Result<(), Error> {
        let room = self.room.get_mut(self.filled..).unwrap_or_default();
        let (result, read, written) = double_into(text, room);
        self.filled += written;
        if matches!(result, WriteResult::InputEmpty) {
            return Ok(());
        }
        let mut taken = Ok(());
        double_quotes(&text[read..], |piece| {
            if taken.is_ok() {
                taken = self.write(|out, spill| out.text(spill, piece));
            }
        });
        taken
    }

    /// Has the next text be written as JSON, into the field that has begun.
    pub(super) fn expect_raw(&mut self) {
        self.is_raw = true;
    }

    /// Whether this text is to be written as JSON.
    #[inline]
    pub(super) fn takes_raw(&mut self) -> bool {
        self.is_raw && mem::take(&mut self.is_raw)
    }

    /// Writes a field of JSON text, on one line. That of `null` is an empty field. No JSON text is a formula.
    pub(super) fn raw(&mut self, json: &str) -> Result<(), Error> {
        if json == "null" {
            self.is_blank = true;
            return Ok(());
        }
        if json.contains(['\n', '\r']) {
            let line = json.replace(['\n', '\r'], " ");
            return self.special_text(&line);
        }
        self.special_text(json)
    }

    /// Refuses the line, as longer than allowed.
    pub(super) fn refuse(&mut self) -> Error {
        self.spill.refuse();
        Error::custom("the text is longer than allowed")
    }

    /// Writes a field of what a value displays.
    pub(super) fn display<T: Display + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let mut displayed = Displayed {
            text: mem::take(&mut self.layout.displayed),
            most: self.most,
            is_too_long: false,
        };
        displayed.text.clear();
        let is_displayed = write!(displayed, "{value}").is_ok();
        let written = match (is_displayed, displayed.is_too_long) {
            (true, _) => self.special_text(&displayed.text),
            (false, true) => Err(self.refuse()),
            (false, false) => Err(Error::custom("a value could not be displayed")),
        };
        self.layout.displayed = displayed.text;
        written
    }
}

/// Takes what a value displays, up to a length.
struct Displayed {
    text: String,
    most: usize,
    is_too_long: bool,
}

impl Write for Displayed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.text.len().saturating_add(text.len()) > self.most {
            self.is_too_long = true;
            return Err(fmt::Error);
        }
        self.text.push_str(text);
        Ok(())
    }
}
