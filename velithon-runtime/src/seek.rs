//! Where a page begins and in which order its rows come, as SQL: text with places for the values of a key.
//!
//! Nothing here knows a driver. [`sql`](crate::sql) puts a statement around it and binds the values.

pub(crate) mod condition;
pub(crate) mod dialect;
pub(crate) mod order;
pub(crate) mod part;

pub(crate) use condition::{Condition, Piece};
pub(crate) use dialect::Dialect;
pub(crate) use order::terms;
pub(crate) use part::{Part, parts};
