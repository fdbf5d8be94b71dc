//! Arrays and objects while they are written.

#![expect(
    clippy::inline_always,
    reason = "inside the code of a type, names are constants and the position is in a register; in a call, it is in memory"
)]

use serde::{
    Serialize,
    ser::{
        Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant,
    },
};
use serde_json::Error;

use super::{
    key::Key,
    name::append_name,
    out::{Direct, Out},
    string::Strings,
};

/// The names of the structs that `serde_json`'s own types, `RawValue` and `Number`, serialise as begin with this.
pub(crate) const PRIVATE: &str = "$serde_json::private::";

/// The output behind a compound, and what stays where it is.
type Finished<'o, O> = Result<(O, &'o mut <O as Out>::Overflow), Error>;

/// The output between two elements. It is gone after a failure: a value that ignores one cannot go on.
struct Between<'o, O: Strings> {
    out: Option<O>,
    overflow: &'o mut O::Overflow,
    /// The byte before the next element: `[` or `{` before the first, `,` before every other.
    before: u8,
}

impl<'o, O: Strings> Between<'o, O> {
    #[inline(always)]
    fn new(out: O, overflow: &'o mut O::Overflow, before: u8) -> Self {
        Self {
            out: Some(out),
            overflow,
            before,
        }
    }

    #[inline(always)]
    fn take(&mut self) -> Result<O, Error> {
        self.out.take().ok_or_else(after_failure)
    }

    /// Takes the output, and tells which byte is to be written before the next element.
    #[inline(always)]
    fn next(&mut self) -> Result<(O, u8), Error> {
        let before = self.before;
        self.before = b',';
        Ok((self.take()?, before))
    }

    /// Writes a value, of which `RAW` says whether it is a string that holds JSON text.
    #[inline(always)]
    fn value<T: Serialize + ?Sized, const RAW: bool>(&mut self, out: O, value: &T) -> Result<(), Error> {
        let overflow = &mut *self.overflow;
        self.out = Some(value.serialize(Direct::<O, RAW> { out, overflow })?);
        Ok(())
    }

    /// Writes the end, which begins with what an empty compound is opened by.
    #[inline(always)]
    fn close<const N: usize>(mut self, open: u8, close: &[u8; N]) -> Finished<'o, O> {
        let mut out = self.take()?;
        if self.before == open {
            out = out.byte(self.overflow, open)?;
        }
        out = out.constant(self.overflow, *close)?;
        Ok((out, self.overflow))
    }
}

#[cold]
fn after_failure() -> Error {
    Error::custom("a value went on after one of its parts had failed")
}

/// Writes an array, element by element.
pub(crate) struct List<'o, O: Strings> {
    between: Between<'o, O>,
    /// The array is the value of an enum variant: its end also closes the object around it.
    is_of_variant: bool,
}

impl<'o, O: Strings> List<'o, O> {
    #[inline(always)]
    pub(super) fn new(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self {
            between: Between::new(out, overflow, b'['),
            is_of_variant: false,
        }
    }

    pub(super) fn of_variant(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self {
            is_of_variant: true,
            ..Self::new(out, overflow)
        }
    }

    #[inline(always)]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let (out, before) = self.between.next()?;
        let out = out.byte(self.between.overflow, before)?;
        self.between.value::<_, false>(out, value)
    }

    /// Writes the end, for one who writes more behind it.
    #[inline(always)]
    pub(crate) fn finish(self) -> Finished<'o, O> {
        if self.is_of_variant {
            return self.between.close(b'[', b"]}");
        }
        self.between.close(b'[', b"]")
    }
}

/// How an object ends that consists of the fields of a struct.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Struct,
    /// The object is the value of an enum variant: its end also closes the object around it.
    Variant,
    /// The struct is a raw value: what is written is the JSON text in its one field, not an object.
    Raw,
}

/// Writes an object, one field of a struct after another.
pub(crate) struct Fields<'o, O: Strings> {
    between: Between<'o, O>,
    kind: Kind,
}

impl<'o, O: Strings> Fields<'o, O> {
    #[inline(always)]
    pub(super) fn new(out: O, overflow: &'o mut O::Overflow, name: &'static str) -> Self {
        let is_raw = name.starts_with(PRIVATE) || O::is_raw(name);
        Self {
            between: Between::new(out, overflow, b'{'),
            kind: if is_raw { Kind::Raw } else { Kind::Struct },
        }
    }

    pub(super) fn of_variant(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self {
            between: Between::new(out, overflow, b'{'),
            kind: Kind::Variant,
        }
    }

    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if self.kind == Kind::Raw {
            let out = self.between.take()?;
            return self.between.value::<_, true>(out, value);
        }
        let (out, before) = self.between.next()?;
        let out = append_name(out, self.between.overflow, before, name)?;
        self.between.value::<_, false>(out, value)
    }

    /// Writes the end, for one who writes more behind it.
    #[inline(always)]
    pub(crate) fn finish(mut self) -> Finished<'o, O> {
        match self.kind {
            Kind::Struct => self.between.close(b'{', b"}"),
            Kind::Variant => self.between.close(b'{', b"}}"),
            Kind::Raw => Ok((self.between.take()?, self.between.overflow)),
        }
    }
}

/// Writes an object, one entry of a map after another.
pub(crate) struct Map<'o, O: Strings>(Between<'o, O>);

impl<'o, O: Strings> Map<'o, O> {
    #[inline(always)]
    pub(super) fn new(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self(Between::new(out, overflow, b'{'))
    }

    /// Writes the end, for one who writes more behind it.
    #[inline(always)]
    pub(crate) fn finish(self) -> Finished<'o, O> {
        self.0.close(b'{', b"}")
    }
}

impl<O: Strings> SerializeMap for Map<'_, O> {
    type Ok = O;
    type Error = Error;

    #[inline(always)]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let Self(between) = self;
        let (out, before) = between.next()?;
        let out = out.byte(between.overflow, before)?;
        let out = key.serialize(Key::new(out, between.overflow))?;
        between.out = Some(out.byte(between.overflow, b':')?);
        Ok(())
    }

    #[inline(always)]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let out = self.0.take()?;
        self.0.value::<_, false>(out, value)
    }

    #[inline(always)]
    fn end(self) -> Result<O, Error> {
        self.finish().map(|(out, _)| out)
    }
}

macro_rules! lists {
    ($($kind:ident $method:ident,)*) => {
        $(
            impl<O: Strings> $kind for List<'_, O> {
                type Ok = O;
                type Error = Error;

                #[inline(always)]
                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                    self.element(value)
                }

                #[inline(always)]
                fn end(self) -> Result<O, Error> {
                    self.finish().map(|(out, _)| out)
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
            impl<O: Strings> $kind for Fields<'_, O> {
                type Ok = O;
                type Error = Error;

                #[inline(always)]
                fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                    self.field(name, value)
                }

                #[inline(always)]
                fn end(self) -> Result<O, Error> {
                    self.finish().map(|(out, _)| out)
                }
            }
        )*
    };
}

fields! {
    SerializeStruct,
    SerializeStructVariant,
}
