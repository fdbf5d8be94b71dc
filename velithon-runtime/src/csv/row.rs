use std::{
    fmt::{self, Display, Write},
    mem,
};

use csv_core::WriteResult;
use serde::ser::Error as _;
use serde_json::Error;

use super::{
    double_quotes::{double_into, double_quotes},
    guard::is_formula,
    layout::Layout,
    shape::{Name, StepKind},
};
use crate::json::{Out, Spill};

/// One line of the table while it is written.
pub(super) struct Row<'a> {
    /// The room behind what is written, as in the serializer of JSON.
    out: &'a mut [u8],
    spill: &'a mut Spill,
    pub(super) layout: &'a mut Layout,
    /// How long the text of the line may be.
    pub(super) most: usize,
    /// The next step of the shape.
    at: usize,
    columns: usize,
    /// No field has had a value so far.
    is_blank: bool,
    /// The last field still lacks its closing quotation mark.
    in_quotes: bool,
    /// A value has failed. One that goes on all the same must not become a line.
    pub(super) is_broken: bool,
}

impl<'a> Row<'a> {
    pub(super) fn new(out: &'a mut [u8], spill: &'a mut Spill, layout: &'a mut Layout, most: usize) -> Self {
        Self {
            out,
            spill,
            layout,
            most,
            at: 0,
            columns: 0,
            is_blank: true,
            in_quotes: false,
            is_broken: false,
        }
    }

    /// Goes to the next field, which has this name.
    #[inline]
    pub(super) fn column(&mut self, name: Name<'_>) -> Result<(), Error> {
        self.step(StepKind::Column, name)?;
        self.separate()
    }

    /// Enters a field that has fields of its own.
    pub(super) fn open(&mut self, name: Name<'_>) -> Result<(), Error> {
        self.step(StepKind::Struct, name)
    }

    /// Leaves the field that was entered last.
    pub(super) fn close(&mut self) -> Result<(), Error> {
        self.step(StepKind::End, Name::Field(""))
    }

    /// Leaves a field empty: one, or all of a struct that is not there.
    pub(super) fn empty(&mut self, name: Name<'_>) -> Result<(), Error> {
        let layout = &self.layout;
        if !layout.is_known || !layout.shape.is(self.at, StepKind::Struct, name.as_str()) {
            return self.column(name);
        }
        let (end, columns) = layout.shape.rest_of_struct(self.at + 1);
        self.at = end + 1;
        (0..columns).try_for_each(|_| self.separate())
    }

    #[inline]
    fn step(&mut self, kind: StepKind, name: Name<'_>) -> Result<(), Error> {
        if self.layout.is_known && !self.layout.shape.is(self.at, kind, name.as_str()) {
            return Err(Error::custom(self.layout.shape.mismatch(self.at, kind, name.as_str())));
        }
        if !self.layout.is_known {
            self.layout.record(kind, name)?;
        }
        self.at += 1;
        Ok(())
    }

    /// Ends the field before the next one.
    #[inline]
    fn separate(&mut self) -> Result<(), Error> {
        self.close_quotes()?;
        self.columns += 1;
        if self.columns == 1 {
            return Ok(());
        }
        let delimiter = self.layout.delimiter;
        self.put(|out, spill| out.byte(spill, delimiter))
    }

    #[inline]
    fn close_quotes(&mut self) -> Result<(), Error> {
        if mem::take(&mut self.in_quotes) {
            return self.put(|out, spill| out.byte(spill, b'"'));
        }
        Ok(())
    }

    /// Ends the line, without the line end. Tells how much of the room is left.
    pub(super) fn end(mut self) -> Result<usize, Error> {
        self.close_quotes()?;
        let shape = &self.layout.shape;
        if self.at < shape.len() {
            return Err(Error::custom(shape.mismatch(self.at, StepKind::End, "")));
        }
        if self.columns == 0 {
            return Err(Error::custom("an item without fields has no columns"));
        }
        if self.columns == 1 && self.is_blank {
            // Readers pass over an empty line.
            self.put(|out, spill| out.constant(spill, *b"\"\""))?;
        }
        Ok(self.out.len())
    }

    #[inline]
    fn put(
        &mut self,
        write: impl FnOnce(&'a mut [u8], &mut Spill) -> Result<&'a mut [u8], Error>,
    ) -> Result<(), Error> {
        self.out = write(mem::take(&mut self.out), self.spill)?;
        Ok(())
    }

    /// Writes a value that never needs quotation marks.
    #[inline]
    pub(super) fn plain(
        &mut self,
        write: impl FnOnce(&'a mut [u8], &mut Spill) -> Result<&'a mut [u8], Error>,
    ) -> Result<(), Error> {
        self.is_blank = false;
        self.put(write)
    }

    /// Writes a field of text.
    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Result<(), Error> {
        let is_formula = self.layout.guard && is_formula(text);
        if is_formula || self.layout.needs_quotes(text) {
            return self.text_in_quotes(text, is_formula);
        }
        self.plain(|out, spill| out.text(spill, text.as_bytes()))
    }

    #[cold]
    fn text_in_quotes(&mut self, text: &str, is_formula: bool) -> Result<(), Error> {
        self.open_quotes()?;
        if is_formula {
            self.put(|out, spill| out.byte(spill, b'\''))?;
        }
        self.quoted(text.as_bytes())
    }

    /// Begins a field in quotation marks. It ends with the next field or the end of the line.
    pub(super) fn open_quotes(&mut self) -> Result<(), Error> {
        self.in_quotes = true;
        self.plain(|out, spill| out.byte(spill, b'"'))
    }

    /// Writes text inside quotation marks.
    pub(super) fn quoted(&mut self, text: &[u8]) -> Result<(), Error> {
        let (result, read, written) = double_into(text, self.out);
        self.put(|out, _| Ok(out.advance(written)))?;
        if matches!(result, WriteResult::InputEmpty) {
            return Ok(());
        }
        let mut taken = Ok(());
        double_quotes(&text[read..], |piece| {
            if taken.is_ok() {
                taken = self.put(|out, spill| out.text(spill, piece));
            }
        });
        taken
    }

    /// Writes a field of JSON text, on one line. That of `null` is an empty field.
    pub(super) fn raw(&mut self, json: &str) -> Result<(), Error> {
        if json == "null" {
            return Ok(());
        }
        if json.contains(['\n', '\r']) {
            let line = json.replace(['\n', '\r'], " ");
            return self.json_text(&line);
        }
        self.json_text(json)
    }

    fn json_text(&mut self, json: &str) -> Result<(), Error> {
        if self.layout.needs_quotes(json) {
            return self.text_in_quotes(json, false);
        }
        self.plain(|out, spill| out.text(spill, json.as_bytes()))
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
            (true, _) => self.text(&displayed.text),
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
