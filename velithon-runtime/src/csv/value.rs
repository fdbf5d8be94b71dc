use serde_json::Error;

use super::{quoted::Quoted, row::Row, shape::Name};
use crate::json::Direct;

/// The serializer of one value: of an item, whose parts are the columns, or of a field.
pub(super) struct Value<'w, 'a, 'n> {
    pub(super) row: &'w mut Row<'a>,
    pub(super) name: Name<'n>,
    pub(super) is_item: bool,
    /// The value is a string that holds JSON text, and its column has been begun.
    pub(super) is_raw: bool,
}

/// The serializer of JSON inside a field.
pub(super) type Json<'w, 'a> = Direct<'w, Quoted<'a>>;

impl<'w, 'a, 'n> Value<'w, 'a, 'n> {
    /// An item. Where it is a single value, that is in a column called `value`.
    pub(super) fn item(row: &'w mut Row<'a>) -> Self {
        Self {
            is_item: true,
            ..Self::field(row, Name::Field("value"))
        }
    }

    #[inline]
    pub(super) fn field(row: &'w mut Row<'a>, name: Name<'n>) -> Self {
        Self {
            row,
            name,
            is_item: false,
            is_raw: false,
        }
    }

    /// Begins a field of JSON.
    pub(super) fn into_json(self) -> Result<Json<'w, 'a>, Error> {
        self.row.column(self.name)?;
        self.row.open_quotes()?;
        Ok(Direct::new(Quoted::new(), self.row))
    }
}
