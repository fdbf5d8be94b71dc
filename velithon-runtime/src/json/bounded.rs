use std::{io, marker::PhantomData};

use serde::ser::Error as _;
use serde_json::Error;

use super::{out::Out, strings::Strings};

/// Appends to a buffer, up to a length: more is refused before it is written.
pub(super) struct Bounded<'a, S> {
    pub(super) out: &'a mut Vec<u8>,
    end: usize,
    /// There would have been more.
    pub(super) beyond: bool,
    strings: PhantomData<S>,
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
