use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::Value;

/// Finds the rows in JSON text as it grows, each byte looked at once: the elements of the text itself, or of a list that is a
/// member of an object.
#[derive(Debug)]
pub(super) struct ListScanner {
    /// The name of the list, unless it is `items`, or else the first.
    items: Option<String>,
    scanned: usize,
    /// How many brackets are open.
    depth: usize,
    /// Where a string begins that has not ended, and whether a backslash is before the next byte.
    string: Option<usize>,
    is_escaped: bool,
    /// The last string that was directly within an object that is the text: the name of the member that comes.
    name: Range<usize>,
    /// How many brackets are open directly within the list, while that is open.
    list: Option<usize>,
    found: Found,
    /// Where a row begins that has not ended.
    row: Option<usize>,
    rows: Vec<Range<usize>>,
}

/// Which list the rows are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    None,
    /// One of any name: another one may be called as it should be.
    First,
    Named,
}

impl ListScanner {
    pub(super) fn new(items: Option<&str>) -> Self {
        Self {
            items: items.map(str::to_owned),
            scanned: 0,
            depth: 0,
            string: None,
            is_escaped: false,
            name: 0..0,
            list: None,
            found: Found::None,
            row: None,
            rows: Vec::new(),
        }
    }

    /// How many rows there are in the text so far.
    pub(super) fn rows(&mut self, text: &[u8]) -> usize {
        self.scan(text);
        self.rows.len() + usize::from(self.number_at_the_end(text).is_some())
    }

    /// The rows in the text so far.
    pub(super) fn values(&mut self, text: &[u8]) -> Vec<Value> {
        self.scan(text);
        let rows = self.rows.iter().cloned().chain(self.number_at_the_end(text));
        rows.map_while(|row| serde_json::from_slice(text.get(row)?).ok())
            .collect()
    }

    /// A number has no end of its own: where the text ends, it is taken for whole.
    fn number_at_the_end(&self, text: &[u8]) -> Option<Range<usize>> {
        let row = self.row?..self.scanned;
        let is_scalar = self.list == Some(self.depth) && self.string.is_none();
        let row = Some(row).filter(|_| is_scalar)?;
        serde_json::from_slice::<IgnoredAny>(text.get(row.clone())?).ok()?;
        Some(row)
    }

    fn scan(&mut self, text: &[u8]) {
        for (at, byte) in text.iter().enumerate().skip(self.scanned) {
            if self.string.is_some() {
                self.within_string(at, *byte);
            } else {
                self.byte(text, at, *byte);
            }
        }
        self.scanned = text.len();
    }

    fn within_string(&mut self, at: usize, byte: u8) {
        if self.is_escaped || byte == b'\\' {
            self.is_escaped = !self.is_escaped;
        } else if byte == b'"' {
            let start = self.string.take().unwrap_or(at);
            if self.depth == 1 && self.list.is_none() {
                self.name = start..at + 1;
            }
            self.ends(at + 1);
        }
    }

    fn byte(&mut self, text: &[u8], at: usize, byte: u8) {
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' | b',' => self.ends(at),
            b':' => {}
            b'[' | b'{' => {
                self.begins(at);
                self.depth += 1;
                if byte == b'[' && self.has_rows(text) {
                    self.list = Some(self.depth);
                }
            }
            b']' | b'}' => {
                self.ends(at);
                if self.list == Some(self.depth) {
                    self.list = None;
                }
                self.depth = self.depth.saturating_sub(1);
                self.ends(at + 1);
            }
            b'"' => {
                self.begins(at);
                self.string = Some(at);
            }
            _ => self.begins(at),
        }
    }

    /// Something begins, which is a row unless it is within one.
    fn begins(&mut self, at: usize) {
        if self.list == Some(self.depth) {
            self.row.get_or_insert(at);
        }
    }

    /// Something ends, and with it a row unless there are brackets open within that.
    fn ends(&mut self, at: usize) {
        if self.list == Some(self.depth)
            && let Some(start) = self.row.take()
        {
            self.rows.push(start..at);
        }
    }

    /// Whether the list that begins has the rows, as far as its place and its name tell.
    fn has_rows(&mut self, text: &[u8]) -> bool {
        match (self.depth, self.list) {
            (1, _) => return true,
            (2, None) => {}
            _ => return false,
        }
        let name = text.get(self.name.clone()).unwrap_or_default();
        let name = serde_json::from_slice::<String>(name).unwrap_or_default();
        let is_named = name == self.items.as_deref().unwrap_or("items");
        match self.found {
            Found::None if is_named => self.found = Found::Named,
            Found::None if self.items.is_none() => self.found = Found::First,
            Found::First if is_named => {
                self.rows.clear();
                self.found = Found::Named;
            }
            _ => return false,
        }
        true
    }
}
