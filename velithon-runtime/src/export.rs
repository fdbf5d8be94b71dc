//! One handler, two answers: a page, or everything from a cursor on, read in batches of which each is a query of its own.

pub(crate) mod batches;
pub(crate) mod end;
pub(crate) mod errors;
pub(crate) mod links;
pub(crate) mod negotiation;
pub(crate) mod observe;
pub(crate) mod options;
pub(crate) mod outcome;
pub(crate) mod pace;
pub(crate) mod read_all;
pub(crate) mod reader;
pub(crate) mod reading;
pub(crate) mod respond;
pub(crate) mod response;
pub(crate) mod send_rows;
#[cfg(feature = "csv")]
pub(crate) mod table_name;

pub use options::ExportOptions;
pub use response::Export;
