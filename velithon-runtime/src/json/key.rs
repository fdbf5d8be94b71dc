use std::fmt::Display;

use serde::{
    Serialize, Serializer,
    ser::{Error as _, Impossible},
};
use serde_json::Error;

use super::{out::Direct, string::Strings};

/// Writes the key of a map, which is a string in JSON: numbers, booleans and variants become one, other keys are refused.
pub(super) struct Key<'o, O: Strings> {
    out: O,
    overflow: &'o mut O::Overflow,
}

impl<'o, O: Strings> Key<'o, O> {
    #[inline]
    pub(super) fn new(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self { out, overflow }
    }

    /// Puts quotation marks around the text of a value, which has nothing to escape.
    #[inline]
    fn quoted<T: Serialize>(self, value: &T) -> Result<O, Error> {
        let out = self.out.byte(self.overflow, b'"')?;
        let out = value.serialize(Direct::new(out, self.overflow))?;
        out.byte(self.overflow, b'"')
    }
}

/// The error with which `serde_json` refuses a key.
#[cold]
fn invalid<T: Serialize>(key: &T) -> Error {
    let mut by_serde_json = serde_json::Serializer::new(std::io::sink());
    let error = by_serde_json.collect_map([(key, ())]).err();
    error.unwrap_or_else(|| Error::custom("key must be a string"))
}

macro_rules! quoted {
    ($($method:ident $ty:ty,)*) => {
        $(
            #[inline]
            fn $method(self, key: $ty) -> Result<O, Error> {
                self.quoted(&key)
            }
        )*
    };
}

/// A key that is no string, whatever is in it.
macro_rules! invalid {
    ($($method:ident($($argument:ty),*) -> $ok:ty,)*) => {
        $(
            fn $method(self, $(_: $argument),*) -> Result<$ok, Error> {
                Err(invalid(&()))
            }
        )*
    };
}

impl<O: Strings> Serializer for Key<'_, O> {
    type Ok = O;
    type Error = Error;
    type SerializeSeq = Impossible<O, Error>;
    type SerializeTuple = Impossible<O, Error>;
    type SerializeTupleStruct = Impossible<O, Error>;
    type SerializeTupleVariant = Impossible<O, Error>;
    type SerializeMap = Impossible<O, Error>;
    type SerializeStruct = Impossible<O, Error>;
    type SerializeStructVariant = Impossible<O, Error>;

    quoted! {
        serialize_bool bool,
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

    invalid! {
        serialize_bytes(&[u8]) -> O,
        serialize_none() -> O,
        serialize_unit() -> O,
        serialize_unit_struct(&'static str) -> O,
        serialize_seq(Option<usize>) -> Self::SerializeSeq,
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_map(Option<usize>) -> Self::SerializeMap,
        serialize_struct(&'static str, usize) -> Self::SerializeStruct,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
    }

    fn serialize_f32(self, key: f32) -> Result<O, Error> {
        if !key.is_finite() {
            return Err(invalid(&key));
        }
        self.quoted(&key)
    }

    fn serialize_f64(self, key: f64) -> Result<O, Error> {
        if !key.is_finite() {
            return Err(invalid(&key));
        }
        self.quoted(&key)
    }

    fn serialize_char(self, key: char) -> Result<O, Error> {
        self.serialize_str(key.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, key: &str) -> Result<O, Error> {
        self.out.string(self.overflow, key)
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<O, Error> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<O, Error> {
        key.serialize(self)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, key: &T) -> Result<O, Error> {
        key.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<O, Error> {
        Err(invalid(&()))
    }

    fn collect_str<T: Display + ?Sized>(self, key: &T) -> Result<O, Error> {
        Direct::<O>::new(self.out, self.overflow).collect_str(key)
    }
}
