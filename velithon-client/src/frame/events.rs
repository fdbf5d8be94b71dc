use memchr::memchr2;

use super::{
    error::FrameError,
    found::Found,
    input::{Input, Span},
    record::Record,
};

/// Server-sent events, as HTML's section 9.2 reads them: fields of lines, and an empty line ends an event.
#[derive(Default)]
pub(super) struct Events {
    data: Vec<u8>,
    data_is: DataIs,
    name: Vec<u8>,
    id: Option<String>,
    /// The id of the event whose data was handed out last.
    mark: Option<String>,
    is_past_start: bool,
    /// A line ended with a carriage return: a line feed that follows belongs to it.
    skips_line_feed: bool,
}

/// What the data of the current event is.
#[derive(Default, PartialEq)]
enum DataIs {
    /// None has come.
    #[default]
    Missing,
    Begun,
    /// It belongs to the event that was found last.
    HandedOut,
}

impl Events {
    pub(super) fn next(&mut self, input: &mut Input) -> Result<Found, FrameError> {
        if let Some(after) = self.mark.take() {
            return Ok(Found::Record(Box::new(Record::Mark { count: None, after })));
        }
        if self.data_is == DataIs::HandedOut {
            self.clear();
        }
        loop {
            if self.skips_line_feed && !input.rest().is_empty() {
                self.skips_line_feed = false;
                if input.rest().first() == Some(&b'\n') {
                    input.skip(1);
                }
            }
            let Some(end) = memchr2(b'\n', b'\r', input.rest()) else {
                input.keep_rest()?;
                return Ok(Found::NeedsMore);
            };
            if let Some(found) = self.whole_event(input, end)? {
                return Ok(found);
            }
            self.skips_line_feed = input.rest().get(end) == Some(&b'\r');
            let line = input.take(end)?;
            input.skip(1);
            let found = self.line(input.text(&line), input.limit())?;
            input.forget_item();
            if let Some(found) = found {
                return Ok(found);
            }
        }
    }

    /// The event that the line up to `end` is alone, with the empty line behind it in the same chunk, as almost all are: its
    /// data is not copied.
    fn whole_event(&mut self, input: &mut Input, end: usize) -> Result<Option<Found>, FrameError> {
        let rest = input.rest();
        let is_alone = self.data_is == DataIs::Missing && input.carried().is_empty() && self.name != b"end";
        if !is_alone || rest.get(end..end + 2) != Some(b"\n\n") {
            return Ok(None);
        }
        let line = &rest[..end];
        let Some(data) = line.strip_prefix(b"data:") else {
            return Ok(None);
        };
        let data = data.strip_prefix(b" ").unwrap_or(data);
        let (field, length) = (line.len() - data.len(), data.len());
        let record = self.record(data)?;
        input.skip(field);
        let span = input.take(length)?;
        input.skip(2);
        self.is_past_start = true;
        self.name.clear();
        let id = self.id.take().filter(|id| !id.is_empty());
        if let Some(record) = record {
            return Ok(Some(Found::Record(record)));
        }
        self.mark = id;
        Ok(Some(Found::Item(span)))
    }

    /// The record that an event's data is. Only the events named so are about the stream: a row that looks like a record is a
    /// row.
    fn record(&self, data: &[u8]) -> Result<Option<Box<Record>>, FrameError> {
        match &*self.name {
            b"end" | b"$error" => Record::read(data.trim_ascii()),
            _ => Ok(None),
        }
    }

    /// The data of the event that was found last.
    pub(super) fn data(&self) -> &[u8] {
        &self.data
    }

    /// Whether something of an event has come that is not complete.
    pub(super) fn has_begun(&self, input: &Input) -> bool {
        let has_field = self.data_is == DataIs::Begun || !self.name.is_empty() || self.id.is_some();
        has_field || !input.carried().is_empty()
    }

    fn line(&mut self, mut line: &[u8], limit: usize) -> Result<Option<Found>, FrameError> {
        if !self.is_past_start {
            self.is_past_start = true;
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = memchr::memchr(b':', line).unwrap_or(line.len());
        let (name, value) = line.split_at(colon);
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                if self.data_is == DataIs::Begun {
                    self.data.push(b'\n');
                }
                self.data_is = DataIs::Begun;
                if self.data.len().saturating_add(value.len()) > limit {
                    return Err(FrameError::TooLarge(limit));
                }
                self.data.extend_from_slice(value);
            }
            b"event" => value.clone_into(&mut self.name),
            b"id" if !value.contains(&0) => self.id = std::str::from_utf8(value).ok().map(str::to_owned),
            b"retry" => {
                let wait = std::str::from_utf8(value).ok().and_then(|wait| wait.parse().ok());
                return Ok(wait.map(|wait| Found::Record(Box::new(Record::Retry(wait)))));
            }
            // Comments have an empty name; others are not for us.
            _ => {}
        }
        Ok(None)
    }

    /// What an empty line makes of the fields before it.
    fn dispatch(&mut self) -> Result<Option<Found>, FrameError> {
        let id = self.id.take().filter(|id| !id.is_empty());
        // A browser would not hear of an end without data, but it is meant.
        if self.data_is == DataIs::Missing && self.name != b"end" {
            self.clear();
            return Ok(None);
        }
        self.data_is = DataIs::HandedOut;
        let record = self.record(&self.data)?;
        if self.name == b"end" {
            let mut end = record.unwrap_or_else(|| {
                Box::new(Record::End {
                    count: None,
                    is_complete: true,
                    after: None,
                })
            });
            if let Record::End {
                after: after @ None, ..
            } = &mut *end
            {
                *after = id;
            }
            return Ok(Some(Found::Record(end)));
        }
        if let Some(record) = record {
            return Ok(Some(Found::Record(record)));
        }
        self.mark = id;
        Ok(Some(Found::Item(Span::Held)))
    }

    fn clear(&mut self) {
        self.data.clear();
        self.data_is = DataIs::Missing;
        self.name.clear();
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    /// The next event's data where it stands in the chunk, and nothing where it was copied.
    fn in_chunk(events: &mut Events, input: &mut Input) -> Option<String> {
        match events.next(input) {
            Ok(Found::Item(span @ Span::Chunk(_))) => Some(String::from_utf8_lossy(input.text(&span)).into_owned()),
            Ok(Found::Item(Span::Held)) => None,
            _ => panic!("there is an event"),
        }
    }

    #[test]
    fn the_data_of_an_event_that_is_one_line_is_not_copied() {
        let (mut events, mut input) = (Events::default(), Input::new(100));
        input.push(Bytes::from_static(
            b"data: 1\n\ndata:2\n\ndata: 3\nid: x\n\ndata: 4\n\n",
        ));
        let is_in_chunk = [Some("1"), Some("2"), None].map(|data| data.map(str::to_owned));
        assert_eq!([(); 3].map(|()| in_chunk(&mut events, &mut input)), is_in_chunk);
        assert!(
            matches!(events.next(&mut input), Ok(Found::Record(_))),
            "the id is a mark"
        );
        assert_eq!(in_chunk(&mut events, &mut input).as_deref(), Some("4"));
    }
}
