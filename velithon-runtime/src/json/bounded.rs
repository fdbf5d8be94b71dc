use std::{io, marker::PhantomData};

use serde::ser::Error as _;
use serde_json::Error;

/// Appends to a buffer up to a length, and refuses what goes beyond it before writing it.
pub(super) struct Bounded<'a, S> {
    pub(super) out: &'a mut Vec<u8>,
    end: usize,
    /// Whether something was refused.
    pub(super) exceeded: bool,
    strings: PhantomData<S>,
}

impl<'a, S> Bounded<'a, S> {
    /// Appends at most `most` bytes to `out`.
    pub(super) fn new(out: &'a mut Vec<u8>, most: usize) -> Self {
        Self {
            end: out.len().saturating_add(most),
            out,
            exceeded: false,
            strings: PhantomData,
        }
    }

    /// Fails where `more` bytes would go beyond the bound, and remembers it.
    #[inline]
    pub(super) fn require_room(&mut self, more: usize) -> Result<(), Error> {
        if self.out.len().saturating_add(more) <= self.end {
            return Ok(());
        }
        self.exceeded = true;
        Err(Error::custom("longer than allowed"))
    }
}

impl<S> io::Write for Bounded<'_, S> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.write_all(text).map(|()| text.len())
    }

    #[inline]
    fn write_all(&mut self, text: &[u8]) -> io::Result<()> {
        self.require_room(text.len()).map_err(|_| io::ErrorKind::StorageFull)?;
        self.out.extend_from_slice(text);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
