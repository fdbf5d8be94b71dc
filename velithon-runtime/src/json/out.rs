use std::io;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Error, ser::Formatter};

use super::text::append_str;

/// Where JSON text goes. What `serde_json` writes goes in as through any writer.
pub(super) trait Out: io::Write + Sized {
    fn byte(&mut self, byte: u8) -> Result<(), Error>;

    fn text(&mut self, text: &[u8]) -> Result<(), Error>;

    /// A string, in quotation marks.
    fn string(&mut self, text: &str) -> Result<(), Error>;

    /// The key of a map and its colon, after `before`.
    ///
    /// By `serde_json`, whose rules turn numbers and variants into strings and refuse the rest: as the first key of a map
    /// of its own, whose end is never written.
    fn key<T: Serialize + ?Sized>(&mut self, before: u8, key: &T) -> Result<(), Error> {
        let mut by = serde_json::Serializer::with_formatter(&mut *self, After(before));
        by.serialize_map(None)?.serialize_key(key)?;
        self.byte(b':')
    }

    /// Whether a struct of this name holds JSON text, besides those of `serde_json`.
    #[inline]
    fn is_raw(_: &str) -> bool {
        false
    }
}

/// What never refuses: the quick way, of which the compiler leaves no more than stores.
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

/// Writes this byte where a map begins.
struct After(u8);

impl Formatter for After {
    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(&[self.0])
    }
}
