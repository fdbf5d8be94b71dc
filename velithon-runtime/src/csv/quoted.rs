use std::marker::PhantomData;

use serde_json::Error;

use super::line::Line;
use crate::json::{Direct, Out, Strings, append_contents, copy_plain};

/// The inside of a field in quotation marks, as an output of JSON text. It has no room of its own: all text comes by
/// [`overflow`](Out::overflow) to the line, which doubles the marks in it.
pub(super) struct Quoted<'a>(PhantomData<fn() -> Line<'a>>);

/// The serializer of JSON inside a field.
pub(super) type Json<'w, 'a> = Direct<'w, Quoted<'a>>;

impl<'a> Quoted<'a> {
    /// Begins a field of JSON.
    pub(super) fn begin<'w>(line: &'w mut Line<'a>) -> Result<Json<'w, 'a>, Error> {
        line.constant([b'"'])?;
        Ok(Direct::new(Self(PhantomData), line))
    }
}

impl<'a> Out for Quoted<'a> {
    type Overflow = Line<'a>;

    fn room(&mut self) -> &mut [u8] {
        &mut []
    }

    fn advance(self, _: usize) -> Self {
        self
    }

    fn overflow(self, line: &mut Line<'a>, text: &[u8]) -> Option<Self> {
        line.quoted(text).is_ok().then_some(self)
    }

    /// A line break could stand there, but tools that read line by line would take it for the end of a line.
    fn is_on_one_line(_: &Line<'a>) -> bool {
        true
    }
}

impl<'a> Strings for Quoted<'a> {
    fn string(self, line: &mut Line<'a>, text: &str) -> Result<Self, Error> {
        const MARK: [u8; 2] = *b"\"\"";
        line.constant(MARK)?;
        let out = if copy_plain(line.room(), text.as_bytes()) {
            line.advance(text.len());
            self
        } else {
            append_contents(self, line, text)?
        };
        line.constant(MARK)?;
        Ok(out)
    }
}
