use std::{
    fmt::{self, Display, Write},
    mem, slice,
};

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    header::Header,
    layout::Layout,
    shape::{Shape, Step},
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
    /// How many fields are open.
    depth: usize,
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
            depth: 0,
            most,
        }
    }

    /// Goes to the next field, which has this name. It is one value, unless it is [opened](Self::open).
    #[expect(clippy::inline_always, reason = "inside the code of a type, a name is a constant")]
    #[inline(always)]
    pub(super) fn enter(&mut self, name: &'static str) -> Result<(), Error> {
        let next = self.steps.as_slice().first();
        if next.is_some_and(|step| step.is_at(name)) {
            self.steps.next();
            return Ok(());
        }
        self.enter_apart(name)
    }

    /// [`enter`](Self::enter) in the first item, or in another one that is not of the same type.
    #[inline(never)]
    fn enter_apart(&mut self, name: &'static str) -> Result<(), Error> {
        self.enter_by(name, name.as_ptr().addr())
    }

    /// [`enter`](Self::enter) by a name that is there as long as the field is written.
    pub(super) fn enter_key(&mut self, name: &str) -> Result<(), Error> {
        self.enter_by(name, 0)
    }

    fn enter_by(&mut self, name: &str, address: usize) -> Result<(), Error> {
        let next = self.steps.as_slice().first();
        match &mut self.shape {
            Expected::Anything(header) => header.enter(name, address, self.layout),
            Expected::Shape(_) if next.is_some_and(|step| step.is_named(name)) => {
                self.steps.next();
                Ok(())
            }
            Expected::Shape(shape) => Err(Error::custom(shape.other_name(self.at(), self.depth, name))),
        }
    }

    /// The field that was entered has fields of its own, up to the [end](Self::close).
    ///
    /// One value in place of these is found out by the end that nobody reaches: of the item, at the latest.
    pub(super) fn open(&mut self) -> Result<(), Error> {
        self.depth += 1;
        match &mut self.shape {
            Expected::Anything(header) => header.open(),
            Expected::Shape(shape) => {
                let at = (shape.steps().len() - self.steps.len()).wrapping_sub(1);
                if !shape.is_struct(at) {
                    return Err(Error::custom(shape.new_struct(at)));
                }
            }
        }
        Ok(())
    }

    /// Leaves the field that was opened last.
    pub(super) fn close(&mut self) -> Result<(), Error> {
        match &mut self.shape {
            Expected::Anything(header) => header.close(self.layout)?,
            Expected::Shape(shape) => {
                let next = self.steps.next();
                if !next.is_some_and(Step::is_end) {
                    let at = shape.steps().len() - self.steps.len() - usize::from(next.is_some());
                    return Err(Error::custom(shape.missing(at, self.depth)));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Leaves the field empty that was entered. Tells how many columns it has: one, or all of a struct.
    #[inline]
    pub(super) fn skip(&mut self) -> usize {
        let Expected::Shape(shape) = &self.shape else {
            return 1;
        };
        let at = self.at();
        if !shape.is_struct(at.wrapping_sub(1)) {
            return 1;
        }
        let (end, columns) = shape.rest_of_struct(at);
        self.steps = shape.steps().get(end + 1..).unwrap_or_default().iter();
        columns
    }

    /// Which step is the next one.
    #[inline]
    fn at(&self) -> usize {
        match &self.shape {
            Expected::Shape(shape) => shape.steps().len() - self.steps.len(),
            Expected::Anything(_) => 0,
        }
    }

    /// Ends the item. Tells how many columns it has.
    #[inline]
    pub(super) fn end(self) -> Result<usize, Error> {
        let at = self.at();
        let columns = match self.shape {
            Expected::Shape(shape) if self.steps.len() > 0 => {
                return Err(Error::custom(shape.missing(at, self.depth)));
            }
            Expected::Shape(shape) => shape.columns,
            Expected::Anything(header) => {
                header.end_field(self.layout)?;
                header.shape.columns
            }
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
