use serde::Serialize;
use sqlx::FromRow;
use velithon::Keyset;

/// A row with every kind of order: unique, descending with ties, and with NULLs before or behind the values.
#[derive(Clone, Debug, Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "groups", g desc, id desc)]
#[keyset(sort = "mixed", g desc, id asc)]
#[keyset(sort = "names", s asc nulls last, id asc)]
#[keyset(sort = "unnamed", s desc nulls first, id desc)]
pub(crate) struct Row {
    #[keyset(unique)]
    pub(crate) id: i64,
    pub(crate) g: i64,
    pub(crate) s: Option<String>,
    /// What writers change.
    pub(crate) n: i64,
}
