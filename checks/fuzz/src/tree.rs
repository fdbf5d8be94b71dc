//! Values of every kind that serde knows, made of arbitrary bytes.

use std::fmt::{self, Display, Write};

use serde::{
    Serialize, Serializer,
    ser::{SerializeStruct, SerializeStructVariant, SerializeTupleVariant},
};
use serde_json::value::RawValue;

/// How deep values are nested.
const DEPTH: u8 = 8;

pub const NAMES: [&str; 8] = [
    "id",
    "name",
    "",
    "a \"quoted\"\\ name",
    "größe",
    "exactly_twenty_eight_bytes__",
    "exactly_twenty_nine_bytes____",
    "created_at",
];

pub const RAW: [&str; 4] = ["{\r\n \"a\" : [1,\n2.50] }", "1e5", "\"\\n\"", " null "];

#[derive(Clone)]
pub enum Tree {
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Longest(i128),
    Float(f32),
    Double(f64),
    Char(char),
    Text(String),
    Bytes(Vec<u8>),
    Displayed(String),
    None,
    Some(Box<Tree>),
    Raw(usize),
    Variant(usize),
    NewtypeVariant(usize, Box<Tree>),
    TupleVariant(usize, Vec<Tree>),
    StructVariant(usize, Vec<(usize, Tree)>),
    List(Vec<Tree>),
    Struct(Vec<(usize, Tree)>),
    Map(Vec<(Tree, Tree)>),
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Signed(value) => value.serialize(serializer),
            Self::Unsigned(value) => value.serialize(serializer),
            Self::Longest(value) => value.serialize(serializer),
            Self::Float(value) => value.serialize(serializer),
            Self::Double(value) => value.serialize(serializer),
            Self::Char(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
            Self::Bytes(value) => serializer.serialize_bytes(value),
            Self::Displayed(value) => serializer.collect_str(&InPieces(value)),
            Self::None => serializer.serialize_none(),
            Self::Some(value) => serializer.serialize_some(value),
            Self::Raw(raw) => serde_json::from_str::<&RawValue>(RAW[*raw])
                .expect("JSON")
                .serialize(serializer),
            Self::Variant(name) => serializer.serialize_unit_variant("", 0, NAMES[*name]),
            Self::NewtypeVariant(name, value) => serializer.serialize_newtype_variant("", 0, NAMES[*name], value),
            Self::TupleVariant(name, values) => {
                let mut variant = serializer.serialize_tuple_variant("", 0, NAMES[*name], values.len())?;
                for value in values {
                    variant.serialize_field(value)?;
                }
                variant.end()
            }
            Self::StructVariant(name, fields) => {
                let mut variant = serializer.serialize_struct_variant("", 0, NAMES[*name], fields.len())?;
                for (name, value) in fields {
                    variant.serialize_field(NAMES[*name], value)?;
                }
                variant.end()
            }
            Self::List(values) => serializer.collect_seq(values),
            Self::Struct(fields) => {
                let mut object = serializer.serialize_struct("", fields.len())?;
                for (name, value) in fields {
                    object.serialize_field(NAMES[*name], value)?;
                }
                object.end()
            }
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// Displays a text now char by char, now as a whole.
struct InPieces<'a>(&'a str);

impl Display for InPieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.0.split_inclusive(' ') {
            if piece.len() % 2 == 0 {
                f.write_str(piece)?;
            } else {
                piece.chars().try_for_each(|char| f.write_char(char))?;
            }
        }
        Ok(())
    }
}

/// The bytes that values are made of; zeros from their end on.
pub struct Source<'a>(pub &'a [u8]);

impl Source<'_> {
    /// A value at this depth; beyond [`DEPTH`], one that consists of no others.
    pub fn tree(&mut self, depth: u8) -> Tree {
        let kinds = if depth < DEPTH { 21 } else { 12 };
        match self.byte() % kinds {
            0 => Tree::None,
            1 => Tree::Bool(self.byte().is_multiple_of(2)),
            2 => Tree::Signed(i64::from_le_bytes(self.bytes()) >> (self.byte() % 64)),
            3 => Tree::Unsigned(u64::from_le_bytes(self.bytes()) >> (self.byte() % 64)),
            4 => Tree::Longest(i128::from_le_bytes(self.bytes()) >> (self.byte() % 128)),
            5 => Tree::Float(f32::from_le_bytes(self.bytes())),
            6 => Tree::Double(f64::from_le_bytes(self.bytes())),
            7 => {
                let number = u32::from_le_bytes(self.bytes());
                Tree::Double(f64::from(number) / 10f64.powi(i32::from(self.byte() % 12)))
            }
            8 => Tree::Char(char::from_u32(u32::from_le_bytes(self.bytes()) % 0x11_0000).unwrap_or('"')),
            9 => Tree::Text(self.text()),
            10 => Tree::Displayed(self.text()),
            11 => Tree::Raw(usize::from(self.byte()) % RAW.len()),
            12 => Tree::Bytes(self.text().into_bytes()),
            13 => Tree::Some(Box::new(self.tree(depth + 1))),
            14 => Tree::Variant(self.name()),
            15 => Tree::NewtypeVariant(self.name(), Box::new(self.tree(depth + 1))),
            16 => Tree::TupleVariant(self.name(), self.several(|source| source.tree(depth + 1))),
            17 => Tree::StructVariant(
                self.name(),
                self.several(|source| (source.name(), source.tree(depth + 1))),
            ),
            18 => Tree::List(self.several(|source| source.tree(depth + 1))),
            19 => Tree::Struct(self.several(|source| (source.name(), source.tree(depth + 1)))),
            _ => Tree::Map(self.several(|source| (source.tree(depth + 1), source.tree(depth + 1)))),
        }
    }

    fn several<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.byte() % 4).map(|_| one(self)).collect()
    }

    fn name(&mut self) -> usize {
        usize::from(self.byte()) % NAMES.len()
    }

    fn text(&mut self) -> String {
        let length = usize::from(self.byte()).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    pub fn byte(&mut self) -> u8 {
        let [byte] = self.bytes();
        byte
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        let length = N.min(self.0.len());
        let (now, rest) = self.0.split_at(length);
        bytes[..length].copy_from_slice(now);
        self.0 = rest;
        bytes
    }
}
