use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::Error;

use super::{
    compound::{Fields, List, Map},
    direct::Direct,
    name::append_name,
    out::Out,
};

macro_rules! integers {
    ($($method:ident $ty:ty,)*) => {
        $(
            #[inline]
            fn $method(self, value: $ty) -> Result<(), Error> {
                self.out.text(itoa::Buffer::new().format(value).as_bytes())
            }
        )*
    };
}

impl<'a, O: Out> Serializer for Direct<'a, O> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'a, O>;
    type SerializeTuple = List<'a, O>;
    type SerializeTupleStruct = List<'a, O>;
    type SerializeTupleVariant = List<'a, O>;
    type SerializeMap = Map<'a, O>;
    type SerializeStruct = Fields<'a, O>;
    type SerializeStructVariant = Fields<'a, O>;

    integers! {
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_i128 i128,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_u128 u128,
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.out.text(if value { b"true" } else { b"false" })
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.by_serde_json(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.by_serde_json(&value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.out.string(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if self.raw {
            return self.out.text(value.as_bytes());
        }
        self.out.string(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.out.text(b"null")
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.text(b"null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.out.text(b"null")
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.out.string(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        append_name(self.out, b'{', variant)?;
        value.serialize(Direct::new(self.out))?;
        self.out.text(b"}")
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a, O>, Error> {
        Ok(List::new(self.out))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<List<'a, O>, Error> {
        Ok(List::new(self.out))
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a, O>, Error> {
        Ok(List::new(self.out))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'a, O>, Error> {
        append_name(self.out, b'{', variant)?;
        Ok(List::of_variant(self.out))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Map<'a, O>, Error> {
        Ok(Map::new(self.out))
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'a, O>, Error> {
        Ok(Fields::new(self.out, name))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'a, O>, Error> {
        append_name(self.out, b'{', variant)?;
        Ok(Fields::of_variant(self.out))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.by_serde_json(&format_args!("{value}"))
    }
}
