use std::{io, marker::PhantomData, mem};

use serde::ser::Error as _;
use serde_json::Error;

use super::{out::Out, strings::Strings};

/// The first allocation: enough for a short document, which is then all that it costs.
const FIRST_CAPACITY: usize = 4 * 1024;

const REFUSED: &str = "nobody takes more of the text";

/// A document's text, in parts of a length that none exceeds. A part that is full is handed over when more comes.
///
/// So the end of the text is always here: were it handed over, a failure after it would go unseen.
pub(super) struct Parts<'a, S> {
    /// Full where its capacity is, which grows up to the limit: the test for room is the buffer's own.
    text: Vec<u8>,
    limit: usize,
    take: Take<'a>,
    refused: bool,
    strings: PhantomData<S>,
}

/// Takes a part, and tells whether the work is to go on.
///
/// One type, whoever takes them: so a document's type needs one serializer only.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Vec<u8>) -> bool;

impl<'a, S: Strings> Parts<'a, S> {
    pub(super) fn new(limit: usize, take: Take<'a>) -> Self {
        Self {
            text: Vec::new(),
            limit: limit.max(1),
            take,
            refused: false,
            strings: PhantomData,
        }
    }

    /// The last part; nothing where one was refused, whatever the value's `Serialize` made of that.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        (!self.refused).then_some(self.text)
    }

    /// The text, if it has room for so much more.
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
    fn append(&mut self, text: &[u8]) -> Result<(), Error> {
        if text.len() > self.room() {
            return self.fill(text);
        }
        self.text.extend_from_slice(text);
        Ok(())
    }

    /// Cuts what there is no room for where parts are full, so that a long string does not grow them.
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
        // Only now: `take` may wait with two parts, which are as many as may be alive.
        self.text.reserve_exact(self.limit);
        Ok(())
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
