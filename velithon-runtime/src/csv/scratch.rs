use super::key::Key;

/// Memory for text that has to be whole before it is written, kept from one item to the next.
#[derive(Default)]
pub(super) struct Scratch {
    /// What a value displays.
    pub(super) displayed: String,
    /// The key of the entry that is written.
    pub(super) key: Key,
}
