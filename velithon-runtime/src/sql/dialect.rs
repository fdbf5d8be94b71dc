/// In what the databases differ, as far as a statement's text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// Whether NULLs come first in an order that does not say where they come.
    pub(super) fn nulls_first(self, descending: bool) -> bool {
        match self {
            Self::Sqlite => !descending,
            Self::Postgres => descending,
        }
    }
}
