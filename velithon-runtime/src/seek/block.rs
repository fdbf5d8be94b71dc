use super::{
    condition::{Compared, Condition, Sign},
    dialect::Dialect,
    name::Name,
    order::{write_term, write_terms},
};
use crate::{
    keyset::{Keyset, Nulls, SortColumn},
    page::CursorRequest,
};

/// Which rows one statement reads, by the first column of the order.
///
/// Rows without a value there are read by a statement of their own: one range of an index each, where a statement for
/// both would read the whole index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// All rows: the first column is never NULL.
    All,
    /// Only rows with a value in the first column.
    Values,
    /// Only rows without one.
    Nulls,
}

/// What one statement reads of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    columns: &'static [SortColumn],
    backward: bool,
    rows: Rows,
    /// Whether the row of the key is one of these, so that they begin after it.
    is_after_key: bool,
}

/// The blocks of a page in the order in which they are read. A later one matters only where those before it have too few
/// rows. Empty if the row has no such order.
pub(crate) fn blocks<T: Keyset>(request: &CursorRequest<T>) -> Vec<Block> {
    let columns = request.sort().columns();
    let Some(first) = columns.first() else {
        return Vec::new();
    };
    let (backward, key) = (request.is_backward(), request.key());
    let block = |rows, is_after_key| Block {
        columns,
        backward,
        rows,
        is_after_key,
    };
    let Some(nulls) = first.null_order() else {
        return vec![block(Rows::All, key.is_some())];
    };
    let (near, far) = if (nulls == Nulls::First) == backward {
        (Rows::Values, Rows::Nulls)
    } else {
        (Rows::Nulls, Rows::Values)
    };
    let start = key.map(|key| if key.is_null(0) { Rows::Nulls } else { Rows::Values });
    if start == Some(far) {
        vec![block(far, true)]
    } else {
        vec![block(near, key.is_some()), block(far, false)]
    }
}

impl Block {
    /// Whether the condition has values of the key.
    #[cfg(feature = "sql")]
    pub(super) fn is_after_key(self) -> bool {
        self.is_after_key
    }

    /// What stands behind `WHERE`; `None` if all rows belong to it. `table` is what the columns are those of.
    pub(super) fn condition(self, table: &str, dialect: Dialect) -> Option<Condition> {
        let first = self.columns.first().map(|column| Name::new(table, column, dialect));
        let mut condition = Condition::default();
        match (self.rows, self.is_after_key) {
            (Rows::All, false) => return None,
            (Rows::Values, false) => condition.name(first?).text(" IS NOT NULL"),
            (Rows::All | Rows::Values, true) => condition.after(&self.compared(0, table, dialect), dialect),
            (Rows::Nulls, is_after_key) => {
                let by_is_null = dialect.searches_by_is_null();
                if by_is_null {
                    condition.name(first?).text(" IS NULL");
                } else {
                    condition.text("(").name(first?).text(" <=> NULL");
                }
                if is_after_key {
                    condition
                        .text(" AND ")
                        .after(&self.compared(1, table, dialect), dialect);
                }
                if !by_is_null {
                    condition.text(" OR ").name(first?).text(" < NULL)");
                }
                &mut condition
            }
        };
        Some(condition)
    }

    /// Writes what stands behind `ORDER BY`. Within a block the place of NULLs does not matter, so the order leaves it to the
    /// database: that is what its indexes have.
    pub(super) fn write_order(self, sql: &mut String, table: &str, dialect: Dialect) {
        match (self.rows, self.columns) {
            (Rows::Values | Rows::Nulls, [first, rest @ ..]) => {
                let name = Name::new(table, first, dialect);
                write_term(sql, name, first.is_descending() != self.backward, None, dialect);
                if !rest.is_empty() {
                    sql.push_str(", ");
                    write_terms(sql, table, rest, self.backward, dialect);
                }
            }
            _ => write_terms(sql, table, self.columns, self.backward, dialect),
        }
    }

    /// The columns from this one on; those before it are the same in all rows of the block.
    fn compared(self, from: usize, table: &str, dialect: Dialect) -> Vec<Compared<'_>> {
        let columns = self.columns.iter().enumerate().skip(from);
        let compared = columns.map(|(index, column)| Compared {
            index,
            name: Name::new(table, column, dialect),
            sign: if column.is_descending() == self.backward {
                Sign::Greater
            } else {
                Sign::Less
            },
            // The first column has a value in every row of its block.
            nulls_first: column
                .null_order()
                .filter(|_| index > 0)
                .map(|nulls| (nulls == Nulls::First) != self.backward),
        });
        compared.collect()
    }
}
