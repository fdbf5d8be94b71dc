use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::Error;

use super::{
    compound::{Fields, List, Map},
    display::append_display,
    float::{append_f32, append_f64},
    integer::{append_signed, append_unsigned},
    name::append_name,
    out::Direct,
    raw::append_raw,
    string::Strings,
};

macro_rules! integers {
    ($append:ident: $($method:ident $ty:ty,)*) => {
        $(
            #[inline]
            fn $method(self, value: $ty) -> Result<O, Error> {
                $append(self.out, self.overflow, value.into())
            }
        )*
    };
}

impl<'o, O: Strings, const RAW: bool> Serializer for Direct<'o, O, RAW> {
    type Ok = O;
    type Error = Error;
    type SerializeSeq = List<'o, O>;
    type SerializeTuple = List<'o, O>;
    type SerializeTupleStruct = List<'o, O>;
    type SerializeTupleVariant = List<'o, O>;
    type SerializeMap = Map<'o, O>;
    type SerializeStruct = Fields<'o, O>;
    type SerializeStructVariant = Fields<'o, O>;

    integers! {
        append_signed:
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
    }

    integers! {
        append_unsigned:
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
    }

    fn serialize_i128(self, value: i128) -> Result<O, Error> {
        self.out
            .text(self.overflow, itoa::Buffer::new().format(value).as_bytes())
    }

    fn serialize_u128(self, value: u128) -> Result<O, Error> {
        self.out
            .text(self.overflow, itoa::Buffer::new().format(value).as_bytes())
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<O, Error> {
        if value {
            self.out.constant(self.overflow, *b"true")
        } else {
            self.out.constant(self.overflow, *b"false")
        }
    }

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<O, Error> {
        append_f32(self.out, self.overflow, value)
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<O, Error> {
        append_f64(self.out, self.overflow, value)
    }

    fn serialize_char(self, value: char) -> Result<O, Error> {
        self.out.string(self.overflow, value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<O, Error> {
        if RAW {
            return append_raw(self.out, self.overflow, value);
        }
        self.out.string(self.overflow, value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<O, Error> {
        self.collect_seq(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<O, Error> {
        self.out.constant(self.overflow, *b"null")
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<O, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<O, Error> {
        self.out.constant(self.overflow, *b"null")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<O, Error> {
        self.out.unit_struct(self.overflow, name)
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<O, Error> {
        self.out.string(self.overflow, variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<O, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<O, Error> {
        let out = append_name(self.out, self.overflow, b'{', variant)?;
        let out = value.serialize(Direct::new(out, self.overflow))?;
        out.byte(self.overflow, b'}')
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'o, O>, Error> {
        Ok(List::new(self.out, self.overflow))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<List<'o, O>, Error> {
        Ok(List::new(self.out, self.overflow))
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'o, O>, Error> {
        Ok(List::new(self.out, self.overflow))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'o, O>, Error> {
        let out = append_name(self.out, self.overflow, b'{', variant)?;
        Ok(List::of_variant(out, self.overflow))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Map<'o, O>, Error> {
        Ok(Map::new(self.out, self.overflow))
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'o, O>, Error> {
        Ok(Fields::new(self.out, self.overflow, name))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'o, O>, Error> {
        let out = append_name(self.out, self.overflow, b'{', variant)?;
        Ok(Fields::of_variant(out, self.overflow))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<O, Error> {
        append_display(self.out, self.overflow, value)
    }
}
