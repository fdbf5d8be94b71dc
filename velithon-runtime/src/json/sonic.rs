//! Strings by `sonic-rs`, which searches for what to escape 32 bytes at a time.
//!
//! Its own serializer is not used: it would send a `RawValue` as an object, and for each string it reserves six times its
//! length.

use serde::ser::Error as _;
use serde_json::Error;
use sonic_rs::format::{CompactFormatter, Formatter};

use super::{out::Out, string::Strings};

/// How much of a string is written in one call, in bytes: what `sonic-rs` reserves for it stays small.
const PIECE: usize = 512;

/// The names of the structs by which `sonic-rs`'s own types tell a serializer that they hold JSON text.
const RAW: [&str; 2] = ["$sonic_rs::LazyValue", "$sonic_rs::private::JsonNumber"];

/// An output whose strings are written by `sonic-rs`.
pub(super) struct BySonic<O> {
    out: O,
    /// What `sonic-rs` reserves in, and writes into.
    piece: Vec<u8>,
}

impl<O> BySonic<O> {
    pub(super) fn new(out: O) -> Self {
        Self { out, piece: Vec::new() }
    }

    pub(super) fn into_inner(self) -> O {
        self.out
    }
}

impl<O: Out> Out for BySonic<O> {
    type Overflow = O::Overflow;

    fn room(&mut self) -> &mut [u8] {
        self.out.room()
    }

    fn advance(mut self, length: usize) -> Self {
        self.out = self.out.advance(length);
        self
    }

    fn overflow(mut self, overflow: &mut O::Overflow, text: &[u8]) -> Option<Self> {
        self.out = self.out.overflow(overflow, text)?;
        Some(self)
    }

    fn is_on_one_line(overflow: &O::Overflow) -> bool {
        O::is_on_one_line(overflow)
    }
}

impl<O: Out> Strings for BySonic<O> {
    fn is_raw(name: &str) -> bool {
        RAW.contains(&name)
    }

    fn string(mut self, overflow: &mut O::Overflow, text: &str) -> Result<Self, Error> {
        self.out = self.out.byte(overflow, b'"')?;
        for piece in Pieces(text) {
            self.piece.clear();
            CompactFormatter
                .write_string_fast(&mut self.piece, piece, false)
                .map_err(Error::custom)?;
            self.out = self.out.text(overflow, &self.piece)?;
        }
        self.out = self.out.byte(overflow, b'"')?;
        Ok(self)
    }
}

/// Cuts a text into pieces of at most [`PIECE`] bytes, none of which ends inside a character.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let mut ends = (0..=self.0.len().min(PIECE)).rev();
        let end = ends.find(|end| self.0.is_char_boundary(*end))?;
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(piece)
    }
}
