use serde::Serialize;

use super::{disconnected::Disconnected, part::Part, sink::BlockingSink};
use crate::{
    json::{self, Refused},
    stream::{chunk::parts::part_limit, failure::Failure},
};

impl BlockingSink {
    /// Writes one value as the whole text. Its last part stays in the chunk until the work has ended.
    ///
    /// The serializer writes into a buffer of its own and not into the sink's state, which would have to be borrowed for each
    /// of its small pieces.
    pub(crate) fn write_document<T: Serialize>(&self, value: &T) {
        let (limit, serializer) = match self.state() {
            Ok(mut state) => {
                state.document = true;
                (state.chunk.limit(), state.chunk.rules().by)
            }
            Err(Disconnected) => return,
        };
        let mut send = |text| {
            let part = Part {
                text,
                ..Part::default()
            };
            self.send(part).ok().map(|()| part_limit(limit))
        };
        match json::write(value, serializer, limit, &mut send) {
            Ok(last) => {
                if let Ok(mut state) = self.state() {
                    state.chunk.put(last, 0);
                }
            }
            Err(Refused::Failed(error)) => self.fail_without_last(Failure::Serialize(error)),
            Err(Refused::TooLong) => {}
        }
    }
}
