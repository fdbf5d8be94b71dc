//! Rows of a table in CSV, and its end.

use serde::Serialize;

use super::Chunk;
use crate::{csv::Table, json::Refused, stream::failure::Failure};

impl Chunk {
    /// Appends the row of a table.
    pub(super) fn append_csv<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Box<Failure>> {
        self.ensure_buffer();
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        let appended = table.append(&mut self.bytes, item, self.max_item);
        appended.map_err(|refused| {
            Box::new(match refused {
                Refused::TooLong => Failure::TooLong(self.max_item.unwrap_or(usize::MAX)),
                Refused::Failed(error) => Failure::NotCsv(error),
            })
        })
    }

    /// Ends a table that is complete. One without rows is empty: nothing has told the names of its columns.
    pub(super) fn close_table(&mut self) {
        if self.items > 0 {
            Table::close(&mut self.bytes);
        }
    }

    /// Ends a table that is not complete, in the middle of a line.
    pub(super) fn fail_table(&mut self, failure: &Failure) {
        let status = failure.status();
        let title = status.canonical_reason().unwrap_or("Error");
        Table::close_failed(&mut self.bytes, &format!("$error: {title}"));
    }
}
