use memchr::memchr;

use super::{error::FrameError, found::Found, input::Input, record::Record};

/// One JSON text a line. Empty lines are skipped: some servers keep a connection open by them.
#[derive(Default)]
pub(super) struct Lines {
    is_past_start: bool,
    is_ended: bool,
}

impl Lines {
    pub(super) fn next(&mut self, input: &mut Input) -> Result<Found, FrameError> {
        loop {
            let Some(end) = memchr(b'\n', input.rest()) else {
                input.keep_rest()?;
                return Ok(Found::NeedsMore);
            };
            let mut line = input.take(end)?;
            input.skip(1);
            if !self.is_past_start {
                self.is_past_start = true;
                line = input.without_prefix(line, "\u{feff}".as_bytes());
            }
            let text = input.text(&line).trim_ascii();
            if text.is_empty() {
                input.forget_item();
                continue;
            }
            if self.is_ended {
                return Err(FrameError::Malformed("something behind the record of the end"));
            }
            let record = Record::read(text)?;
            self.is_ended = matches!(record.as_deref(), Some(Record::End { .. }));
            return Ok(record.map_or(Found::Item(line), Found::Record));
        }
    }
}
