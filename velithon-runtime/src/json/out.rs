use std::io;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Error, ser::Formatter};

use super::text::append_str;

/// Where JSON text goes. `serde_json` writes to it through `io::Write`.
pub(super) trait Out: io::Write + Sized {
    /// Writes one byte of JSON text.
    fn byte(&mut self, byte: u8) -> Result<(), Error>;

    /// Writes JSON text as it stands.
    fn text(&mut self, text: &[u8]) -> Result<(), Error>;

    /// Writes a string with its quotation marks, escaped where needed.
    fn string(&mut self, text: &str) -> Result<(), Error>;

    /// Writes the key of a map, with `before` in front of it and a colon behind it.
    ///
    /// `serde_json` does it, whose rules turn numbers and variants into strings and refuse other keys: it writes the first
    /// key of a map whose end is never written.
    fn key<T: Serialize + ?Sized>(&mut self, before: u8, key: &T) -> Result<(), Error> {
        let mut by = serde_json::Serializer::with_formatter(&mut *self, BeginWith(before));
        by.serialize_map(None)?.serialize_key(key)?;
        self.byte(b':')
    }

    /// Whether a struct of this name holds JSON text that is written as it stands; those of `serde_json` are known anyway.
    #[inline]
    fn is_raw(_: &str) -> bool {
        false
    }
}

/// The fast path: a vector refuses nothing, so that the compiler leaves no more than stores.
impl Out for Vec<u8> {
    #[expect(clippy::inline_always, reason = "a store, wherever it stands")]
    #[inline(always)]
    fn byte(&mut self, byte: u8) -> Result<(), Error> {
        self.push(byte);
        Ok(())
    }

    #[expect(clippy::inline_always, reason = "as `byte`")]
    #[inline(always)]
    fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.extend_from_slice(text);
        Ok(())
    }

    #[inline]
    fn string(&mut self, text: &str) -> Result<(), Error> {
        append_str(self, text)
    }
}

/// Begins a map with this byte instead of `{`.
struct BeginWith(u8);

impl Formatter for BeginWith {
    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(&[self.0])
    }
}
