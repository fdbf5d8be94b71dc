use crate::json::Buffer;

/// Cuts the buffer back to where an item began, unless it is forgotten.
pub(crate) struct ItemStart<'a> {
    at: usize,
    pub(crate) text: &'a mut Buffer,
}

impl<'a> ItemStart<'a> {
    #[inline]
    pub(crate) fn new(text: &'a mut Buffer) -> Self {
        Self { at: text.len(), text }
    }
}

impl Drop for ItemStart<'_> {
    fn drop(&mut self) {
        self.text.truncate(self.at);
    }
}
