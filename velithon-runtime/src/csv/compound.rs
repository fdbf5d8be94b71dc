//! What consists of other values, while it is written: fields that are columns, or JSON inside of one.

#![expect(
    clippy::inline_always,
    reason = "inside the code of a type, the names of fields are constants"
)]

use std::mem;

use serde::{
    Serialize,
    ser::{
        SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
        SerializeTupleVariant,
    },
};
use serde_json::Error;

use super::{
    line::Line,
    quoted::Quoted,
    row::Row,
    value::{Field, Raw},
};
use crate::json::{Fields, List, Map, Refused};

/// Its parts are columns, or it is JSON in one column.
pub(super) enum Compound<'w, 'a, J> {
    Columns(Columns<'w, 'a>),
    Json(J),
}

/// A list: an array in a field, where it is no item.
pub(super) type Elements<'w, 'a> = Compound<'w, 'a, List<'w, Quoted<'a>>>;

/// A map: an object in a field, where it is no item.
pub(super) type Entries<'w, 'a> = Compound<'w, 'a, Map<'w, Quoted<'a>>>;

/// A variant with fields: an object in a field, where it is no item.
pub(super) type Variant<'w, 'a> = Compound<'w, 'a, Fields<'w, Quoted<'a>>>;

/// Fields of which each is a column, or a struct with columns of its own.
pub(super) struct Columns<'w, 'a> {
    row: &'w mut Row<'a>,
    parts: Parts,
    /// How many columns have been written, of those that have no name but their place.
    place: usize,
}

/// Whose parts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    OfItem,
    /// Those of a field, which ends with them.
    OfField,
    /// The one part is the JSON text of a raw value, whose field has begun.
    Raw,
}

/// The names of columns that have none, as `DuckDB` gives them. Bare numbers would look like values: some readers find out by
/// the looks of the first line whether it is a header.
const PLACES: [&str; 12] = [
    "column0", "column1", "column2", "column3", "column4", "column5", "column6", "column7", "column8", "column9",
    "column10", "column11",
];

impl<'w, 'a> Columns<'w, 'a> {
    #[inline]
    pub(super) fn new(row: &'w mut Row<'a>, parts: Parts) -> Self {
        Self { row, parts, place: 0 }
    }

    /// Has `write` write a part; after a failure the item has failed, whatever the value makes of the error.
    #[inline(always)]
    fn part(&mut self, write: impl FnOnce(&mut Row<'a>) -> Result<(), Error>) -> Result<(), Error> {
        let written = write(self.row);
        if written.is_err() {
            self.row.fail();
        }
        written
    }

    #[inline(always)]
    fn write<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if self.parts == Parts::Raw {
            return self.part(|row| value.serialize(Raw::new(row)));
        }
        self.part(|row| {
            row.enter(name)?;
            value.serialize(Field::new(row))
        })
    }

    /// Leaves out a field, whose column is empty.
    #[inline(always)]
    fn skip(&mut self, name: &'static str) -> Result<(), Error> {
        self.part(|row| {
            row.enter(name)?;
            row.empty()
        })
    }

    /// Writes a field that has no name but its place.
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let place = self.place;
        self.place += 1;
        match PLACES.get(place) {
            Some(name) => self.write(name, value),
            None => self.write_by(&format!("column{place}"), value),
        }
    }

    fn write_by<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        self.part(|row| {
            row.enter_key(name)?;
            value.serialize(Field::new(row))
        })
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.part(|row| {
            let set = row.scratch.key.set(key, row.most);
            set.map_err(|refused| match refused {
                Refused::TooLong => row.refuse(),
                Refused::Failed(error) => error,
            })
        })
    }

    /// Writes a field whose name is the key.
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        // Maps inside of the value are JSON, and have no use for it.
        let key = mem::take(&mut self.row.scratch.key);
        let written = self.write_by(&key.text, value);
        self.row.scratch.key = key;
        written
    }

    #[inline(always)]
    fn close(self) -> Result<(), Error> {
        if self.parts == Parts::OfField {
            self.row.close()?;
        }
        Ok(())
    }
}

/// Ends the field of JSON text that has been written.
fn close_json((_, line): (Quoted<'_>, &mut Line<'_>)) -> Result<(), Error> {
    line.close_quotes()
}

impl SerializeStruct for Columns<'_, '_> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.write(name, value)
    }

    /// A field that `skip_serializing_if` leaves out has a column all the same, which is empty.
    #[inline(always)]
    fn skip_field(&mut self, name: &'static str) -> Result<(), Error> {
        self.skip(name)
    }

    #[inline(always)]
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl SerializeStructVariant for Variant<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        match self {
            Self::Columns(columns) => columns.write(name, value),
            Self::Json(json) => SerializeStructVariant::serialize_field(json, name, value),
        }
    }

    fn skip_field(&mut self, name: &'static str) -> Result<(), Error> {
        match self {
            Self::Columns(columns) => columns.skip(name),
            Self::Json(json) => SerializeStructVariant::skip_field(json, name),
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            Self::Columns(columns) => columns.close(),
            Self::Json(json) => json.finish().and_then(close_json),
        }
    }
}

impl SerializeMap for Entries<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match self {
            Self::Columns(columns) => columns.key(key),
            Self::Json(json) => json.serialize_key(key),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match self {
            Self::Columns(columns) => columns.entry(value),
            Self::Json(json) => json.serialize_value(value),
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            Self::Columns(columns) => columns.close(),
            Self::Json(json) => json.finish().and_then(close_json),
        }
    }
}

macro_rules! lists {
    ($($kind:ident $method:ident,)*) => {
        $(
            impl $kind for Elements<'_, '_> {
                type Ok = ();
                type Error = Error;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                    match self {
                        Self::Columns(columns) => columns.element(value),
                        Self::Json(json) => $kind::$method(json, value),
                    }
                }

                fn end(self) -> Result<(), Error> {
                    match self {
                        Self::Columns(columns) => columns.close(),
                        Self::Json(json) => json.finish().and_then(close_json),
                    }
                }
            }
        )*
    };
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}
