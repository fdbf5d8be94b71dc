use sqlx::{Arguments, Encode, Type, error::BoxDynError};

use super::database::SqlDatabase;
use crate::keyset::{Key, KeyColumn, Keyset};

/// `Ok` if a value was bound.
pub type Bound = Result<(), BoxDynError>;

/// A [`Keyset`] whose keys can be values of a statement on this database. `#[derive(Keyset)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be walked by cursor on `{DB}`",
    label = "rows that a cursor walks derive `Keyset`",
    note = "write `#[derive(Keyset)]` and `#[keyset(sort = \"newest\", created_at desc, id desc)]` on the row"
)]
pub trait SqlKeyset<DB: SqlDatabase>: Keyset {
    /// Adds the key's value in the column of its order with this index.
    #[doc(hidden)]
    fn bind(key: &Key<Self>, column: usize, arguments: &mut DB::Arguments) -> Bound;
}

/// A column of a key that a statement on this database can compare with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared on `{DB}`",
    label = "sqlx has no way to send this type to the database",
    note = "the column may be an `i64` in place of a `u64`; sqlx has features for times, UUIDs and decimals, too"
)]
pub trait KeyIn<DB: SqlDatabase>: Sized {
    /// Adds the key's value in the column of its order with this index, as this type.
    #[doc(hidden)]
    fn bind<R: Keyset>(key: &Key<R>, column: usize, arguments: &mut DB::Arguments) -> Bound;
}

// No `KeyColumn` above the trait: of a type that is none, the compiler would say so twice.
#[diagnostic::do_not_recommend]
impl<DB: SqlDatabase, V: KeyColumn + Type<DB> + for<'q> Encode<'q, DB>> KeyIn<DB> for V {
    fn bind<R: Keyset>(key: &Key<R>, column: usize, arguments: &mut DB::Arguments) -> Bound {
        match key.get::<V>(column) {
            Some(value) => arguments.add(value),
            None => no_such_column(),
        }
    }
}

/// The error for a column that the key's order does not have.
#[doc(hidden)]
pub fn no_such_column() -> Bound {
    Err("the key has no such column".into())
}
