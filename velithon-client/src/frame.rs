//! Finds rows and records in the bytes of a body, without parsing the rows. No input or output happens here.

mod beside;
mod error;
mod events;
mod found;
mod input;
mod json;
mod lines;
mod record;
mod scan;

use bytes::Bytes;

pub(crate) use beside::Members;
pub(crate) use error::FrameError;
pub(crate) use record::Record;

use self::{
    events::Events,
    found::Found,
    input::{Input, Span},
    json::Json,
    lines::Lines,
};
use crate::format::Format;

/// What the framing found next.
#[derive(Debug)]
pub(crate) enum Frame<'a> {
    /// The JSON text of one row.
    Item(&'a [u8]),
    /// What the server says about the body itself.
    Record(Box<Record>),
    /// The JSON text of the body is complete.
    Closed,
    /// Nothing more is known before the next chunk.
    NeedsMore,
}

/// The framing of one body.
pub(crate) struct Frames {
    input: Input,
    syntax: Syntax,
    /// How much of the text ahead is likely to hold an item.
    window: usize,
    /// How many bytes come before the item in the text ahead.
    gap: usize,
}

/// As many bytes of the text ahead are looked at, at least: that costs less than to parse an item in vain.
const WINDOW: usize = 64;

/// The window behind an item of this length: twice as long, and not much shorter than before.
fn wider(window: usize, length: usize) -> usize {
    WINDOW.max(length.saturating_mul(2)).max(window - window / 8)
}

enum Syntax {
    Json(Json),
    Lines(Lines),
    Events(Events),
}

impl Frames {
    /// `list` names the member of an object that holds the rows, or is a pointer to it; unless it is given, that is the only list.
    pub(crate) fn new(format: Format, list: Option<&str>, max_item: usize) -> Self {
        let syntax = match format {
            Format::Json => Syntax::Json(Json::new(list)),
            Format::Lines => Syntax::Lines(Lines::default()),
            Format::Events => Syntax::Events(Events::default()),
        };
        Self {
            input: Input::new(max_item),
            syntax,
            window: WINDOW,
            gap: 0,
        }
    }

    /// Takes the next chunk of the body. Only after [`Frame::NeedsMore`]: what is left of the chunk before is gone.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.input.push(chunk);
    }

    /// The next row or record.
    pub(crate) fn next(&mut self) -> Result<Frame<'_>, FrameError> {
        self.input.forget_item();
        let found = match &mut self.syntax {
            Syntax::Json(json) => json.next(&mut self.input),
            Syntax::Lines(lines) => lines.next(&mut self.input),
            Syntax::Events(events) => events.next(&mut self.input),
        }?;
        if let Found::Item(span) = &found {
            self.window = wider(self.window, self.input.text(span).len());
        }
        Ok(match found {
            Found::Item(Span::Held) => match &self.syntax {
                Syntax::Events(events) => Frame::Item(events.data()),
                _ => Frame::Item(self.input.carried()),
            },
            Found::Item(span) => Frame::Item(self.input.text(&span)),
            Found::Record(record) => Frame::Record(record),
            Found::Closed => Frame::Closed,
            Found::NeedsMore => Frame::NeedsMore,
        })
    }

    /// The text from the next item of an array on, as much of it as is likely to hold the item: for a parser, which finds the
    /// item's end by itself. Nothing where only [`next`](Self::next) knows what comes.
    pub(crate) fn ahead(&mut self) -> Option<&str> {
        let Syntax::Json(json) = &self.syntax else {
            return None;
        };
        self.input.forget_item();
        self.gap = json.gap_before_item(self.input.rest())?;
        let rest = &self.input.rest()[self.gap..];
        let window = &rest[..rest.len().min(self.window)];
        match str::from_utf8(window) {
            Ok(text) => Some(text),
            // The window may end within a character.
            Err(error) => str::from_utf8(&window[..error.valid_up_to()]).ok(),
        }
    }

    /// Goes past the item at the front of what [`ahead`](Self::ahead) has told, which has so many bytes.
    pub(crate) fn pass(&mut self, length: usize) {
        self.input.skip(self.gap + length);
        self.window = wider(self.window, length);
    }

    pub(crate) fn max_item(&self) -> usize {
        self.input.limit()
    }

    /// What the end of a body that came whole completes: a last line without a line break. A number may be the beginning of a
    /// longer one, unless the length of the body was known.
    pub(crate) fn finish(&mut self, has_length: bool) -> Result<Frame<'_>, FrameError> {
        let is_number = |text: &[u8]| matches!(text.trim_ascii().first(), Some(b'-' | b'0'..=b'9'));
        let may_be_more = !has_length && is_number(self.input.carried());
        if matches!(self.syntax, Syntax::Lines(_)) && self.has_begun_text() && !may_be_more {
            self.push(Bytes::from_static(b"\n"));
            return self.next();
        }
        Ok(Frame::NeedsMore)
    }

    /// Whether the body ended within a line or an event.
    pub(crate) fn has_begun_text(&self) -> bool {
        match &self.syntax {
            Syntax::Events(events) => events.has_begun(&self.input),
            _ => !self.input.carried().trim_ascii().is_empty(),
        }
    }

    /// Whether the body is an array by itself, rather than an object with a list in it. Known with the first item.
    pub(crate) fn is_bare_array(&self) -> bool {
        matches!(&self.syntax, Syntax::Json(json) if json.is_bare_array())
    }

    /// What a body that is an object says beside its list.
    pub(crate) fn take_members(&mut self) -> Members {
        match &mut self.syntax {
            Syntax::Json(json) => json.take_members(),
            _ => Members::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(text: &str) -> Frames {
        let mut frames = Frames::new(Format::Json, None, usize::MAX);
        frames.push(Bytes::copy_from_slice(text.as_bytes()));
        frames
    }

    #[test]
    fn the_text_ahead_begins_with_the_next_item() {
        let mut frames = frames(r#"["a", {"b":1},["c"],4]"#);
        assert_eq!(frames.ahead(), None, "the framing has not seen the list");
        assert!(matches!(frames.next(), Ok(Frame::Item(b"\"a\""))));
        assert_eq!(frames.ahead(), Some(r#"{"b":1},["c"],4]"#));
        frames.pass(7);
        assert_eq!(frames.ahead(), Some(r#"["c"],4]"#));
        frames.pass(5);
        assert_eq!(frames.ahead(), None, "a number may go on in the next chunk");
        assert!(matches!(frames.next(), Ok(Frame::Item(b"4"))));
    }

    /// Whether the framing finds the only item of a text that comes in chunks, or finds it too long.
    fn finds(format: Format, text: &str, chunk: usize, max_item: usize) -> bool {
        let mut frames = Frames::new(format, None, max_item);
        for chunk in text.as_bytes().chunks(chunk) {
            frames.push(Bytes::copy_from_slice(chunk));
            match frames.next() {
                Ok(Frame::NeedsMore) => {}
                Ok(Frame::Item(_)) => return true,
                Err(FrameError::TooLarge(_)) => return false,
                other => panic!("{other:?}"),
            }
        }
        panic!("the item is whole");
    }

    #[test]
    fn an_item_may_be_as_long_as_the_bound() {
        for (format, text, length) in [
            (Format::Json, "[\"abcd\"]", 6),
            (Format::Lines, "\"abcd\"\n", 6),
            // Longer than any line of it.
            (Format::Events, "data:abc\ndata:abc\ndata:abc\n\n", 11),
        ] {
            for chunk in [1, text.len()] {
                assert!(finds(format, text, chunk, length), "{text:?} by {chunk}");
                assert!(!finds(format, text, chunk, length - 1), "{text:?} by {chunk}");
            }
        }
    }

    #[test]
    fn the_window_is_twice_an_item_and_shrinks_slowly() {
        for (window, length, expected) in [
            (WINDOW, 0, WINDOW),
            (WINDOW, 32, WINDOW),
            (WINDOW, 33, 66),
            (800, 10, 700),
            (800, 400, 800),
            (WINDOW, usize::MAX, usize::MAX),
        ] {
            assert_eq!(wider(window, length), expected, "{length} bytes behind {window}");
        }
        let long = "x".repeat(198);
        let mut frames = frames(&format!(r#"["{long}","{long}","{long}","{long}"]"#));
        assert!(matches!(frames.next(), Ok(Frame::Item(_))));
        assert_eq!(frames.ahead().map(str::len), Some(400));
        frames.pass(200);
        assert_eq!(frames.ahead().map(str::len), Some(400));
    }
}
