//! Strings by `sonic-rs`, which searches for what to escape 32 bytes at a time.
//!
//! Its own serializer is not used: it would send a `RawValue` as an object, and for each string it reserves six times its
//! length.

use serde::ser::Error as _;
use serde_json::Error;
use sonic_rs::format::{CompactFormatter, Formatter};

use super::{bounded::Bounded, out::Out, parts::Parts, strings::Strings};

/// How much of a string is written in one call, in bytes: what is reserved for it stays small.
const PIECE: usize = 512;

/// What `sonic-rs` reserves for each byte of a string, and beside that for the string.
const RESERVED_PER_BYTE: usize = 6;
const RESERVED_BESIDES: usize = 64;

/// The names of the structs by which `sonic-rs`'s own types tell a serializer that they hold JSON text.
const RAW: [&str; 2] = ["$sonic_rs::LazyValue", "$sonic_rs::private::JsonNumber"];

/// Strings are written by `sonic-rs`.
pub(super) struct Sonic;

impl Strings for Sonic {
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error> {
        out.byte(b'"')?;
        for piece in Pieces(text) {
            out.require_room(piece.len())?;
            append_piece(out.out, piece)?;
            // Escapes may have made it longer than there is room for.
            out.require_room(0)?;
        }
        out.byte(b'"')
    }

    fn write(out: &mut Parts<'_, Self>, text: &str) -> Result<(), Error> {
        out.byte(b'"')?;
        for piece in Pieces(text) {
            if let Some(out) = out.with_room(RESERVED_PER_BYTE * piece.len() + RESERVED_BESIDES) {
                append_piece(out, piece)?;
                continue;
            }
            let mut written = Vec::new();
            append_piece(&mut written, piece)?;
            out.text(&written)?;
        }
        out.byte(b'"')
    }

    fn is_raw(name: &str) -> bool {
        RAW.contains(&name)
    }
}

fn append_piece(out: &mut Vec<u8>, piece: &str) -> Result<(), Error> {
    CompactFormatter
        .write_string_fast(out, piece, false)
        .map_err(Error::custom)
}

/// Cuts a text into pieces of at most [`PIECE`] bytes, none of which ends inside a character.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let (piece, rest) = self.0.split_at(self.0.floor_char_boundary(PIECE));
        self.0 = rest;
        Some(piece)
    }
}
