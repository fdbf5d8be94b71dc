use serde::ser::Error as _;
use serde_json::Error;

use super::{
    line::Line,
    number::Room,
    quoted::Quoted,
    row::Row,
    shape::{Name, StepKind},
};
use crate::json::{Direct, Out};

/// The column of an item that is one value and has no fields.
const SINGLE: Name<'static> = Name::Field("value");

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
        self.row.step(StepKind::Column)
    }

    /// The value of an item that is a variant with data, as a field of that name.
    pub(super) fn of_variant(self, variant: &'static str) -> Result<Field<'w, 'a>, Error> {
        self.row.enter(Name::Field(variant))?;
        Ok(Field::new(self.line, self.row))
    }

    /// A value that `write` puts into the room, and tells its length: one that needs no quotation marks.
    #[inline]
    pub(super) fn short(mut self, write: impl FnOnce(&mut Room) -> usize) -> Result<Line<'a>, Error> {
        self.column()?;
        self.line.short(self.row, write)
    }

    /// Text.
    #[inline]
    pub(super) fn text(mut self, text: &str) -> Result<Line<'a>, Error> {
        self.column()?;
        self.line.field(self.row, text)
    }

    /// Nothing, in one field or in all of a struct that is not there.
    #[inline]
    pub(super) fn empty(self) -> Result<Line<'a>, Error> {
        if ITEM {
            self.row.enter(SINGLE)?;
        }
        self.line.empty(self.row)
    }

    /// Begins a field of JSON.
    pub(super) fn into_json(mut self) -> Result<Json<'w, 'a>, Error> {
        self.column()?;
        let line = self.line.byte(self.row, b'"')?;
        Ok(Direct::new(Quoted(line), self.row))
    }
}
