//! Orders of rows that have a unique last column, and the keys that rows have in them.

mod column;
mod error;
mod key;
mod key_column;
mod key_type;
mod key_value;
mod operations;
mod sort;
mod sql;
#[cfg(test)]
mod tests;
mod types;
mod wire;

pub use column::{Nulls, SortColumn};
pub use error::KeyError;
pub use key::Key;
pub use key_column::KeyColumn;
pub use key_type::KeyType;
pub use key_value::KeyValue;
pub(crate) use operations::compare_rows;
pub use operations::{Columns, KeyVisitor};
pub use sort::{Keyset, Sort};
