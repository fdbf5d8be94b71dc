use super::out::Out;

/// Our serializer: writes JSON text as the value is visited, straight into its output.
///
/// With `RAW`, the value is a string that holds JSON text.
pub(crate) struct Direct<'o, O: Out, const RAW: bool = false> {
    pub(super) out: O,
    pub(super) overflow: &'o mut O::Overflow,
}

impl<'o, O: Out> Direct<'o, O> {
    #[inline]
    pub(crate) fn new(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self { out, overflow }
    }
}
