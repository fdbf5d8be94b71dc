use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::Error;

use super::{
    compound::{Columns, Compound, Elements, Entries, Kind, Variant},
    shape::Name,
    value::Value,
};
use crate::json::{Out, PRIVATE, append_f32, append_f64, append_signed, append_unsigned};

macro_rules! numbers {
    ($append:ident: $($method:ident $ty:ty,)*) => {
        $(
            #[inline]
            fn $method(self, value: $ty) -> Result<(), Error> {
                self.row.column(self.name)?;
                self.row.plain(|out, spill| $append(out, spill, value.into()))
            }
        )*
    };
}

impl<'w, 'a> Serializer for Value<'w, 'a, '_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Elements<'w, 'a>;
    type SerializeTuple = Elements<'w, 'a>;
    type SerializeTupleStruct = Elements<'w, 'a>;
    type SerializeTupleVariant = Elements<'w, 'a>;
    type SerializeMap = Entries<'w, 'a>;
    type SerializeStruct = Columns<'w, 'a>;
    type SerializeStructVariant = Variant<'w, 'a>;

    numbers! {
        append_signed:
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
    }

    numbers! {
        append_unsigned:
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
    }

    fn serialize_i128(self, value: i128) -> Result<(), Error> {
        self.row.column(self.name)?;
        let mut digits = itoa::Buffer::new();
        self.row
            .plain(|out, spill| out.text(spill, digits.format(value).as_bytes()))
    }

    fn serialize_u128(self, value: u128) -> Result<(), Error> {
        self.row.column(self.name)?;
        let mut digits = itoa::Buffer::new();
        self.row
            .plain(|out, spill| out.text(spill, digits.format(value).as_bytes()))
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.row.column(self.name)?;
        let text: &[u8] = if value { b"true" } else { b"false" };
        self.row.plain(|out, spill| out.text(spill, text))
    }

    /// What JSON has no number for is `null`, and that is an empty field.
    #[inline]
    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        if !value.is_finite() {
            return self.serialize_none();
        }
        self.row.column(self.name)?;
        self.row.plain(|out, spill| append_f32(out, spill, value))
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        if !value.is_finite() {
            return self.serialize_none();
        }
        self.row.column(self.name)?;
        self.row.plain(|out, spill| append_f64(out, spill, value))
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if self.is_raw {
            return self.row.raw(value);
        }
        self.row.column(self.name)?;
        self.row.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.row.empty(self.name)
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.row.empty(self.name)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.row.empty(self.name)
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        if self.is_item {
            return value.serialize(Value::field(self.row, Name::Field(variant)));
        }
        let json = self.into_json()?;
        json.serialize_newtype_variant(name, index, variant, value).map(drop)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        if self.is_item {
            return Ok(Compound::Columns(Columns::new(self.row, Kind::Item)));
        }
        self.into_json()?.serialize_seq(length).map(Compound::Json)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Self::SerializeTupleStruct, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        if self.is_item {
            return Value::field(self.row, Name::Field(variant)).serialize_tuple(length);
        }
        let json = self.into_json()?;
        json.serialize_tuple_variant(name, index, variant, length)
            .map(Compound::Json)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, Error> {
        if self.is_item {
            return Ok(Compound::Columns(Columns::new(self.row, Kind::Item)));
        }
        self.into_json()?.serialize_map(length).map(Compound::Json)
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        if name.starts_with(PRIVATE) {
            self.row.column(self.name)?;
            return Ok(Columns::new(self.row, Kind::Raw));
        }
        if self.is_item {
            return Ok(Columns::new(self.row, Kind::Item));
        }
        self.row.open(self.name)?;
        Ok(Columns::new(self.row, Kind::Field))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        if self.is_item {
            self.row.open(Name::Field(variant))?;
            return Ok(Compound::Columns(Columns::new(self.row, Kind::Field)));
        }
        let json = self.into_json()?;
        json.serialize_struct_variant(name, index, variant, length)
            .map(Compound::Json)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.row.column(self.name)?;
        self.row.display(value)
    }
}
