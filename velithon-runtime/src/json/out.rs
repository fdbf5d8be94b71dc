use std::io;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Error;

use super::text::append_str;

/// Where JSON text goes. What `serde_json` writes goes in as through any writer.
pub(super) trait Out: io::Write {
    fn byte(&mut self, byte: u8) -> Result<(), Error>;

    fn text(&mut self, text: &[u8]) -> Result<(), Error>;

    /// A string, in quotation marks.
    fn string(&mut self, text: &str) -> Result<(), Error>;

    /// The key of a map and its colon, after `before`.
    ///
    /// By `serde_json`, whose rules turn numbers and variants into strings and refuse the rest: as the key of a map of
    /// its own, of which only the key is kept.
    fn key<T: Serialize + ?Sized>(&mut self, before: u8, key: &T) -> Result<(), Error>;

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

    fn key<T: Serialize + ?Sized>(&mut self, before: u8, key: &T) -> Result<(), Error> {
        let start = self.len();
        serde_json::to_writer(&mut *self, &Key(key))?;
        keep_key(self, start, before);
        Ok(())
    }
}

/// What follows the colon of a [`Key`].
pub(super) const VALUE: &[u8] = b"null}";

/// A map of this key to `null`.
pub(super) struct Key<'a, T: ?Sized>(pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for Key<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &())?;
        map.end()
    }
}

/// Cuts the text of a [`Key`] at `start` down to its key.
pub(super) fn keep_key(out: &mut Vec<u8>, start: usize, before: u8) {
    out.truncate(out.len() - VALUE.len());
    out[start] = before;
}
