use serde::Serialize;

use super::{disconnected::Disconnected, part::Part, sink::BlockingSink};
use crate::{
    json::{self, Refused},
    stream::failure::Failure,
};

impl BlockingSink {
    /// Writes one value as the whole text. Its last part is left for the end of the work.
    ///
    /// The text is not kept in the response's state, which would be looked up for each of its small pieces.
    pub(crate) fn write_document<T: Serialize>(&self, value: &T) {
        let limit = match self.state() {
            Ok(mut state) => {
                state.document = true;
                state.chunk.limit()
            }
            Err(Disconnected) => return,
        };
        let mut take = |text| {
            let part = Part {
                text,
                ..Part::default()
            };
            self.give(part).is_ok()
        };
        match json::write(value, self.response().serializer(), limit, &mut take) {
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
