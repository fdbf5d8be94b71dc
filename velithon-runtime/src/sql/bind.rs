use std::marker::PhantomData;

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
    /// Adds the value; an error where the key has none.
    #[doc(hidden)]
    fn bind(value: Option<Self>, arguments: &mut DB::Arguments) -> Bound;
}

#[diagnostic::do_not_recommend]
impl<DB: SqlDatabase, V: Type<DB> + for<'q> Encode<'q, DB>> KeyIn<DB> for V {
    fn bind(value: Option<Self>, arguments: &mut DB::Arguments) -> Bound {
        match value {
            Some(value) => arguments.add(value),
            None => no_such_column(),
        }
    }
}

/// Reads the value of a key's column as a `V`. Of a `V` that is no key, the derive says so; that no value is read of it
/// here keeps the compiler from saying it again.
#[derive(Debug)]
pub struct ColumnOf<V>(PhantomData<V>);

impl<V: KeyColumn> ColumnOf<V> {
    /// The value in the column with this index.
    #[must_use]
    pub fn get<R: Keyset>(key: &Key<R>, column: usize) -> Option<V> {
        key.get(column)
    }
}

/// What [`ColumnOf`] does for types that are no keys.
pub trait NoColumn<V> {
    /// There is no value to bind.
    #[must_use]
    fn get<R>(_: &Key<R>, _: usize) -> Option<V> {
        None
    }
}

impl<V> NoColumn<V> for ColumnOf<V> {}

/// The error for a column that the key's order does not have.
#[doc(hidden)]
pub fn no_such_column() -> Bound {
    Err("the key has no such column".into())
}
