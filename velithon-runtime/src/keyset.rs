//! Orders of rows that have a unique last column, and the keys that rows have in them.

pub(crate) mod column;
pub(crate) mod error;
pub(crate) mod key;
pub(crate) mod key_column;
pub(crate) mod key_type;
pub(crate) mod key_value;
pub(crate) mod newtype;
pub(crate) mod operations;
pub(crate) mod raw;
pub(crate) mod row_keys;
pub(crate) mod seek_value;
pub(crate) mod sort;
pub(crate) mod sql;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod types;
pub(crate) mod visitor;
pub(crate) mod wire;

pub use column::{Nulls, SortColumn};
pub use error::KeyError;
pub use key::Key;
pub use key_column::KeyColumn;
pub use key_type::KeyType;
pub use key_value::KeyValue;
pub(crate) use operations::compare_rows;
pub use seek_value::SeekValue;
pub use sort::{Keyset, Sort};
