use std::collections::BTreeSet;

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    double_quotes::double_quotes,
    guard::is_formula,
    layout::Layout,
    shape::{Shape, StepKind},
};

/// What the first item tells while it is written: the shape of all items, and the header line.
#[derive(Default)]
pub(super) struct Header {
    pub(super) shape: Shape,
    /// The line without its end.
    pub(super) line: Vec<u8>,
    /// The names in it.
    names: BTreeSet<String>,
    /// The name of the field that was entered last, and its address.
    entered: Option<(String, usize)>,
    /// The names of the structs around the next field, each with a dot behind it.
    prefix: String,
    /// The length of the prefix outside of each of these structs.
    around: Vec<usize>,
}

impl Header {
    /// Takes the name of the next field, which is a column unless it is [opened](Self::open), and the address of that name, if
    /// it is there for good.
    pub(super) fn enter(&mut self, name: &str, address: usize, layout: &Layout) -> Result<(), Error> {
        self.end_field(layout)?;
        self.entered = Some((name.to_owned(), address));
        Ok(())
    }

    /// Ends the field that was entered last, if there is one that was not opened.
    pub(super) fn end_field(&mut self, layout: &Layout) -> Result<(), Error> {
        let Some((name, address)) = self.entered.take() else {
            return Ok(());
        };
        self.push_name(&name, layout)?;
        self.shape.push(StepKind::Column, address, &name);
        Ok(())
    }

    /// The field that was entered last has fields of its own.
    pub(super) fn open(&mut self) {
        let (name, address) = self.entered.take().unwrap_or_default();
        self.around.push(self.prefix.len());
        self.prefix.push_str(&name);
        self.prefix.push('.');
        self.shape.push(StepKind::Struct, address, &name);
    }

    /// Leaves the field that was opened last.
    pub(super) fn close(&mut self, layout: &Layout) -> Result<(), Error> {
        self.end_field(layout)?;
        self.prefix.truncate(self.around.pop().unwrap_or_default());
        self.shape.push(StepKind::End, 0, "");
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
        // The first character of a file is a byte order mark to its readers, unless a quotation mark stands before it.
        let looks_like_mark = self.line.is_empty() && self.prefix.starts_with('\u{feff}');
        let is_quoted = looks_like_mark || layout.needs_quotes(&self.prefix);
        let mark: &[u8] = if is_quoted { b"\"" } else { b"" };
        self.line.extend_from_slice(mark);
        if layout.guard && is_formula(&self.prefix) {
            self.line.push(b'\'');
        }
        double_quotes(self.prefix.as_bytes(), |piece| {
            self.line.extend_from_slice(piece);
            Ok(())
        })?;
        self.line.extend_from_slice(mark);
        self.prefix.truncate(outside);
        Ok(())
    }
}
