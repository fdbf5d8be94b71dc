use std::collections::BTreeSet;

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
    /// The names of the structs around the next field, each with a dot behind it.
    prefix: String,
    /// The length of the prefix outside of each of these structs.
    around: Vec<usize>,
}

impl Header {
    /// Takes a step into the shape, and the name of a column into the line.
    pub(super) fn record(&mut self, kind: StepKind, name: Name<'_>, layout: &Layout) -> Result<(), Error> {
        match kind {
            StepKind::Column => self.push_name(name.text(), layout)?,
            StepKind::Struct => {
                self.around.push(self.prefix.len());
                self.prefix.push_str(name.text());
                self.prefix.push('.');
            }
            StepKind::End => self.prefix.truncate(self.around.pop().unwrap_or_default()),
        }
        self.shape.push(kind, name);
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
