use std::{marker::PhantomData, mem};

use super::out::Out;

/// The first allocation: enough for a short document, which is then all that it costs.
const FIRST_CAPACITY: usize = 4096;

/// How much of a part is initialised at once, in bytes.
const AHEAD: usize = 1024;

/// Takes a part, and says how long the next one may be; nothing ends the work.
///
/// It is a trait object so that each document's `Serialize` is compiled once, whoever takes the parts.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Vec<u8>) -> Option<usize>;

/// How long the parts of a document are, and who takes them.
pub(super) struct Parts<'a> {
    limit: usize,
    take: Take<'a>,
    /// Whether a part was not taken.
    pub(super) refused: bool,
}

impl<'a> Parts<'a> {
    /// A first part of `limit` bytes, and at least of one.
    pub(super) fn new(limit: usize, take: Take<'a>) -> Self {
        Self {
            limit: limit.max(1),
            take,
            refused: false,
        }
    }
}

/// The part of a document's text that is being written. One that is full is handed over only when more text comes.
///
/// So the end of the text is never handed over before the value is known to be whole.
#[derive(Default)]
pub(super) struct Part<'a> {
    /// The text, and behind it room for more.
    bytes: Vec<u8>,
    filled: usize,
    of: PhantomData<Parts<'a>>,
}

impl Part<'_> {
    pub(super) fn into_text(mut self) -> Vec<u8> {
        self.bytes.truncate(self.filled);
        self.bytes
    }

    /// Makes room in a part that is not full: within its capacity, or in one that grows up to the limit.
    fn make_room(&mut self, more: usize, limit: usize) {
        if self.filled == self.bytes.capacity() {
            let least = FIRST_CAPACITY.max(2 * self.bytes.capacity());
            let capacity = self.filled.saturating_add(more).max(least).min(limit);
            self.bytes.reserve_exact(capacity - self.filled);
        }
        let end = self
            .filled
            .saturating_add(more.max(AHEAD))
            .min(self.bytes.capacity())
            .min(limit);
        self.bytes.resize(end, 0);
    }

    fn hand_over(&mut self, parts: &mut Parts<'_>) -> Option<()> {
        self.filled = 0;
        let Some(limit) = (parts.take)(mem::take(&mut self.bytes)) else {
            parts.refused = true;
            return None;
        };
        parts.limit = limit.max(1);
        // Not allocated before: `take` may wait while two parts are alive, and no third one may be.
        self.bytes.reserve_exact(parts.limit);
        Some(())
    }
}

impl<'a> Out for Part<'a> {
    type Overflow = Parts<'a>;

    #[inline]
    fn room(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.filled..).unwrap_or_default()
    }

    #[inline]
    fn advance(mut self, length: usize) -> Self {
        self.filled += length;
        self
    }

    /// Cuts the text where parts are full, so that a long string does not grow them.
    #[cold]
    #[inline(never)]
    fn overflow(mut self, parts: &mut Parts<'a>, mut text: &[u8]) -> Option<Self> {
        if parts.refused {
            return None;
        }
        loop {
            let room = self.room();
            let (now, later) = text.split_at(room.len().min(text.len()));
            room[..now.len()].copy_from_slice(now);
            self.filled += now.len();
            text = later;
            if text.is_empty() {
                return Some(self);
            }
            if self.filled < parts.limit {
                self.make_room(text.len(), parts.limit);
            } else {
                self.hand_over(parts)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_grows_is_moved_few_times() {
        const LIMIT: usize = 1 << 20;
        let mut take = |_| unreachable!("the part has room");
        let mut parts = Parts::new(LIMIT, &mut take);
        let mut part = Part::default();
        let mut capacities = Vec::new();
        for _ in 0..LIMIT / 16 {
            part = part.text(&mut parts, b"sixteen of them.").expect("there is room");
            capacities.push(part.bytes.capacity());
        }
        capacities.dedup();
        assert_eq!(
            capacities,
            [1, 2, 4, 8, 16, 32, 64, 128, 256].map(|factor| factor * FIRST_CAPACITY)
        );
    }
}
