//! Items into the lines of a table: CSV as RFC 4180 has it.
//!
//! A serializer of its own visits each item once and writes its fields straight into the chunk. What the first item consists
//! of becomes the header line, and what every other item has to consist of. `csv-core` says which text needs quotation marks,
//! and doubles those inside; numbers, and JSON inside a field, are written by [`json`](crate::json).

mod compound;
mod double_quotes;
mod guard;
mod header;
mod key;
mod layout;
mod line;
mod number;
mod options;
mod quoted;
mod row;
mod scratch;
mod serializer;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use options::CsvOptions;
pub(crate) use table::Table;
