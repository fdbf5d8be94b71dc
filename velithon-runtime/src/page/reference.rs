use std::fmt::{self, Write};

/// Where a page starts, as it stands in a reference.
#[derive(Clone, Debug)]
pub(crate) enum PagePosition {
    /// The number of a page or of a row.
    Number(u64),
    /// A cursor, which needs no encoding.
    Cursor(String),
}

/// The reference to any page of one request.
#[derive(Debug)]
pub(crate) struct Reference {
    text: String,
    /// Where in the text the position goes, a number or a cursor: all that differs from page to page.
    slot: usize,
}

impl Reference {
    pub(crate) fn new(text: String, slot: usize) -> Self {
        Self { text, slot }
    }

    /// Writes the reference to the page at this position.
    pub(crate) fn write(&self, out: &mut String, position: &PagePosition) {
        // Writing to a `String` cannot fail.
        let _ = self.write_to(out, position);
    }

    /// The same to where writing may fail.
    pub(crate) fn write_to(&self, out: &mut impl Write, position: &PagePosition) -> fmt::Result {
        let (before, after) = self.text.split_at_checked(self.slot).unwrap_or((&self.text, ""));
        out.write_str(before)?;
        match position {
            PagePosition::Number(number) => out.write_str(itoa::Buffer::new().format(*number))?,
            PagePosition::Cursor(cursor) => out.write_str(cursor)?,
        }
        out.write_str(after)
    }

    /// How long a reference is but for its position, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }
}
