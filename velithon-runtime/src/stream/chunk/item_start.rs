/// Cuts the buffer back to where an item began, unless it is forgotten.
pub(super) struct ItemStart<'a> {
    at: usize,
    pub(super) bytes: &'a mut Vec<u8>,
}

impl<'a> ItemStart<'a> {
    #[inline]
    pub(super) fn new(bytes: &'a mut Vec<u8>) -> Self {
        Self { at: bytes.len(), bytes }
    }
}

impl Drop for ItemStart<'_> {
    fn drop(&mut self) {
        self.bytes.truncate(self.at);
    }
}
