//! Strings by `sonic-rs`, which looks at 32 bytes at a time.
//!
//! Its own serializer is not used: it would send a `RawValue` as an object, and for each string it sets aside six times its
//! length.

use std::io;

use serde::{Serialize, ser::Error as _};
use serde_json::Error;
use sonic_rs::format::{CompactFormatter, Formatter};

use super::{
    bounded::{Bounded, Strings},
    out::{Key, Out, keep_key},
};

/// How much of a string is written at once, in bytes: six times this is set aside.
const PIECE: usize = 512;

/// The struct by which `sonic-rs`'s own types tell a serializer that they hold JSON text.
const RAW: [&str; 2] = ["$sonic_rs::LazyValue", "$sonic_rs::private::JsonNumber"];

/// By `sonic-rs`.
pub(super) struct Sonic;

impl Strings for Sonic {
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error> {
        out.byte(b'"')?;
        for piece in Pieces(text) {
            out.has_room(piece.len())?;
            append_piece(out.out, piece)?;
            // Escapes may have made it longer.
            out.has_room(0)?;
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

/// The parts of a text, none of which ends inside a character.
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

/// Text for a writer.
pub(super) struct Through<W> {
    writer: W,
    piece: Vec<u8>,
}

impl<W: io::Write> Through<W> {
    pub(super) fn new(writer: W) -> Self {
        Self {
            writer,
            piece: Vec::new(),
        }
    }
}

impl<W: io::Write> Out for Through<W> {
    fn byte(&mut self, byte: u8) -> Result<(), Error> {
        self.text(&[byte])
    }

    fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.writer.write_all(text).map_err(Error::custom)
    }

    fn string(&mut self, text: &str) -> Result<(), Error> {
        self.byte(b'"')?;
        for piece in Pieces(text) {
            self.piece.clear();
            append_piece(&mut self.piece, piece)?;
            self.writer.write_all(&self.piece).map_err(Error::custom)?;
        }
        self.byte(b'"')
    }

    fn key<T: Serialize + ?Sized>(&mut self, before: u8, key: &T) -> Result<(), Error> {
        self.piece.clear();
        serde_json::to_writer(&mut self.piece, &Key(key))?;
        keep_key(&mut self.piece, 0, before);
        self.writer.write_all(&self.piece).map_err(Error::custom)
    }

    fn is_raw(name: &str) -> bool {
        Sonic::is_raw(name)
    }
}

impl<W: io::Write> io::Write for Through<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.writer.write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
