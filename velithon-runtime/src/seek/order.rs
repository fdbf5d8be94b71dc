use super::dialect::Dialect;
use crate::keyset::{Nulls, SortColumn};

/// What columns are named by where nobody says otherwise. Without a table, SQLite would take the name of no column for a text.
pub(super) const PAGE: &str = "page";

/// What stands behind `ORDER BY` for a sub-select that is called `page`, `backward` from the last row to the first.
#[cfg(feature = "sql")]
pub(crate) fn terms(columns: &[SortColumn], backward: bool, dialect: Dialect) -> String {
    terms_of(PAGE, columns, backward, dialect)
}

/// The same for what has this name.
pub(super) fn terms_of(table: &str, columns: &[SortColumn], backward: bool, dialect: Dialect) -> String {
    let terms = columns.iter().map(|column| {
        let descending = column.is_descending() != backward;
        let nulls = column.null_order().map(|nulls| (nulls == Nulls::First) != backward);
        term(
            &name(table, column, dialect),
            descending,
            nulls.filter(|&first| first != dialect.nulls_first(descending)),
            dialect,
        )
    });
    terms.collect::<Vec<_>>().join(", ")
}

/// One column of it. `nulls_first` where that is not what the database does by itself.
pub(super) fn term(name: &str, descending: bool, nulls_first: Option<bool>, dialect: Dialect) -> String {
    let direction = if descending { " DESC" } else { "" };
    match nulls_first {
        Some(first) => dialect.with_nulls(name, direction, first),
        None => format!("{name}{direction}"),
    }
}

/// A column of what has this name, as it stands in a statement: of a table, or of a sub-select.
pub(super) fn name(table: &str, column: &SortColumn, dialect: Dialect) -> String {
    format!("{table}.{}", dialect.quoted(column.name()))
}
