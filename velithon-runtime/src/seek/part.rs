use super::{
    condition::{Compared, Condition, Sign},
    dialect::Dialect,
    order::{name, term, terms},
};
use crate::{
    keyset::{Key, Keyset, Nulls, SortColumn},
    page::CursorRequest,
};

/// Which rows one statement reads, by the first column of the order.
///
/// Rows without a value there are read by a statement of their own: one range of an index each, where a statement for
/// both would read the whole index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    /// All rows: the first column is never NULL.
    All,
    /// Only rows with a value in the first column.
    Values,
    /// Only rows without one.
    Nulls,
}

/// What one statement reads of a page.
#[derive(Debug)]
pub(crate) struct Part<'r, T> {
    columns: &'static [SortColumn],
    backward: bool,
    block: Block,
    /// Where it begins, if that is in this block.
    after: Option<&'r Key<T>>,
}

/// The parts of a page in the order in which they are read. A later one matters only where those before it have too few
/// rows. Empty if the row has no such order.
pub(crate) fn parts<T: Keyset>(request: &CursorRequest<T>) -> Vec<Part<'_, T>> {
    let columns = request.sort().columns();
    let Some(first) = columns.first() else {
        return Vec::new();
    };
    let (backward, key) = (request.is_backward(), request.key());
    let part = |block, after| Part {
        columns,
        backward,
        block,
        after,
    };
    let Some(nulls) = first.null_order() else {
        return vec![part(Block::All, key)];
    };
    let (near, far) = if (nulls == Nulls::First) == backward {
        (Block::Values, Block::Nulls)
    } else {
        (Block::Nulls, Block::Values)
    };
    let start = key.map(|key| if key.is_null(0) { Block::Nulls } else { Block::Values });
    if start == Some(far) {
        vec![part(far, key)]
    } else {
        vec![part(near, key), part(far, None)]
    }
}

impl<'r, T> Part<'r, T> {
    /// The key whose values the condition has, if it has any.
    pub(crate) fn key(&self) -> Option<&'r Key<T>> {
        self.after
    }

    /// What stands behind `WHERE`; `None` if all rows belong to it.
    pub(crate) fn condition(&self, dialect: Dialect) -> Option<Condition> {
        let first = self.columns.first().map(|column| name(column, dialect));
        let mut condition = Condition::default();
        match (self.block, self.after) {
            (Block::All, None) => return None,
            (Block::Values, None) => condition.text(&first?).text(" IS NOT NULL"),
            (Block::All | Block::Values, Some(_)) => condition.after(&self.compared(0, dialect), dialect),
            (Block::Nulls, after) => {
                let [before, behind] = dialect.only_nulls(&first?);
                condition.text(&before);
                if after.is_some() {
                    condition.text(" AND ").after(&self.compared(1, dialect), dialect);
                }
                condition.text(&behind)
            }
        };
        Some(condition)
    }

    /// What stands behind `ORDER BY`. Within a block the place of NULLs does not matter, so the order leaves it to the
    /// database: that is what its indexes have.
    pub(crate) fn order(&self, dialect: Dialect) -> String {
        match (self.block, self.columns) {
            (Block::Values | Block::Nulls, [first, rest @ ..]) => {
                let mut order = term(first, first.is_descending() != self.backward, None, dialect);
                if !rest.is_empty() {
                    order.push_str(", ");
                    order.push_str(&terms(rest, self.backward, dialect));
                }
                order
            }
            _ => terms(self.columns, self.backward, dialect),
        }
    }

    /// The columns from this one on; those before it are the same in all rows of the block.
    fn compared(&self, from: usize, dialect: Dialect) -> Vec<Compared> {
        let columns = self.columns.iter().enumerate().skip(from);
        let compared = columns.map(|(index, column)| Compared {
            index,
            name: name(column, dialect),
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
