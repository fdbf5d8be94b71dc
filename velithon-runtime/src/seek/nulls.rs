//! Rows that no page of a walk has, because a column is NULL whose order says nothing of NULLs.

use super::{
    condition::Condition,
    dialect::Dialect,
    name::{Name, PAGE},
    order::write_term,
};
use crate::{keyset::Keyset, page::CursorRequest};

/// Why a NULL in a column is an error.
pub(crate) const NULL_IN_ORDER: &str =
    "it is NULL, and the order says nothing of NULLs; write `nulls first` or `nulls last` after it";

/// A statement that counts 1 if the first column of an order is NULL somewhere, and 0 if not: what stands before and behind
/// the user's own.
///
/// A condition holds for no such row. Where NULLs come first, the first page has read one. Where they come last, no page has, and
/// the statement reads the first row in the other direction, from the end of the same index.
#[derive(Debug)]
pub(crate) struct NullCount {
    pub(crate) column: &'static str,
    pub(crate) before: String,
    pub(crate) behind: String,
}

impl NullCount {
    /// The one to run at the end of the walk that this request reads; `None` where all rows without a value have been read.
    pub(crate) fn at_end_of<T: Keyset>(request: &CursorRequest<T>, dialect: Dialect) -> Option<Self> {
        let first = request.sort().columns().first()?;
        let descending = first.is_descending() != request.is_backward();
        if first.null_order().is_some() || request.key().is_none() || dialect.nulls_first(descending) {
            return None;
        }
        let name = Name::new(PAGE, first, dialect);
        let mut before = "SELECT COUNT(*) FROM (SELECT ".to_owned();
        name.write(&mut before);
        before.push_str(" FROM ");
        let mut behind = " AS page ORDER BY ".to_owned();
        write_term(&mut behind, name, !descending, None, dialect);
        behind.push_str(" LIMIT 1) AS page WHERE ");
        behind.push_str(&Condition::of_null(name, dialect));
        Some(Self {
            column: first.name(),
            before,
            behind,
        })
    }
}
