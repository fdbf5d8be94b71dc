use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::Error;

use super::{
    compound::{Columns, Compound, Elements, Entries, Parts, Variant},
    quoted::Quoted,
    value::Value,
};
use crate::json::PRIVATE;

macro_rules! numbers {
    ($write:ident: $($method:ident $ty:ty,)*) => {
        $(
            #[inline]
            fn $method(self, value: $ty) -> Result<(), Error> {
                self.line()?.$write(value.into())
            }
        )*
    };
}

impl<'w, 'a, const ITEM: bool, const RAW: bool> Serializer for Value<'w, 'a, ITEM, RAW> {
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
        signed:
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
    }

    numbers! {
        unsigned:
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
    }

    fn serialize_i128(self, value: i128) -> Result<(), Error> {
        let mut digits = itoa::Buffer::new();
        self.line()?.field(digits.format(value))
    }

    fn serialize_u128(self, value: u128) -> Result<(), Error> {
        let mut digits = itoa::Buffer::new();
        self.line()?.field(digits.format(value))
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.line()?.boolean(value)
    }

    /// What JSON has no number for is `null`, and that is an empty field.
    #[inline]
    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        if !value.is_finite() {
            return self.serialize_none();
        }
        self.line()?.single(value)
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        if !value.is_finite() {
            return self.serialize_none();
        }
        self.line()?.double(value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if RAW {
            return self.row.line.raw(value);
        }
        self.line()?.field(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.column()?.empty()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.column()?.empty()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.column()?.empty()
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
        if ITEM {
            return value.serialize(self.of_variant(variant)?);
        }
        let line = self.line()?;
        let json = Quoted::begin(line)?;
        json.serialize_newtype_variant(name, index, variant, value)?;
        line.close_quotes()
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        if ITEM {
            return Ok(Compound::Columns(Columns::new(self.row, Parts::OfItem)));
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
        if ITEM {
            return self.of_variant(variant)?.serialize_tuple(length);
        }
        let json = self.into_json()?;
        json.serialize_tuple_variant(name, index, variant, length)
            .map(Compound::Json)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, Error> {
        if ITEM {
            return Ok(Compound::Columns(Columns::new(self.row, Parts::OfItem)));
        }
        self.into_json()?.serialize_map(length).map(Compound::Json)
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        if name.starts_with(PRIVATE) {
            return Ok(Columns::new(self.column()?, Parts::Raw));
        }
        if ITEM {
            return Ok(Columns::new(self.row, Parts::OfItem));
        }
        self.row.open()?;
        Ok(Columns::new(self.row, Parts::OfField))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        if ITEM {
            let field = self.of_variant(variant)?;
            return field.serialize_struct(name, length).map(Compound::Columns);
        }
        let json = self.into_json()?;
        json.serialize_struct_variant(name, index, variant, length)
            .map(Compound::Json)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        let row = self.column()?;
        let text = row.display(value)?;
        row.line.field(&text)?;
        row.scratch.displayed = text;
        Ok(())
    }
}
