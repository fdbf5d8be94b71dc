//! Orders and positions in them as SQL.

use sqlx::Arguments;

use super::{bind::SqlKeyset, database::SqlDatabase, dialect::Dialect, statement::Draft};
use crate::{
    keyset::{
        Key, KeyError, Keyset, Nulls, SortColumn,
        raw::{KeyForm, RawValue},
    },
    page::CursorRequest,
};

/// What stands behind `ORDER BY`, `backward` from the last row to the first.
pub(super) fn terms(columns: &[SortColumn], backward: bool, dialect: Dialect) -> String {
    let terms = columns.iter().map(|column| {
        let descending = column.is_descending() != backward;
        let nulls = column.null_order().map(|nulls| (nulls == Nulls::First) != backward);
        term(
            column,
            descending,
            nulls.filter(|&first| first != dialect.nulls_first(descending)),
        )
    });
    terms.collect::<Vec<_>>().join(", ")
}

fn term(column: &SortColumn, descending: bool, nulls_first: Option<bool>) -> String {
    let direction = if descending { " DESC" } else { "" };
    let nulls = match nulls_first {
        Some(true) => " NULLS FIRST",
        Some(false) => " NULLS LAST",
        None => "",
    };
    format!("{}{direction}{nulls}", name(column))
}

/// The column of the sub-select. Without the table, SQLite would take the name of no column for a text.
fn name(column: &SortColumn) -> String {
    format!("page.\"{}\"", column.name().replace('"', "\"\""))
}

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
pub(super) struct Part<'r, T> {
    columns: &'static [SortColumn],
    backward: bool,
    block: Block,
    /// Where it begins, if that is in this block.
    after: Option<&'r Key<T>>,
}

/// The parts of a page in the order in which they are read. A later one matters only where those before it have too few
/// rows.
pub(super) fn parts<T: Keyset>(request: &CursorRequest<T>) -> sqlx::Result<Vec<Part<'_, T>>> {
    let columns = request.sort().columns();
    let Some(first) = columns.first() else {
        let what = format!("the row has no order with the index {}", request.sort_index());
        return Err(sqlx::Error::InvalidArgument(what));
    };
    let (backward, key) = (request.is_backward(), request.key());
    let part = |block, after| Part {
        columns,
        backward,
        block,
        after,
    };
    let Some(nulls) = first.null_order() else {
        return Ok(vec![part(Block::All, key)]);
    };
    let (near, far) = if (nulls == Nulls::First) == backward {
        (Block::Values, Block::Nulls)
    } else {
        (Block::Nulls, Block::Values)
    };
    let start = key.map(|key| if key.is_null(0) { Block::Nulls } else { Block::Values });
    Ok(if start == Some(far) {
        vec![part(far, key)]
    } else {
        vec![part(near, key), part(far, None)]
    })
}

impl<T> Part<'_, T> {
    /// Writes all that follows the sub-select.
    pub(super) fn write<DB: SqlDatabase>(&self, draft: &mut Draft<DB>, limit: i64) -> sqlx::Result<()>
    where
        T: SqlKeyset<DB>,
    {
        draft.push(" AS page");
        let first = self.columns.first().map(name).unwrap_or_default();
        match (self.block, self.after) {
            (Block::All, None) => {}
            (Block::Values, None) => {
                draft.push(" WHERE ").push(&first).push(" IS NOT NULL");
            }
            (Block::Nulls, None) => {
                draft.push(" WHERE ").push(&first).push(" IS NULL");
            }
            (Block::All | Block::Values, Some(key)) => {
                draft.push(" WHERE ");
                let after = self.after(key, 0, draft)?;
                draft.push(&after);
            }
            (Block::Nulls, Some(key)) => {
                draft.push(" WHERE ").push(&first).push(" IS NULL AND ");
                let after = self.after(key, 1, draft)?;
                draft.push(&after);
            }
        }
        draft.push(" ORDER BY ").push(&self.order(DB::DIALECT)).push(" LIMIT ");
        draft.push_number(limit)?;
        Ok(())
    }

    /// Within a block the place of NULLs does not matter, so the order leaves it to the database: that is what its
    /// indexes have.
    fn order(&self, dialect: Dialect) -> String {
        match (self.block, self.columns) {
            (Block::Values | Block::Nulls, [first, rest @ ..]) => {
                let mut order = term(first, first.is_descending() != self.backward, None);
                if !rest.is_empty() {
                    order.push_str(", ");
                    order.push_str(&terms(rest, self.backward, dialect));
                }
                order
            }
            _ => terms(self.columns, self.backward, dialect),
        }
    }

    /// The condition that a row comes after the key, given that the columns before `from` are the same: binds the key's
    /// values from there on.
    fn after<DB: SqlDatabase>(&self, key: &Key<T>, from: usize, draft: &mut Draft<DB>) -> sqlx::Result<String>
    where
        T: SqlKeyset<DB>,
    {
        let bound = Arguments::len(&draft.arguments);
        let is_raw = key.form() == KeyForm(DB::FORM);
        for column in from..self.columns.len() {
            let bound = match key.raw(column) {
                Some(value) if is_raw => {
                    let value = value.map(|RawValue { kind, content }| (kind, content));
                    DB::bind(value, &mut draft.arguments)
                }
                Some(_) => Err("a value of another database".into()),
                None => T::bind(key, column, &mut draft.arguments),
            };
            bound.map_err(|_| sqlx::Error::Encode(KeyError::new("the database has no such value").into()))?;
        }
        draft.key_values = bound + 1..Arguments::len(&draft.arguments) + 1;
        let columns = self.columns.iter().enumerate().skip(from);
        let compared = columns.map(|(index, column)| Compared {
            name: name(column),
            value: placeholder(bound + 1 + index - from, is_raw),
            sign: if column.is_descending() == self.backward {
                '>'
            } else {
                '<'
            },
            // The first column has a value in every row of its block.
            nulls_first: column
                .null_order()
                .filter(|_| index > 0)
                .map(|nulls| (nulls == Nulls::First) != self.backward),
        });
        Ok(after(&compared.collect::<Vec<_>>()))
    }
}

/// The placeholder of a key's value. A driver keeps a prepared statement by its text alone, with the types of the values that
/// it was prepared for: the text tells the database's own values from typed ones.
fn placeholder(number: usize, is_raw: bool) -> String {
    if is_raw {
        format!("(${number})")
    } else {
        format!("${number}")
    }
}

/// A column beside the key's value in it.
struct Compared {
    name: String,
    value: String,
    /// What is between a row's value and the key's, where the row comes after it.
    sign: char,
    /// Whether NULLs are read first; `None` if there are none.
    nulls_first: Option<bool>,
}

/// The condition. Its text does not depend on which values of the key are NULL, so that all keys share one prepared
/// statement.
fn after(columns: &[Compared]) -> String {
    let Some((first, rest)) = columns.split_first() else {
        return "1 = 0".to_owned();
    };
    let Compared { name, value, sign, .. } = first;
    let uniform = |column: &Compared| column.nulls_first.is_none() && column.sign == *sign;
    match first.nulls_first {
        None if rest.is_empty() => format!("{name} {sign} {value}"),
        None if rest.iter().all(uniform) => {
            let names = columns.iter().map(|column| &*column.name).collect::<Vec<_>>();
            let values = columns.iter().map(|column| &*column.value).collect::<Vec<_>>();
            format!("({}) {sign} ({})", names.join(", "), values.join(", "))
        }
        None => {
            let rest = after(rest);
            // The bound outside is what an index is searched by.
            format!("{name} {sign}= {value} AND ({name} {sign} {value} OR ({name} = {value} AND {rest}))")
        }
        Some(nulls_first) => {
            let (row, key) = if nulls_first {
                ("IS NOT NULL", "IS NULL")
            } else {
                ("IS NULL", "IS NOT NULL")
            };
            let strictly = format!("{name} {sign} {value} OR ({name} {row} AND {value} {key})");
            let equal = format!("{name} IS NOT DISTINCT FROM {value}");
            format!("({strictly} OR ({equal} AND {}))", after(rest))
        }
    }
}
