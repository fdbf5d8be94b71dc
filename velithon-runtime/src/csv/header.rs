use std::{collections::BTreeSet, mem};

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    double_quotes::double_quotes,
    guard::is_formula,
    layout::Layout,
    shape::{Name, Shape, StepKind},
};

/// What the first item tells while it is written: the shape of all items, and the header line.
#[derive(Default)]
pub(super) struct Header {
    pub(super) shape: Shape,
    /// The line without its end.
    pub(super) line: Vec<u8>,
    /// The names in it.
    names: BTreeSet<String>,
    /// The name of the next field, and its address.
    name: String,
    address: usize,
    /// The names of the structs around the next field, each with a dot behind it.
    prefix: String,
    /// The length of the prefix outside of each of these structs.
    around: Vec<usize>,
}

impl Header {
    /// Takes the name of the next field.
    pub(super) fn enter(&mut self, name: Name<'_>) {
        self.address = name.address();
        self.name.clear();
        self.name.push_str(name.text());
    }

    /// Takes a step into the shape, and the name of a column into the line.
    pub(super) fn record(&mut self, kind: StepKind, layout: &Layout) -> Result<(), Error> {
        let name = mem::take(&mut self.name);
        match kind {
            StepKind::Column => self.push_name(&name, layout)?,
            StepKind::Struct => {
                self.around.push(self.prefix.len());
                self.prefix.push_str(&name);
                self.prefix.push('.');
            }
            StepKind::End => self.prefix.truncate(self.around.pop().unwrap_or_default()),
        }
        self.shape.push(kind, mem::take(&mut self.address), &name);
        self.name = name;
        Ok(())
    }

    fn push_name(&mut self, name: &str, layout: &Layout) -> Result<(), Error> {
        if self.shape.columns > 0 {
            self.line.push(layout.delimiter);
        }
        let outside = self.prefix.len();
        self.prefix.push_str(name);
        if !self.names.insert(self.prefix.clone()) {
            return Err(Error::custom(format!(
                "there are two columns called `{}`; name one of the fields otherwise, as by `#[serde(rename = \"…\")]`",
                self.prefix
            )));
        }
        let mark: &[u8] = if layout.needs_quotes(&self.prefix) { b"\"" } else { b"" };
        self.line.extend_from_slice(mark);
        if layout.guard && is_formula(&self.prefix) {
            self.line.push(b'\'');
        }
        double_quotes(self.prefix.as_bytes(), |piece| self.line.extend_from_slice(piece));
        self.line.extend_from_slice(mark);
        self.prefix.truncate(outside);
        Ok(())
    }
}
