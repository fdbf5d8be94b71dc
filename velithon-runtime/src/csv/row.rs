use std::{
    fmt::{self, Display, Write},
    mem, slice,
};

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    header::Header,
    line::Line,
    scratch::Scratch,
    shape::{Shape, Step},
};

/// An item while it is written: its line, and what it has to consist of.
pub(super) struct Row<'a> {
    pub(super) line: Line<'a>,
    pub(super) scratch: &'a mut Scratch,
    /// What comes next in the item, if it is not the first.
    steps: slice::Iter<'a, Step>,
    shape: Expected<'a>,
    /// How many fields are open.
    depth: usize,
    /// How long the text of the line may be.
    pub(super) most: usize,
    /// A part of the item has failed.
    has_failed: bool,
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
    pub(super) fn new(line: Line<'a>, scratch: &'a mut Scratch, shape: Expected<'a>, most: usize) -> Self {
        Self {
            line,
            scratch,
            steps: match &shape {
                Expected::Shape(shape) => shape.steps().iter(),
                Expected::Anything(_) => slice::Iter::default(),
            },
            shape,
            depth: 0,
            most,
            has_failed: false,
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
            Expected::Anything(header) => header.enter(name, address, self.line.layout),
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
    #[inline]
    pub(super) fn open(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.has_entered_struct() {
            return Ok(());
        }
        self.open_apart()
    }

    /// [`open`](Self::open) in the first item, or where the first item has one value.
    #[inline(never)]
    fn open_apart(&mut self) -> Result<(), Error> {
        match &mut self.shape {
            Expected::Anything(header) => header.open(),
            Expected::Shape(shape) => {
                let at = shape.steps().len() - self.steps.len();
                return Err(Error::custom(shape.new_struct(at.wrapping_sub(1))));
            }
        }
        Ok(())
    }

    /// Leaves the field that was opened last.
    #[inline]
    pub(super) fn close(&mut self) -> Result<(), Error> {
        if self.steps.as_slice().first().is_some_and(Step::is_end) {
            self.steps.next();
            self.depth -= 1;
            return Ok(());
        }
        self.close_apart()
    }

    /// [`close`](Self::close) in the first item, or where something is missing.
    #[inline(never)]
    fn close_apart(&mut self) -> Result<(), Error> {
        match &mut self.shape {
            Expected::Anything(header) => header.close(self.line.layout)?,
            Expected::Shape(shape) => {
                let at = shape.steps().len() - self.steps.len();
                return Err(Error::custom(shape.missing(at, self.depth)));
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Leaves the field empty that was entered.
    #[inline(never)]
    pub(super) fn empty(&mut self) -> Result<(), Error> {
        if self.has_entered_struct() {
            return self.empty_struct();
        }
        self.line.end()
    }

    /// Leaves all columns of the struct empty that was entered.
    #[inline(never)]
    fn empty_struct(&mut self) -> Result<(), Error> {
        let Expected::Shape(shape) = &self.shape else {
            return Ok(());
        };
        let (end, columns) = shape.rest_of_struct(self.at());
        self.steps = shape.steps().get(end + 1..).unwrap_or_default().iter();
        (0..columns).try_for_each(|_| self.line.end())
    }

    /// Whether the field that was entered last has fields of its own in the first item. In the first item itself, nobody knows.
    #[inline]
    fn has_entered_struct(&self) -> bool {
        self.steps.as_slice().first().is_some_and(Step::begins_struct)
    }

    /// Which step is the next one.
    #[inline]
    fn at(&self) -> usize {
        match &self.shape {
            Expected::Shape(shape) => shape.steps().len() - self.steps.len(),
            Expected::Anything(_) => 0,
        }
    }

    /// Marks the item as failed: a value that ignores the failure of one of its parts cannot go on.
    #[cold]
    pub(super) fn fail(&mut self) {
        self.has_failed = true;
    }

    /// Ends the item. Tells how much of the room its line has left, and how many columns it has.
    #[inline]
    pub(super) fn end(self) -> Result<(usize, usize), Error> {
        if self.has_failed {
            return Err(Error::custom("a value went on after one of its parts had failed"));
        }
        let at = self.at();
        let columns = match self.shape {
            Expected::Shape(shape) if self.steps.len() > 0 => {
                return Err(Error::custom(shape.missing(at, self.depth)));
            }
            Expected::Shape(shape) => shape.columns,
            Expected::Anything(header) => {
                header.end_field(self.line.layout)?;
                header.shape.columns
            }
        };
        if columns == 0 {
            return Err(Error::custom("an item without fields has no columns"));
        }
        Ok((self.line.left(), columns))
    }

    /// Refuses the line, as longer than allowed.
    pub(super) fn refuse(&mut self) -> Error {
        self.line.refuse();
        Error::custom("the text is longer than allowed")
    }

    /// What a value displays. The text is to be given back as [`displayed`](Scratch::displayed), for the next one.
    pub(super) fn display<T: Display + ?Sized>(&mut self, value: &T) -> Result<String, Error> {
        let mut displayed = Displayed {
            text: mem::take(&mut self.scratch.displayed),
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
