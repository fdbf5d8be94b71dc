/// Cuts the buffer back to where an item began, unless it is forgotten.
pub(crate) struct ItemStart<'a> {
    at: usize,
    pub(crate) bytes: &'a mut Vec<u8>,
}

impl<'a> ItemStart<'a> {
    #[inline]
    pub(crate) fn new(bytes: &'a mut Vec<u8>) -> Self {
        Self { at: bytes.len(), bytes }
    }
}

impl Drop for ItemStart<'_> {
    fn drop(&mut self) {
        self.bytes.truncate(self.at);
    }
}
