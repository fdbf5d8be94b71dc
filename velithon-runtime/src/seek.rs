//! Pages by cursor on any database and driver: what a statement of one's own says to read on after a row.
//!
//! [`CursorRequest::seek`](crate::CursorRequest::seek) hands out the condition, the order and the values, and takes the rows:
//!
//! ```
//! use serde::Serialize;
//! use velithon::{CursorRequest, Keyset, PageItems, paginate, seek::{Dialect, SeekValue}};
//!
//! #[derive(Serialize, Keyset)]
//! #[keyset(sort = "name", name asc nulls last, id asc)]
//! struct Person {
//!     #[keyset(unique)]
//!     id: i64,
//!     name: Option<String>,
//! }
//!
//! /// Stands for the driver.
//! async fn query(sql: &str, values: Vec<SeekValue>) -> Vec<Person> {
//!     println!("{sql} with {values:?}");
//!     Vec::new()
//! }
//!
//! #[paginate(style = cursor)]
//! async fn people(page: CursorRequest<Person>) -> PageItems<Person> {
//!     let mut seek = page.seek(Dialect::Postgres);
//!     while let Some(part) = seek.next_part() {
//!         let sql = format!(
//!             "SELECT id, name FROM people AS page WHERE city = $1 AND {} ORDER BY {} LIMIT {}",
//!             part.condition(2),
//!             part.order_by(),
//!             part.limit(),
//!         );
//!         let mut values = vec![SeekValue::Text(Some("Porto".to_owned()))];
//!         values.extend(part.values());
//!         seek.extend(query(&sql, values).await);
//!     }
//!     seek.into_items()
//! }
//! ```
//!
//! - **One statement or two.** Where the first column of the order may be NULL, the rows with a value and those without one are
//!   read one after the other: each is one range of an index, and both together are none. The second is run only if the
//!   page is not full.
//! - **The columns are those of `page`**: the table, or a sub-select, has that alias, unless [`Seek::table`] says otherwise. So
//!   the name of no column is an error on every database.
//! - **Rows are added as they come.** A page that a client goes back to is read from its last row to its first, by an `ORDER BY`
//!   that says so, and turned round when it is sent.
//! - **Keys are the values of the rows' fields**, so a field holds all of its column: an `f32` does not hold all of a double, nor
//!   a moment with microseconds all of one with nanoseconds. A page that begins with the row that it should come after, because
//!   the database compares otherwise, is a 500, and the log names the columns.
//! - **A cursor that a client made up**, with a value that the database does not have, gives no parts: the page is a 400,
//!   `invalid-cursor`.
//!
//! The statement for a page by [`PageRequest`](crate::PageRequest) needs none of this: `LIMIT` and `OFFSET` are its
//! [`limit`](crate::PageRequest::limit) and [`offset`](crate::PageRequest::offset).

pub(crate) mod block;
pub(crate) mod condition;
pub(crate) mod dialect;
mod name;
#[cfg(feature = "sql")]
pub(crate) mod nulls;
pub(crate) mod order;
#[cfg(feature = "sql")]
pub(crate) mod part;
mod request;
mod seek_part;

#[cfg(feature = "sql")]
pub(crate) use condition::{Condition, Piece};
pub use dialect::Dialect;
#[cfg(feature = "sql")]
pub(crate) use order::write_order;
#[cfg(feature = "sql")]
pub(crate) use part::{Part, parts};
pub use request::Seek;
pub use seek_part::SeekPart;

pub use crate::keyset::SeekValue;
