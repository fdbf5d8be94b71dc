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

    /// Tells the name of the next field. What kind of field it is, its value tells by a [`step`](Self::step).
    #[expect(clippy::inline_always, reason = "inside the code of a type, a name is a constant")]
    #[inline(always)]
    pub(super) fn enter(&mut self, name: Name<'_>) -> Result<(), Error> {
        let next = self.steps.as_slice().first();
        if next.is_some_and(|step| step.is_at(name)) {
            return Ok(());
        }
        self.enter_apart(name)
    }

    /// [`enter`](Self::enter) in the first item, or in another one that is not of the same type.
    #[inline(never)]
    fn enter_apart(&mut self, name: Name<'_>) -> Result<(), Error> {
        let next = self.steps.as_slice().first();
        match &mut self.shape {
            Expected::Anything(header) => header.enter(name),
            Expected::Shape(_) if next.is_some_and(|step| step.is_named(name)) => {}
            Expected::Shape(shape) => {
                let shape = *shape;
                return Err(Error::custom(shape.other_name(self.at(), name.text())));
            }
        }
        Ok(())
    }

    /// Goes to the next field, or out of a struct.
    #[inline]
    pub(super) fn step(&mut self, kind: StepKind) -> Result<(), Error> {
        if self.is_step(kind) {
            return Ok(());
        }
        self.step_apart(kind)
    }

    /// Goes to the next field if it is of this kind, and the item is not the first.
    #[inline]
    pub(super) fn is_step(&mut self, kind: StepKind) -> bool {
        let next = self.steps.as_slice().first();
        let is_next = next.is_some_and(|step| step.is(kind));
        if is_next {
            self.steps.next();
        }
        is_next
    }

    /// [`step`](Self::step) in the first item, or in one of another shape.
    #[cold]
    #[inline(never)]
    fn step_apart(&mut self, kind: StepKind) -> Result<(), Error> {
        match &mut self.shape {
            Expected::Anything(header) => header.record(kind, self.layout),
            Expected::Shape(shape) => {
                let shape = *shape;
                Err(Error::custom(shape.other_kind(self.at(), kind)))
            }
        }
    }

    /// Passes the next field by: one, or all of a struct. Tells how many columns these are.
    pub(super) fn skip(&mut self) -> Result<usize, Error> {
        if self.is_step(StepKind::Struct)
            && let Expected::Shape(shape) = &self.shape
        {
            let (end, columns) = shape.rest_of_struct(self.at());
            self.steps = shape.steps().get(end + 1..).unwrap_or_default().iter();
            return Ok(columns);
        }
        self.step(StepKind::Column)?;
        Ok(1)
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
                return Err(Error::custom(shape.other_kind(self.at(), StepKind::End)));
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
