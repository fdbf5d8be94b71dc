use serde::{
    Serialize,
    ser::{
        SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
        SerializeTupleVariant,
    },
};
use serde_json::Error;

use super::{direct::Direct, name::append_name, out::Out};

/// The names of the structs that `serde_json`'s own types, `RawValue` and `Number`, serialise as begin with this.
const PRIVATE: &str = "$serde_json::private::";

/// Writes an array, element by element.
pub(super) struct List<'a, O> {
    out: &'a mut O,
    /// The byte before the next element: `[` before the first, `,` before every other.
    before: u8,
    close: &'static [u8],
}

impl<'a, O: Out> List<'a, O> {
    #[inline]
    pub(super) fn new(out: &'a mut O) -> Self {
        Self {
            out,
            before: b'[',
            close: b"]",
        }
    }

    /// The array that is the value of an enum variant: its end also closes the object around it.
    pub(super) fn of_variant(out: &'a mut O) -> Self {
        Self {
            close: b"]}",
            ..Self::new(out)
        }
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.byte(self.before)?;
        self.before = b',';
        value.serialize(Direct::new(self.out))
    }

    #[inline]
    fn close(self) -> Result<(), Error> {
        if self.before == b'[' {
            self.out.byte(b'[')?;
        }
        self.out.text(self.close)
    }
}

/// Writes an object, one field of a struct after another.
pub(super) struct Fields<'a, O> {
    out: &'a mut O,
    /// The byte before the next field: `{` before the first, `,` before every other.
    before: u8,
    close: &'static [u8],
    /// The struct is a raw value: what is written is the JSON text in its one field, not an object.
    raw: bool,
}

impl<'a, O: Out> Fields<'a, O> {
    #[inline]
    pub(super) fn new(out: &'a mut O, name: &'static str) -> Self {
        Self {
            out,
            before: b'{',
            close: b"}",
            raw: name.starts_with(PRIVATE) || O::is_raw(name),
        }
    }

    /// The object that is the value of an enum variant: its end also closes the object around it.
    pub(super) fn of_variant(out: &'a mut O) -> Self {
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
    fn close(self) -> Result<(), Error> {
        if self.raw {
            return Ok(());
        }
        if self.before == b'{' {
            self.out.byte(b'{')?;
        }
        self.out.text(self.close)
    }
}

/// Writes an object, one entry of a map after another.
pub(super) struct Map<'a, O> {
    out: &'a mut O,
    /// The byte before the next key: `{` before the first, `,` before every other.
    before: u8,
}

impl<'a, O: Out> Map<'a, O> {
    #[inline]
    pub(super) fn new(out: &'a mut O) -> Self {
        Self { out, before: b'{' }
    }
}

impl<O: Out> SerializeMap for Map<'_, O> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.out.key(self.before, key)?;
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
            self.out.byte(b'{')?;
        }
        self.out.byte(b'}')
    }
}

macro_rules! lists {
    ($($kind:ident $method:ident,)*) => {
        $(
            impl<O: Out> $kind for List<'_, O> {
                type Ok = ();
                type Error = Error;

                #[inline]
                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                    self.element(value)
                }

                #[inline]
                fn end(self) -> Result<(), Error> {
                    self.close()
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
            impl<O: Out> $kind for Fields<'_, O> {
                type Ok = ();
                type Error = Error;

                #[inline(always)] // as `field`
                fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                    self.field(name, value)
                }

                #[inline]
                fn end(self) -> Result<(), Error> {
                    self.close()
                }
            }
        )*
    };
}

fields! {
    SerializeStruct,
    SerializeStructVariant,
}
