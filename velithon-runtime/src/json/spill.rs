use std::mem;

use super::out::Out;

/// Takes what there is no room for in a slice. From its first byte on, all that follows goes there.
///
/// So a value is visited once, however long its text is: its `Serialize` may have effects.
pub(crate) struct Spill {
    beyond: Option<Box<Beyond>>,
    /// How many bytes more than the slice has may be written.
    most: usize,
    is_on_one_line: bool,
    /// Whether something was refused.
    pub(super) exceeded: bool,
}

/// The text that there was no room for.
pub(super) struct Beyond {
    pub(super) text: Vec<u8>,
    /// How many bytes of the slice were left when the text went beyond it.
    pub(super) unused: usize,
}

impl Spill {
    #[inline]
    pub(super) fn new(most: usize, is_on_one_line: bool) -> Self {
        Self {
            beyond: None,
            most,
            is_on_one_line,
            exceeded: false,
        }
    }

    /// Refuses the value, as longer than allowed.
    #[cfg(feature = "csv")]
    pub(crate) fn refuse(&mut self) {
        self.exceeded = true;
    }

    /// How much is written, into a slice of this length of which so much is left, and beyond it.
    pub(super) fn written(&self, length: usize, rest: usize) -> usize {
        match &self.beyond {
            None => length - rest,
            Some(beyond) => length - beyond.unused + beyond.text.len(),
        }
    }

    #[inline]
    pub(super) fn into_beyond(self) -> Option<Box<Beyond>> {
        self.beyond
    }
}

impl Out for &mut [u8] {
    type Overflow = Spill;

    #[inline]
    fn room(&mut self) -> &mut [u8] {
        self
    }

    #[inline]
    fn advance(mut self, length: usize) -> Self {
        mem::take(&mut self).get_mut(length..).unwrap_or_default()
    }

    #[cold]
    #[inline(never)]
    fn overflow(self, spill: &mut Spill, text: &[u8]) -> Option<Self> {
        let unused = self.len();
        let beyond = spill.beyond.get_or_insert_with(|| {
            let text = Vec::new();
            Box::new(Beyond { text, unused })
        });
        if beyond.text.len().saturating_add(text.len()) > spill.most.saturating_add(beyond.unused) {
            spill.exceeded = true;
            return None;
        }
        beyond.text.extend_from_slice(text);
        Some(&mut [])
    }

    #[inline]
    fn is_on_one_line(spill: &Spill) -> bool {
        spill.is_on_one_line
    }
}
