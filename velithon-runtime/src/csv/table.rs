use serde::Serialize;

use super::{
    header::Header,
    layout::Layout,
    line::Line,
    options::CsvOptions,
    row::{Expected, Row},
    scratch::Scratch,
    shape::Shape,
    value::Item,
};
use crate::json::{Buffer, Refused};

const LINE_END: [u8; 2] = *b"\r\n";

/// The line of a table of one column where that is empty.
const NOTHING: &[u8] = b"\"\"";

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes items as the lines of a table, below a line of their fields' names.
///
/// A line is ended when the next one begins, and the last one when the table is complete: a table that was cut ends in the
/// middle of a line.
pub(crate) struct Table {
    layout: Layout,
    scratch: Scratch,
    /// The shape of the first item, once it is written.
    shape: Option<Shape>,
    bom: bool,
}

impl Table {
    pub(crate) fn new(options: CsvOptions) -> Self {
        Self {
            layout: Layout::new(options),
            scratch: Scratch::default(),
            shape: None,
            bom: options.bom,
        }
    }

    /// Appends the line of an item whose text is no longer than `most`; nothing where it is refused.
    pub(crate) fn append<T: Serialize + ?Sized>(
        &mut self,
        out: &mut Buffer,
        item: &T,
        most: Option<usize>,
    ) -> Result<(), Refused> {
        if let Some(shape) = &self.shape {
            let shape = Expected::Shape(shape);
            return append_line(&self.layout, &mut self.scratch, shape, out, item, most);
        }
        let (start, mut header) = (out.len(), Header::default());
        let shape = Expected::Anything(&mut header);
        append_line(&self.layout, &mut self.scratch, shape, out, item, most)?;
        if most.is_some_and(|most| header.line.len() > most) {
            out.truncate(start);
            return Err(Refused::TooLong);
        }
        self.shape = Some(header.shape);
        // The line begins with a line end, which is that of the header line.
        out.insert(start, &header.line);
        if self.bom {
            out.insert(start, BYTE_ORDER_MARK);
        }
        Ok(())
    }

    /// Ends the last line of a complete table.
    pub(crate) fn close(out: &mut Buffer) {
        out.extend(&LINE_END);
    }

    /// Begins a line that never ends: the table is not complete. Between quotation marks that are not closed, no reader takes it
    /// for a line, and who opens the file sees why it ends there.
    pub(crate) fn close_failed(out: &mut Buffer, reason: &str) {
        out.extend(&LINE_END);
        out.push(b'"');
        out.extend(reason.as_bytes());
    }
}

/// Appends the line of an item, with the end of the line before it.
fn append_line<T: Serialize + ?Sized>(
    layout: &Layout,
    scratch: &mut Scratch,
    shape: Expected<'_>,
    out: &mut Buffer,
    item: &T,
    most: Option<usize>,
) -> Result<(), Refused> {
    let start = out.len();
    let most = most.unwrap_or(usize::MAX);
    let mut columns = 0;
    // The last field ends with a delimiter, too.
    out.append_with(most.saturating_add(LINE_END.len() + 1), |room, spill| {
        let mut line = Line::new(room, spill, layout);
        line.constant(LINE_END)?;
        let mut row = Row::new(line, scratch, shape, most);
        item.serialize(Item::new(&mut row))?;
        let (left, all) = row.end()?;
        columns = all;
        Ok(left)
    })?;
    out.truncate(out.len() - 1);
    if columns == 1 && out.len() == start + LINE_END.len() {
        // Readers pass over an empty line.
        if most < NOTHING.len() {
            out.truncate(start);
            return Err(Refused::TooLong);
        }
        out.extend(NOTHING);
    }
    Ok(())
}
