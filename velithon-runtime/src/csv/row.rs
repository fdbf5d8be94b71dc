use std::{
    fmt::{self, Display, Write},
    mem, slice,
};

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    header::Header,
    layout::Layout,
    shape::{Name, Shape, Step, StepKind},
};
use crate::json::Spill;

/// What stays where it is while a line is written: what the item has to consist of, and how fields are written.
pub(super) struct Row<'a> {
    /// Takes what the line has no room for.
    pub(super) spill: &'a mut Spill,
    pub(super) layout: &'a mut Layout,
    pub(super) delimiter: u8,
    pub(super) guard: bool,
    /// What comes next in the item, if it is not the first.
    steps: slice::Iter<'a, Step>,
    shape: Expected<'a>,
    /// How long the text of the line may be.
    pub(super) most: usize,
}

/// What an item has to consist of.
pub(super) enum Expected<'a> {
    /// Of what the first item consists of.
    Shape(&'a Shape),
    /// Of anything: it is the first item, and tells the shape and the header line.
    Anything(&'a mut Header),
}

impl<'a> Row<'a> {
    #[inline]
    pub(super) fn new(spill: &'a mut Spill, layout: &'a mut Layout, shape: Expected<'a>, most: usize) -> Self {
        Self {
            spill,
            delimiter: layout.delimiter,
            guard: layout.guard,
            layout,
            steps: match &shape {
                Expected::Shape(shape) => shape.steps().iter(),
                Expected::Anything(_) => slice::Iter::default(),
            },
            shape,
            most,
        }
    }

    /// Goes to the next field, which has this name.
    #[expect(clippy::inline_always, reason = "inside the code of a type, a name is a constant")]
    #[inline(always)]
    pub(super) fn step(&mut self, kind: StepKind, name: Name<'_>) -> Result<(), Error> {
        if self.is_step(kind, name) {
            return Ok(());
        }
        self.other_step(kind, name)
    }

    /// Goes to the next field if it is this one, of another item of the same type. `false` says nothing about other items.
    #[expect(clippy::inline_always, reason = "as `step`")]
    #[inline(always)]
    pub(super) fn is_step(&mut self, kind: StepKind, name: Name<'_>) -> bool {
        let next = self.steps.as_slice().first();
        let is_next = next.is_some_and(|step| step.is_same(kind, name));
        if is_next {
            self.steps.next();
        }
        is_next
    }

    /// Leaves the field that was entered last.
    #[inline]
    pub(super) fn close(&mut self) -> Result<(), Error> {
        if self.steps.as_slice().first().is_some_and(Step::is_end) {
            self.steps.next();
            return Ok(());
        }
        self.other_step(StepKind::End, Name::Key(""))
    }

    /// Passes a field of this name by: one, or all of a struct. Tells how many columns these are.
    pub(super) fn skip(&mut self, name: Name<'_>) -> Result<usize, Error> {
        if let Expected::Shape(shape) = &self.shape
            && self.is_next(StepKind::Struct, name)
        {
            let (end, columns) = shape.rest_of_struct(self.at() + 1);
            self.steps = shape.steps().get(end + 1..).unwrap_or_default().iter();
            return Ok(columns);
        }
        self.step(StepKind::Column, name)?;
        Ok(1)
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

    /// Ends the item. Tells how many columns it has.
    #[inline]
    pub(super) fn end(self) -> Result<usize, Error> {
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
        Ok(columns)
    }

    /// Refuses the line, as longer than allowed.
    pub(super) fn refuse(&mut self) -> Error {
        self.spill.refuse();
        Error::custom("the text is longer than allowed")
    }

    /// What a value displays. The text is to be given back as [`displayed`](Layout::displayed), for the next one.
    pub(super) fn display<T: Display + ?Sized>(&mut self, value: &T) -> Result<String, Error> {
        let mut displayed = Displayed {
            text: mem::take(&mut self.layout.displayed),
            most: self.most,
            is_too_long: false,
        };
        displayed.text.clear();
        match (write!(displayed, "{value}"), displayed.is_too_long) {
            (Ok(()), _) => Ok(displayed.text),
            (Err(_), true) => Err(self.refuse()),
            (Err(_), false) => Err(Error::custom("a value could not be displayed")),
        }
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
