use std::{io, marker::PhantomData};

use serde::{Serialize, ser::Error as _};
use serde_json::Error;

use super::{
    out::{Key, Out, VALUE, keep_key},
    text::{append_plain, is_plain},
};

/// Appends to a buffer, up to a length: more is refused before it is written.
pub(super) struct Bounded<'a, S> {
    pub(super) out: &'a mut Vec<u8>,
    end: usize,
    /// There would have been more.
    pub(super) beyond: bool,
    strings: PhantomData<S>,
}

/// By whom strings are written.
pub(super) trait Strings: Sized {
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error>;

    #[inline]
    fn is_raw(_: &str) -> bool {
        false
    }
}

/// By ourselves, or by `serde_json` where there is something to escape.
pub(super) struct Own;

impl Strings for Own {
    #[inline]
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return serde_json::to_writer(out, text);
        }
        out.has_room(text.len().saturating_add(2))?;
        append_plain(out.out, text);
        Ok(())
    }
}

impl<'a, S> Bounded<'a, S> {
    /// Room for `most` bytes.
    pub(super) fn new(out: &'a mut Vec<u8>, most: usize) -> Self {
        Self {
            end: out.len().saturating_add(most),
            out,
            beyond: false,
            strings: PhantomData,
        }
    }

    #[inline]
    pub(super) fn has_room(&mut self, more: usize) -> Result<(), Error> {
        if self.out.len().saturating_add(more) <= self.end {
            return Ok(());
        }
        self.beyond = true;
        Err(Error::custom("longer than allowed"))
    }
}

impl<S: Strings> Out for Bounded<'_, S> {
    #[inline]
    fn byte(&mut self, byte: u8) -> Result<(), Error> {
        self.text(&[byte])
    }

    #[inline]
    fn text(&mut self, text: &[u8]) -> Result<(), Error> {
        self.has_room(text.len())?;
        self.out.extend_from_slice(text);
        Ok(())
    }

    #[inline]
    fn string(&mut self, text: &str) -> Result<(), Error> {
        S::append(self, text)
    }

    fn key<T: Serialize + ?Sized>(&mut self, before: u8, key: &T) -> Result<(), Error> {
        let (start, end) = (self.out.len(), self.end);
        // What is cut off again does not count.
        self.end = end.saturating_add(VALUE.len());
        let written = serde_json::to_writer(&mut *self, &Key(key));
        self.end = end;
        written?;
        keep_key(self.out, start, before);
        Ok(())
    }

    #[inline]
    fn is_raw(name: &str) -> bool {
        S::is_raw(name)
    }
}

impl<S> io::Write for Bounded<'_, S> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.write_all(text).map(|()| text.len())
    }

    #[inline]
    fn write_all(&mut self, text: &[u8]) -> io::Result<()> {
        self.has_room(text.len()).map_err(|_| io::ErrorKind::StorageFull)?;
        self.out.extend_from_slice(text);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
