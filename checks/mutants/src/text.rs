//! A source's text, by the lines and columns of others.

use std::ops::Range;

use proc_macro2::LineColumn;
use serde::Deserialize;

/// A place as cargo-mutants has it: lines and columns are counted from 1, columns in characters.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Span {
    start: Position,
    end: Position,
}

#[derive(Clone, Copy, Deserialize)]
struct Position {
    line: usize,
    column: usize,
}

pub(crate) struct Text<'s> {
    source: &'s str,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'s> Text<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        let ends = source.match_indices('\n').map(|(end, _)| end + 1);
        Self {
            source,
            lines: [0].into_iter().chain(ends).collect(),
        }
    }

    pub(crate) fn get(&self, range: Range<usize>) -> &'s str {
        &self.source[range]
    }

    /// The bytes of a place.
    pub(crate) fn range(&self, Span { start, end }: Span) -> Range<usize> {
        self.offset(start.line, start.column - 1)..self.offset(end.line, end.column - 1)
    }

    /// The bytes of what was parsed, whose columns are counted from 0.
    pub(crate) fn parsed(&self, span: proc_macro2::Span) -> Range<usize> {
        let offset = |at: LineColumn| self.offset(at.line, at.column);
        offset(span.start())..offset(span.end())
    }

    fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.lines[line - 1];
        let rest = &self.source[start..];
        start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    }

    #[cfg(test)]
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let position = |at: usize| {
            let line = self.lines.partition_point(|start| *start <= at);
            let column = self.source[self.lines[line - 1]..at].chars().count() + 1;
            Position { line, column }
        };
        Span {
            start: position(range.start),
            end: position(range.end),
        }
    }
}
