use std::ops::ControlFlow;

use super::{column::SortColumn, key_column::KeyColumn};

/// Does something with each column of an order.
pub trait KeyVisitor<R> {
    /// A column, and where its value is in a row. `Break` if the others do not matter.
    fn column<V: KeyColumn>(&mut self, column: &SortColumn, of: fn(&R) -> &V) -> ControlFlow<()>;
}
