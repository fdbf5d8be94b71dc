/// How a table is written in CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    pub(super) delimiter: u8,
    pub(super) guard: bool,
    pub(super) bom: bool,
}

impl CsvOptions {
    /// What holds where the attribute says nothing: commas, no guard, no byte order mark.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            delimiter: b',',
            guard: false,
            bom: false,
        }
    }

    /// What stands between two fields: `,` unless it is set, and `;`, `|` or a tab where it is. Any other character is ignored.
    #[must_use]
    pub const fn delimiter(self, delimiter: char) -> Self {
        let delimiter = match delimiter {
            ';' => b';',
            '|' => b'|',
            '\t' => b'\t',
            _ => b',',
        };
        Self { delimiter, ..self }
    }

    /// Text that a spreadsheet would take for a formula begins with an apostrophe: text whose first character is `=`, `+`, `-`,
    /// `@`, their full-width forms, a tab or a line break. Numbers have none, nor has text that is a negative number.
    #[must_use]
    pub const fn guard(self, on: bool) -> Self {
        Self { guard: on, ..self }
    }

    /// The table begins with a byte order mark, by which Excel knows that it is UTF-8. Other readers may take the mark for a
    /// part of the first name.
    #[must_use]
    pub const fn bom(self, on: bool) -> Self {
        Self { bom: on, ..self }
    }
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self::new()
    }
}
