use super::row::Row;
use crate::page::{Page, failure::Failure, request::paging::Paging, writer::PageWriter};

/// Takes rows one by one: passes over those before the page, puts those of the page into its body, and stops at the
/// first one after it.
#[derive(Debug)]
pub(crate) struct Reader {
    before: u64,
    writer: PageWriter,
}

impl Reader {
    pub(crate) fn new(paging: &Paging<'_>) -> Self {
        Self {
            before: paging.request().offset().unsigned_abs(),
            writer: PageWriter::new(paging),
        }
    }

    /// Passes over the rows before the page with one call, which gets the index of the last of them. Returns what
    /// `skip` returns.
    pub(crate) fn skip_at_once(&mut self, skip: impl FnOnce(usize) -> bool) -> bool {
        match std::mem::take(&mut self.before).checked_sub(1) {
            Some(last) => skip(usize::try_from(last).unwrap_or(usize::MAX)),
            None => false,
        }
    }

    /// Takes the next row. Returns whether to go on.
    pub(crate) fn take<M>(&mut self, row: impl Row<M>) -> Result<bool, Failure> {
        let value = row.value()?;
        if let Some(before) = self.before.checked_sub(1) {
            self.before = before;
            return Ok(true);
        }
        Ok(self.writer.push(&value)?)
    }

    /// The page. It has no total: what comes one by one would have to be read to its end to be counted.
    pub(crate) fn finish(self, paging: &Paging<'_>) -> Page {
        self.writer.finish(paging, None)
    }
}
