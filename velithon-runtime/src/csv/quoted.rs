use serde_json::Error;

use super::{line::Line, row::Row};
use crate::json::{Out, Strings, append_contents, copy_plain};

/// The inside of a field in quotation marks, as an output of JSON text. It has no room of its own: all text comes by
/// [`overflow`](Out::overflow), which doubles the marks in it.
pub(super) struct Quoted<'a>(pub(super) Line<'a>);

impl<'a> Out for Quoted<'a> {
    type Overflow = Row<'a>;

    fn room(&mut self) -> &mut [u8] {
        &mut []
    }

    fn advance(self, _: usize) -> Self {
        self
    }

    fn overflow(self, row: &mut Row<'a>, text: &[u8]) -> Option<Self> {
        self.0.quoted(row, text).ok().map(Self)
    }

    /// A line break could stand there, but tools that read line by line would take it for the end of a line.
    fn is_on_one_line(_: &Row<'a>) -> bool {
        true
    }
}

impl<'a> Strings for Quoted<'a> {
    fn string(self, row: &mut Row<'a>, text: &str) -> Result<Self, Error> {
        const MARK: [u8; 2] = *b"\"\"";
        let mut line = self.0.constant(row, MARK)?;
        if copy_plain(line.room(), text.as_bytes()) {
            line = line.advance(text.len());
        } else {
            line = append_contents(Self(line), row, text)?.0;
        }
        line.constant(row, MARK).map(Self)
    }
}
