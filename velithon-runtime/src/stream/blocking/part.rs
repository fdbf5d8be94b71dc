use crate::stream::sink::state::SinkState;

/// Text that a thread hands over, which becomes a chunk of its own.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) text: Vec<u8>,
    /// How many items the response has had up to the end of this part.
    pub(crate) items: u64,
    /// The response is to start even without text.
    pub(crate) commit: bool,
}

impl Part {
    pub(crate) fn take(state: &mut SinkState) -> Self {
        let (text, items) = state.chunk.take_part();
        Self {
            text,
            items,
            commit: false,
        }
    }
}
