//! Pages, cursors and exports of sea-orm's selects: [`find`] is `sql::find` to users.

mod count;
mod cursor;
#[cfg(feature = "utoipa")]
mod database_source;
mod find;
mod link;
mod mapped;
mod name;
mod order;
mod page;
mod source;
mod values;

pub use find::{Find, Finds, find};
pub use link::OnSeaOrm;
pub use name::{DatabaseName, Named, Unnamed};
pub use order::{FindOrder, KeysetOrder, OwnOrder};
pub use source::SeaOrmSource;
