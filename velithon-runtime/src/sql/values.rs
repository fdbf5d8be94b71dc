//! The values of a user's statement, before it is known where its text has them.

#[cfg(feature = "sqlx-mysql")]
pub(crate) mod mysql;

use std::fmt::Debug;

use sqlx::{Database, Encode, Type, error::BoxDynError};

/// The values that were bound to a statement, in the order in which they were.
pub trait Values<DB: Database>: Clone + Debug + Default + Send + Sync + Unpin {
    /// Adds a value.
    ///
    /// # Errors
    ///
    /// The driver cannot encode it.
    fn add<'q, V: Encode<'q, DB> + Type<DB>>(&mut self, value: V) -> Result<(), BoxDynError>;

    /// The values of a `QueryBuilder`.
    fn of_builder(arguments: DB::Arguments) -> Self;

    /// How many there are.
    fn count(&self) -> usize;

    /// All values, each once, in their order.
    fn all(&self) -> DB::Arguments;

    /// The values with these numbers, from 1 on, one for each placeholder.
    ///
    /// # Errors
    ///
    /// These values cannot be put into this order.
    fn by_number(&self, numbers: &[usize]) -> Result<DB::Arguments, String>;
}

/// For a driver whose placeholders have numbers, what it has for values is all that is needed.
#[cfg(any(feature = "sqlx-sqlite", feature = "sqlx-postgres"))]
macro_rules! numbered {
    ($database:ty, $arguments:ty) => {
        impl Values<$database> for $arguments {
            fn add<'q, V: Encode<'q, $database> + Type<$database>>(&mut self, value: V) -> Result<(), BoxDynError> {
                sqlx::Arguments::add(self, value)
            }

            fn of_builder(arguments: Self) -> Self {
                arguments
            }

            fn count(&self) -> usize {
                sqlx::Arguments::len(self)
            }

            fn all(&self) -> Self {
                self.clone()
            }

            fn by_number(&self, _: &[usize]) -> Result<Self, String> {
                Ok(self.clone())
            }
        }
    };
}

#[cfg(feature = "sqlx-sqlite")]
numbered!(sqlx_sqlite::Sqlite, sqlx_sqlite::SqliteArguments);
#[cfg(feature = "sqlx-postgres")]
numbered!(sqlx_postgres::Postgres, sqlx_postgres::PgArguments);
