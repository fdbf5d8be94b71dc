use super::dialect::Dialect;
use crate::keyset::{Nulls, SortColumn};

/// What stands behind `ORDER BY`, `backward` from the last row to the first.
pub(crate) fn terms(columns: &[SortColumn], backward: bool, dialect: Dialect) -> String {
    let terms = columns.iter().map(|column| {
        let descending = column.is_descending() != backward;
        let nulls = column.null_order().map(|nulls| (nulls == Nulls::First) != backward);
        term(
            column,
            descending,
            nulls.filter(|&first| first != dialect.nulls_first(descending)),
            dialect,
        )
    });
    terms.collect::<Vec<_>>().join(", ")
}

/// One column of it. `nulls_first` where that is not what the database does by itself.
pub(super) fn term(column: &SortColumn, descending: bool, nulls_first: Option<bool>, dialect: Dialect) -> String {
    let direction = if descending { " DESC" } else { "" };
    let name = name(column, dialect);
    match nulls_first {
        Some(first) => dialect.with_nulls(&name, direction, first),
        None => format!("{name}{direction}"),
    }
}

/// The column of the sub-select. Without the table, SQLite would take the name of no column for a text.
pub(super) fn name(column: &SortColumn, dialect: Dialect) -> String {
    format!("page.{}", dialect.quoted(column.name()))
}
