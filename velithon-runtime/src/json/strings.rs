use serde_json::Error;

use super::{bounded::Bounded, out::Out, parts::Parts};

/// How a serializer writes strings where its output is bounded or consists of parts.
pub(super) trait Strings: Sized {
    /// Writes a string, quotation marks included, within the bound of `out`.
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error>;

    /// Writes a string of a document, quotation marks included.
    fn write(out: &mut Parts<'_, Self>, text: &str) -> Result<(), Error>;

    /// Whether a struct of this name holds JSON text, as [`Out::is_raw`] asks.
    #[inline]
    fn is_raw(_: &str) -> bool {
        false
    }
}

impl<S: Strings> Out for Bounded<'_, S> {
    #[inline]
    fn byte(&mut self, byte: u8) -> Result<(), Error> {
        self.text(&[byte])
    }

    #[inline]
    fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.require_room(text.len())?;
        self.out.extend_from_slice(text);
        Ok(())
    }

    #[inline]
    fn string(&mut self, text: &str) -> Result<(), Error> {
        S::append(self, text)
    }

    #[inline]
    fn is_raw(name: &str) -> bool {
        S::is_raw(name)
    }
}

impl<S: Strings> Out for Parts<'_, S> {
    #[inline]
    fn byte(&mut self, byte: u8) -> Result<(), Error> {
        self.append(&[byte])
    }

    #[inline]
    fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.append(text)
    }

    #[inline]
    fn string(&mut self, text: &str) -> Result<(), Error> {
        S::write(self, text)
    }

    #[inline]
    fn is_raw(name: &str) -> bool {
        S::is_raw(name)
    }
}
