use super::{
    block::{Block, blocks},
    condition::Condition,
    dialect::Dialect,
    name::PAGE,
};
use crate::{
    keyset::{Key, Keyset},
    page::CursorRequest,
};

/// What one statement reads of a page, beside the key that it begins after.
#[derive(Debug)]
pub(crate) struct Part<'r, T> {
    block: Block,
    after: Option<&'r Key<T>>,
}

/// The parts of a page in the order in which they are read. A later one matters only where those before it have too few
/// rows. Empty if the row has no such order.
pub(crate) fn parts<T: Keyset>(request: &CursorRequest<T>) -> Vec<Part<'_, T>> {
    let part = |block: Block| Part {
        block,
        after: request.key().filter(|_| block.is_after_key()),
    };
    blocks(request).into_iter().map(part).collect()
}

impl<'r, T> Part<'r, T> {
    /// The key whose values the condition has, if it has any.
    pub(crate) fn key(&self) -> Option<&'r Key<T>> {
        self.after
    }

    /// What stands behind `WHERE`; `None` if all rows belong to it.
    pub(crate) fn condition(&self, dialect: Dialect) -> Option<Condition> {
        self.block.condition(PAGE, dialect)
    }

    /// Writes what stands behind `ORDER BY`.
    pub(crate) fn write_order(&self, sql: &mut String, dialect: Dialect) {
        self.block.write_order(sql, PAGE, dialect);
    }
}
