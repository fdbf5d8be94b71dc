use std::marker::PhantomData;

use super::row::Row;
use crate::json::{Out, Strings};

/// The inside of a field in quotation marks, as an output of JSON text: it has no room of its own, so that all text comes by
/// [`overflow`](Out::overflow).
pub(super) struct Quoted<'a>(PhantomData<Row<'a>>);

impl Quoted<'_> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'a> Out for Quoted<'a> {
    type Overflow = Row<'a>;

    fn room(&mut self) -> &mut [u8] {
        &mut []
    }

    fn advance(self, _: usize) -> Self {
        self
    }

    fn overflow(self, row: &mut Row<'a>, text: &[u8]) -> Option<Self> {
        row.quoted(text).ok()?;
        Some(self)
    }

    /// A line break could stand there, but tools that read line by line would take it for the end of a line.
    fn is_on_one_line(_: &Row<'a>) -> bool {
        true
    }
}

impl Strings for Quoted<'_> {}
