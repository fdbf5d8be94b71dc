use super::dialect::Dialect;
use crate::keyset::SortColumn;

/// What columns are named by where nobody says otherwise. Without a table, SQLite would take the name of no column for a text.
pub(super) const PAGE: &str = "page";

/// A column as it stands in a statement: of a table, or of a sub-select.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'n> {
    table: &'n str,
    column: &'static str,
    dialect: Dialect,
}

impl<'n> Name<'n> {
    /// `table` is what the columns are those of, as it stands in the statement.
    pub(super) fn new(table: &'n str, column: &SortColumn, dialect: Dialect) -> Self {
        Self {
            table,
            column: column.name(),
            dialect,
        }
    }

    pub(super) fn write(self, sql: &mut String) {
        sql.push_str(self.table);
        sql.push('.');
        self.dialect.write_quoted(sql, self.column);
    }
}
