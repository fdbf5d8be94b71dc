use serde_json::Error;

use super::{quoted::Quoted, row::Row, shape::Name};
use crate::json::Direct;

/// The serializer of one value: of an `ITEM`, whose parts are the fields, or of a field.
pub(super) struct Value<'w, 'a, const ITEM: bool> {
    pub(super) row: &'w mut Row<'a>,
    pub(super) name: Name<'w>,
}

pub(super) type Item<'w, 'a> = Value<'w, 'a, true>;
pub(super) type Field<'w, 'a> = Value<'w, 'a, false>;

/// The serializer of JSON inside a field.
pub(super) type Json<'w, 'a> = Direct<'w, Quoted<'a>>;

impl<'w, 'a, const ITEM: bool> Value<'w, 'a, ITEM> {
    #[inline]
    pub(super) fn new(row: &'w mut Row<'a>, name: Name<'w>) -> Self {
        Self { row, name }
    }

    /// Begins a field of JSON.
    pub(super) fn into_json(self) -> Result<Json<'w, 'a>, Error> {
        self.row.column(self.name)?;
        self.row.open_quotes()?;
        Ok(Direct::new(Quoted::new(), self.row))
    }
}
