use crate::stream::sink::state::State;

/// A part of the text, which is a chunk of its own.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) text: Vec<u8>,
    /// How many items there have been so far.
    pub(crate) items: u64,
    /// The response is to start even without text.
    pub(crate) commit: bool,
}

impl Part {
    pub(crate) fn take(state: &mut State) -> Self {
        let (text, items) = state.chunk.take_part();
        Self {
            text,
            items,
            commit: false,
        }
    }
}
