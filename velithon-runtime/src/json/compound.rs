use serde::{
    Serialize, Serializer,
    ser::{
        SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
        SerializeTupleVariant,
    },
};
use serde_json::Error;

use super::{serializer::Direct, text::append_name};

/// The structs by which `serde_json`'s own types, `RawValue` and `Number`, tell their serializer what they are.
const PRIVATE: &str = "$serde_json::private::";

/// An array in the making.
pub(super) struct List<'a> {
    out: &'a mut Vec<u8>,
    /// What stands before the next element.
    before: u8,
    close: &'static [u8],
}

impl<'a> List<'a> {
    #[inline]
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        Self {
            out,
            before: b'[',
            close: b"]",
        }
    }

    /// The value of a variant's one field.
    pub(super) fn of_variant(out: &'a mut Vec<u8>) -> Self {
        Self {
            close: b"]}",
            ..Self::new(out)
        }
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(self.before);
        self.before = b',';
        value.serialize(Direct::new(self.out))
    }

    #[inline]
    fn close(self) {
        if self.before == b'[' {
            self.out.push(b'[');
        }
        self.out.extend_from_slice(self.close);
    }
}

/// An object with the fields of a struct in the making.
pub(super) struct Fields<'a> {
    out: &'a mut Vec<u8>,
    before: u8,
    close: &'static [u8],
    /// It is one of `serde_json`'s own: not an object, but the JSON text that its one field holds.
    raw: bool,
}

impl<'a> Fields<'a> {
    #[inline]
    pub(super) fn new(out: &'a mut Vec<u8>, name: &'static str) -> Self {
        Self {
            out,
            before: b'{',
            close: b"}",
            raw: name.starts_with(PRIVATE),
        }
    }

    /// The value of a variant's one field.
    pub(super) fn of_variant(out: &'a mut Vec<u8>) -> Self {
        Self {
            out,
            before: b'{',
            close: b"}}",
            raw: false,
        }
    }

    #[expect(clippy::inline_always, reason = "so that the name is a constant to what writes it")]
    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if self.raw {
            return value.serialize(Direct {
                out: self.out,
                raw: true,
            });
        }
        append_name(self.out, self.before, name)?;
        self.before = b',';
        value.serialize(Direct::new(self.out))
    }

    #[inline]
    fn close(self) {
        if self.raw {
            return;
        }
        if self.before == b'{' {
            self.out.push(b'{');
        }
        self.out.extend_from_slice(self.close);
    }
}

/// An object with the entries of a map in the making.
pub(super) struct Map<'a> {
    out: &'a mut Vec<u8>,
    before: u8,
}

impl<'a> Map<'a> {
    #[inline]
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, before: b'{' }
    }
}

impl SerializeMap for Map<'_> {
    type Ok = ();
    type Error = Error;

    /// By `serde_json`, whose rules turn numbers and variants into strings and refuse the rest: as the key of a map of
    /// its own, of which only the key is kept.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        const VALUE: &[u8] = b"null}";
        let start = self.out.len();
        serde_json::to_writer(&mut *self.out, &Key(key))?;
        self.out.truncate(self.out.len() - VALUE.len());
        self.out[start] = self.before;
        self.before = b',';
        Ok(())
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Direct::new(self.out))
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        if self.before == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
        Ok(())
    }
}

/// A map of this key to `null`.
struct Key<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> Serialize for Key<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &())?;
        map.end()
    }
}

macro_rules! lists {
    ($($kind:ident $method:ident,)*) => {
        $(
            impl $kind for List<'_> {
                type Ok = ();
                type Error = Error;

                #[inline]
                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                    self.element(value)
                }

                #[inline]
                fn end(self) -> Result<(), Error> {
                    self.close();
                    Ok(())
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

macro_rules! fields {
    ($($kind:ident,)*) => {
        $(
            impl $kind for Fields<'_> {
                type Ok = ();
                type Error = Error;

                #[inline(always)] // as `field`
                fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                    self.field(name, value)
                }

                #[inline]
                fn end(self) -> Result<(), Error> {
                    self.close();
                    Ok(())
                }
            }
        )*
    };
}

fields! {
    SerializeStruct,
    SerializeStructVariant,
}
