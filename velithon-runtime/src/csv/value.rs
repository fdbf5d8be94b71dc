use serde::ser::Error as _;
use serde_json::Error;

use super::{
    line::Line,
    quoted::{Json, Quoted},
    row::Row,
};

/// The column of an item that is one value and has no fields.
const SINGLE: &str = "value";

/// The serializer of one value: of an `ITEM`, whose parts are the fields, or of a field.
///
/// With `RAW`, the value is a string that holds JSON text, and its field has begun.
pub(super) struct Value<'w, 'a, const ITEM: bool, const RAW: bool = false> {
    pub(super) row: &'w mut Row<'a>,
}

pub(super) type Item<'w, 'a> = Value<'w, 'a, true>;
pub(super) type Field<'w, 'a> = Value<'w, 'a, false>;
pub(super) type Raw<'w, 'a> = Value<'w, 'a, false, true>;

impl<'w, 'a, const ITEM: bool, const RAW: bool> Value<'w, 'a, ITEM, RAW> {
    #[inline]
    pub(super) fn new(row: &'w mut Row<'a>) -> Self {
        Self { row }
    }

    /// Goes to the field that the value is: that of an item which has no fields, or the one that has been entered.
    #[inline]
    pub(super) fn column(self) -> Result<&'w mut Row<'a>, Error> {
        if RAW {
            return Err(Error::custom("a raw value that is no text"));
        }
        if ITEM {
            self.row.enter(SINGLE)?;
        }
        Ok(self.row)
    }

    /// The line, at the field that the value is.
    #[inline]
    pub(super) fn line(self) -> Result<&'w mut Line<'a>, Error> {
        self.column().map(|row| &mut row.line)
    }

    /// The value of an item that is a variant with data, as a field of that name.
    pub(super) fn of_variant(self, variant: &'static str) -> Result<Field<'w, 'a>, Error> {
        self.row.enter(variant)?;
        Ok(Field::new(self.row))
    }

    /// Begins a field of JSON.
    pub(super) fn into_json(self) -> Result<Json<'w, 'a>, Error> {
        Quoted::begin(self.line()?)
    }
}
