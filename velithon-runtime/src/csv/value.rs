use serde::ser::Error as _;
use serde_json::Error;

use super::{line::Line, quoted::Quoted, row::Row};
use crate::json::{Direct, Out, refused};

/// The column of an item that is one value and has no fields.
const SINGLE: &str = "value";

/// The serializer of one value: of an `ITEM`, whose parts are the fields, or of a field.
///
/// With `RAW`, the value is a string that holds JSON text, and its field has begun.
pub(super) struct Value<'w, 'a, const ITEM: bool, const RAW: bool = false> {
    pub(super) line: Line<'a>,
    pub(super) row: &'w mut Row<'a>,
}

pub(super) type Item<'w, 'a> = Value<'w, 'a, true>;
pub(super) type Field<'w, 'a> = Value<'w, 'a, false>;
pub(super) type Raw<'w, 'a> = Value<'w, 'a, false, true>;

/// The serializer of JSON inside a field.
pub(super) type Json<'w, 'a> = Direct<'w, Quoted<'a>>;

impl<'w, 'a, const ITEM: bool, const RAW: bool> Value<'w, 'a, ITEM, RAW> {
    #[inline]
    pub(super) fn new(line: Line<'a>, row: &'w mut Row<'a>) -> Self {
        Self { line, row }
    }

    /// Goes to the field that the value is: that of an item which has no fields, or the one that has been entered.
    #[inline]
    pub(super) fn column(&mut self) -> Result<(), Error> {
        if RAW {
            return Err(Error::custom("a raw value that is no text"));
        }
        if ITEM {
            self.row.enter(SINGLE)?;
        }
        Ok(())
    }

    /// The value of an item that is a variant with data, as a field of that name.
    pub(super) fn of_variant(self, variant: &'static str) -> Result<Field<'w, 'a>, Error> {
        self.row.enter(variant)?;
        Ok(Field::new(self.line, self.row))
    }

    /// Has `write` write the field that the value is.
    #[inline]
    pub(super) fn by(
        mut self,
        write: impl FnOnce(Line<'a>, &mut Row<'a>) -> Option<Line<'a>>,
    ) -> Result<Line<'a>, Error> {
        self.column()?;
        write(self.line, self.row).ok_or_else(refused)
    }

    /// Appends a field that is text.
    #[inline]
    pub(super) fn text(self, text: &str) -> Result<Line<'a>, Error> {
        self.by(move |line, row| line.field(row, text))
    }

    /// Begins a field of JSON.
    pub(super) fn into_json(mut self) -> Result<Json<'w, 'a>, Error> {
        self.column()?;
        let line = self.line.byte(self.row, b'"')?;
        Ok(Direct::new(Quoted(line), self.row))
    }
}
