use serde_json::Error;

use super::{
    line::Line,
    quoted::Quoted,
    row::Row,
    shape::{Name, StepKind},
};
use crate::json::{Direct, Out};

/// The serializer of one value: of an `ITEM`, whose parts are the fields, or of a field.
///
/// With `RAW`, the value is a string that holds JSON text, and its field has begun.
pub(super) struct Value<'w, 'a, const ITEM: bool, const RAW: bool = false> {
    pub(super) line: Line<'a>,
    pub(super) row: &'w mut Row<'a>,
    pub(super) name: Name<'w>,
}

pub(super) type Item<'w, 'a> = Value<'w, 'a, true>;
pub(super) type Field<'w, 'a> = Value<'w, 'a, false>;
pub(super) type Raw<'w, 'a> = Value<'w, 'a, false, true>;

/// The serializer of JSON inside a field.
pub(super) type Json<'w, 'a> = Direct<'w, Quoted<'a>>;

impl<'w, 'a, const ITEM: bool, const RAW: bool> Value<'w, 'a, ITEM, RAW> {
    #[inline]
    pub(super) fn new(line: Line<'a>, row: &'w mut Row<'a>, name: Name<'w>) -> Self {
        Self { line, row, name }
    }

    /// Begins a field of JSON.
    pub(super) fn into_json(self) -> Result<Json<'w, 'a>, Error> {
        self.row.step(StepKind::Column, self.name)?;
        let line = self.line.byte(self.row, b'"')?;
        Ok(Direct::new(Quoted(line), self.row))
    }
}
