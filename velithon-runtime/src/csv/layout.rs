use std::{collections::BTreeSet, mem};

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    double_quotes::double_quotes,
    guard::is_formula,
    key::Key,
    options::CsvOptions,
    shape::{Name, Shape, StepKind},
};

/// What all lines of a table have in common.
pub(super) struct Layout {
    pub(super) delimiter: u8,
    pub(super) guard: bool,
    /// Says which text needs quotation marks.
    quoting: csv_core::Writer,
    pub(super) shape: Shape,
    /// Whether the first item is written, so that the shape is known.
    pub(super) is_known: bool,
    /// The header line without its end, until the first item is written.
    pub(super) header: Vec<u8>,
    /// The names in it.
    names: BTreeSet<String>,
    /// The names of the structs around the next field of the first item, each with a dot behind it.
    prefix: String,
    /// The length of the prefix outside of each of these structs.
    around: Vec<usize>,
    /// What a value displays.
    pub(super) displayed: String,
    /// The key of the entry that is written.
    pub(super) key: Key,
}

impl Layout {
    pub(super) fn new(options: CsvOptions) -> Self {
        Self {
            delimiter: options.delimiter,
            guard: options.guard,
            quoting: csv_core::WriterBuilder::new()
                .delimiter(options.delimiter)
                .terminator(csv_core::Terminator::CRLF)
                .build(),
            shape: Shape::default(),
            is_known: false,
            header: Vec::new(),
            names: BTreeSet::new(),
            prefix: String::new(),
            around: Vec::new(),
            displayed: String::new(),
            key: Key::default(),
        }
    }

    /// Whether text has to stand between quotation marks. That which is empty does, as nothing at all stands for `null`.
    #[inline]
    pub(super) fn needs_quotes(&self, text: &str) -> bool {
        text.is_empty() || self.quoting.should_quote(text.as_bytes())
    }

    /// Begins the first item, and forgets one that could not be written.
    pub(super) fn begin(&mut self) {
        self.shape = Shape::default();
        self.header.clear();
        self.names.clear();
        self.prefix.clear();
        self.around.clear();
    }

    /// Ends the first item, and returns the header line.
    pub(super) fn end(&mut self) -> Vec<u8> {
        self.is_known = true;
        self.names.clear();
        mem::take(&mut self.header)
    }

    /// Takes a step of the first item into the shape, and the name of a column into the header line.
    pub(super) fn record(&mut self, kind: StepKind, name: Name<'_>) -> Result<(), Error> {
        match kind {
            StepKind::Column => self.push_name(name.as_str())?,
            StepKind::Struct => {
                self.around.push(self.prefix.len());
                self.prefix.push_str(name.as_str());
                self.prefix.push('.');
            }
            StepKind::End => self.prefix.truncate(self.around.pop().unwrap_or_default()),
        }
        self.shape.push(kind, name);
        Ok(())
    }

    fn push_name(&mut self, name: &str) -> Result<(), Error> {
        if self.shape.columns > 0 {
            self.header.push(self.delimiter);
        }
        let prefix = self.prefix.len();
        self.prefix.push_str(name);
        if !self.names.insert(self.prefix.clone()) {
            return Err(Error::custom(format!(
                "there are two columns called `{}`; name one of the fields otherwise, as by `#[serde(rename = \"…\")]`",
                self.prefix
            )));
        }
        let mark: &[u8] = if self.needs_quotes(&self.prefix) { b"\"" } else { b"" };
        self.header.extend_from_slice(mark);
        if self.guard && is_formula(&self.prefix) {
            self.header.push(b'\'');
        }
        if mark.is_empty() {
            self.header.extend_from_slice(self.prefix.as_bytes());
        } else {
            double_quotes(self.prefix.as_bytes(), |piece| self.header.extend_from_slice(piece));
        }
        self.header.extend_from_slice(mark);
        self.prefix.truncate(prefix);
        Ok(())
    }
}
