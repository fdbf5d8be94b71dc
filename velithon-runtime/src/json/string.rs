use serde_json::Error;

use super::{
    escape::Escape,
    out::{Out, refused},
    parts::Part,
    plain::{SHORT, copy_any, copy_plain, copy_short_plain, plain_length},
};

/// An output that strings are written to: by us, unless an output does it in another way.
pub(crate) trait Strings: Out {
    /// Writes a string with its quotation marks, escaped where needed.
    #[inline]
    fn string(self, overflow: &mut Self::Overflow, text: &str) -> Result<Self, Error> {
        append_string(self, overflow, text)
    }

    /// Writes a unit struct of this name.
    #[inline]
    fn unit_struct(self, overflow: &mut Self::Overflow, _: &str) -> Result<Self, Error> {
        self.constant(overflow, *b"null")
    }

    /// Whether a struct of this name holds JSON text that is written as it stands; those of `serde_json` are known anyway.
    #[inline]
    fn is_raw(_: &str) -> bool {
        false
    }
}

impl Strings for &mut [u8] {}

impl Strings for Part<'_> {}

#[inline]
fn append_string<O: Out>(mut out: O, overflow: &mut O::Overflow, text: &str) -> Result<O, Error> {
    let room = out.room();
    let before = room.len();
    let after = write_plain(room, text.as_bytes()).len();
    if after < before {
        return Ok(out.advance(before - after));
    }
    append_escaped(out, overflow, text).ok_or_else(refused)
}

/// Writes a string that has nothing to escape, and returns what is left of the room: all of it where the string has, or
/// where it does not fit.
#[inline(never)]
fn write_plain<'a>(room: &'a mut [u8], text: &[u8]) -> &'a mut [u8] {
    if text.len() <= SHORT {
        return write_plain_by(copy_short_plain, room, text);
    }
    write_plain_long(room, text)
}

/// [`write_plain`] of longer text. A function of its own, whose registers short text need not save.
#[inline(never)]
fn write_plain_long<'a>(room: &'a mut [u8], text: &[u8]) -> &'a mut [u8] {
    write_plain_by(copy_plain, room, text)
}

#[inline]
fn write_plain_by<'a>(copy: impl FnOnce(&mut [u8], &[u8]) -> bool, room: &'a mut [u8], text: &[u8]) -> &'a mut [u8] {
    let end = text.len() + 2;
    let Some([first, between @ .., last]) = room.get_mut(..end) else {
        return room;
    };
    if !copy(between, text) {
        return room;
    }
    (*first, *last) = (b'"', b'"');
    room.get_mut(end..).unwrap_or_default()
}

/// An option comes back in registers, a result would not.
#[inline(never)]
fn append_escaped<O: Out>(out: O, overflow: &mut O::Overflow, text: &str) -> Option<O> {
    let out = out.byte(overflow, b'"').ok()?;
    let out = append_runs(out, overflow, text.as_bytes()).ok()?;
    out.byte(overflow, b'"').ok()
}

/// Appends text that stands inside a string, escaped where needed.
pub(crate) fn append_contents<O: Out>(mut out: O, overflow: &mut O::Overflow, text: &str) -> Result<O, Error> {
    if copy_plain(out.room(), text.as_bytes()) {
        return Ok(out.advance(text.len()));
    }
    append_runs(out, overflow, text.as_bytes())
}

/// Appends what has nothing to escape in runs, and between them one escape after another.
fn append_runs<O: Out>(mut out: O, overflow: &mut O::Overflow, mut text: &[u8]) -> Result<O, Error> {
    loop {
        let (run, rest) = text.split_at(plain_length(text));
        out = if let Some(room) = out.room().get_mut(..run.len()) {
            copy_any(room, run);
            out.advance(run.len())
        } else {
            out.text(overflow, run)?
        };
        let Some((byte, rest)) = rest.split_first() else {
            return Ok(out);
        };
        let escape = Escape::of(*byte);
        out = out.fill(overflow, move |room| {
            *room = escape.text;
            escape.length()
        })?;
        text = rest;
    }
}
