use std::{io, marker::PhantomData, mem};

use serde::ser::Error as _;
use serde_json::Error;

/// The first allocation: enough for a short document, which is then all that it costs.
const FIRST_CAPACITY: usize = 4 * 1024;

const REFUSED: &str = "nobody takes more of the text";

/// A document's text, in parts of `limit` bytes. A full part is handed over only when more text comes.
///
/// So the end of the text is never handed over before the value is known to be whole.
pub(super) struct Parts<'a, S> {
    /// The part in hand. Its capacity grows up to the limit, so that testing for room is comparing with the capacity.
    text: Vec<u8>,
    limit: usize,
    take: Take<'a>,
    refused: bool,
    strings: PhantomData<S>,
}

/// Takes a part; `false` ends the work.
///
/// It is a trait object so that each document's `Serialize` is compiled once, whoever takes the parts.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Vec<u8>) -> bool;

impl<'a, S> Parts<'a, S> {
    pub(super) fn new(limit: usize, take: Take<'a>) -> Self {
        Self {
            text: Vec::new(),
            limit: limit.max(1),
            take,
            refused: false,
            strings: PhantomData,
        }
    }

    /// The last part; `None` where a part was refused, even if the value's `Serialize` ignored that.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        (!self.refused).then_some(self.text)
    }

    /// The part in hand, if it has room for `more` bytes.
    #[inline]
    pub(super) fn with_room(&mut self, more: usize) -> Option<&mut Vec<u8>> {
        (more <= self.room()).then_some(&mut self.text)
    }
}

impl<S> Parts<'_, S> {
    #[inline]
    fn room(&self) -> usize {
        self.text.capacity() - self.text.len()
    }

    #[inline]
    pub(super) fn append(&mut self, text: &[u8]) -> Result<(), Error> {
        if text.len() > self.room() {
            return self.fill(text);
        }
        self.text.extend_from_slice(text);
        Ok(())
    }

    /// Appends what the part in hand has no room for: grows it up to the limit, then cuts the text where parts are full.
    #[cold]
    #[inline(never)]
    fn fill(&mut self, mut text: &[u8]) -> Result<(), Error> {
        if self.refused {
            return Err(Error::custom(REFUSED));
        }
        self.grow(text.len());
        while text.len() > self.room() {
            let (now, rest) = text.split_at(self.room());
            self.text.extend_from_slice(now);
            text = rest;
            self.hand_over()?;
        }
        self.text.extend_from_slice(text);
        Ok(())
    }

    fn grow(&mut self, more: usize) {
        let least = FIRST_CAPACITY.max(2 * self.text.capacity());
        let capacity = self.text.len().saturating_add(more).max(least).min(self.limit);
        self.text.reserve_exact(capacity.saturating_sub(self.text.len()));
    }

    fn hand_over(&mut self) -> Result<(), Error> {
        if !(self.take)(mem::take(&mut self.text)) {
            self.refused = true;
            return Err(Error::custom(REFUSED));
        }
        // Not allocated before: `take` may wait while two parts are alive, and no third one may be.
        self.text.reserve_exact(self.limit);
        Ok(())
    }
}

impl<S> io::Write for Parts<'_, S> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.write_all(text).map(|()| text.len())
    }

    #[inline]
    fn write_all(&mut self, text: &[u8]) -> io::Result<()> {
        self.append(text).map_err(|_| io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
