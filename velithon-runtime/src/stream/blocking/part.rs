use crate::stream::state::State;

/// A part of the text, which is a chunk of its own.
#[derive(Default)]
pub(super) struct Part {
    pub(super) text: Vec<u8>,
    /// How many items there have been so far.
    pub(super) items: u64,
    /// The response is to start even without text.
    pub(super) commit: bool,
}

impl Part {
    pub(super) fn take(state: &mut State) -> Self {
        let (text, items) = state.chunk.take_part();
        Self {
            text,
            items,
            commit: false,
        }
    }
}
