use crate::json::Buffer;

/// Cuts the buffer back to where an item began when it is dropped. Whoever has written a whole item forgets it.
pub(crate) struct ItemStart<'a> {
    at: usize,
    pub(crate) bytes: &'a mut Buffer,
}

impl<'a> ItemStart<'a> {
    #[inline]
    pub(crate) fn new(bytes: &'a mut Buffer) -> Self {
        Self { at: bytes.len(), bytes }
    }
}

impl Drop for ItemStart<'_> {
    fn drop(&mut self) {
        self.bytes.truncate(self.at);
    }
}
