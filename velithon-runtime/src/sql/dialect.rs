/// The databases, where the text of their statements differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The SQL of SQLite.
    Sqlite,
    /// The SQL of PostgreSQL.
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
