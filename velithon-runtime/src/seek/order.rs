//! Orders as they stand behind `ORDER BY`.

#[cfg(feature = "sql")]
use super::name::PAGE;
use super::{dialect::Dialect, name::Name};
use crate::keyset::{Nulls, SortColumn};

/// Writes an order for a sub-select that is called `page`, `backward` from the last row to the first.
#[cfg(feature = "sql")]
pub(crate) fn write_order(sql: &mut String, columns: &[SortColumn], backward: bool, dialect: Dialect) {
    write_terms(sql, PAGE, columns, backward, dialect);
}

/// The same for what has this name.
pub(super) fn write_terms(sql: &mut String, table: &str, columns: &[SortColumn], backward: bool, dialect: Dialect) {
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            sql.push_str(", ");
        }
        let descending = column.is_descending() != backward;
        let nulls = column.null_order().map(|nulls| (nulls == Nulls::First) != backward);
        write_term(
            sql,
            Name::new(table, column, dialect),
            descending,
            nulls.filter(|&first| first != dialect.nulls_first(descending)),
            dialect,
        );
    }
}

/// One column of it. `nulls_first` where that is not what the database does by itself.
pub(super) fn write_term(
    sql: &mut String,
    name: Name<'_>,
    descending: bool,
    nulls_first: Option<bool>,
    dialect: Dialect,
) {
    if let Some(first) = nulls_first.filter(|_| !dialect.places_nulls()) {
        name.write(sql);
        sql.push_str(if first { " IS NULL DESC, " } else { " IS NULL, " });
    }
    name.write(sql);
    if descending {
        sql.push_str(" DESC");
    }
    if let Some(first) = nulls_first.filter(|_| dialect.places_nulls()) {
        sql.push_str(if first { " NULLS FIRST" } else { " NULLS LAST" });
    }
}
