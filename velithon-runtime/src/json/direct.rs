use serde::Serialize;
use serde_json::Error;

use super::out::Out;

/// Our serializer: writes JSON text as the value is visited, straight into its output.
pub(super) struct Direct<'a, O> {
    pub(super) out: &'a mut O,
    /// The value is a string that holds JSON text, which is written as it stands.
    pub(super) raw: bool,
}

impl<'a, O: Out> Direct<'a, O> {
    #[inline]
    pub(super) fn new(out: &'a mut O) -> Self {
        Self { out, raw: false }
    }

    pub(super) fn by_serde_json<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        serde_json::to_writer(self.out, value)
    }
}
