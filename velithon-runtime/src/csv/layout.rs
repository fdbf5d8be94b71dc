use super::options::CsvOptions;

/// How the fields of a table are written.
pub(super) struct Layout {
    pub(super) delimiter: u8,
    pub(super) guard: bool,
    /// Says which text needs quotation marks.
    quoting: csv_core::Writer,
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
        }
    }

    /// Whether text has to stand between quotation marks. That which is empty does, as nothing at all stands for `null`.
    pub(super) fn needs_quotes(&self, text: &str) -> bool {
        text.is_empty() || self.quoting.should_quote(text.as_bytes())
    }
}
