pub(super) mod sqlite;

#[cfg(feature = "postgres")]
pub(super) mod postgres;

use serde::Serialize;
use sqlx::FromRow;
use velithon::Keyset;

pub(super) const ROWS: u32 = 1_000_000;
pub(super) const SELECT: &str = "SELECT id, customer, name, cents, status, created_at FROM orders";

/// The columns of the table's rows, numbered by `n`: three orders a second, so that the order's first column alone does not tell
/// rows apart.
const COLUMNS: &str = "n, 100000 + n * 7919 % 900000, 'Customer ' || n, 10000 + n * 31 % 90000,
    CASE n % 3 WHEN 0 THEN 'paid' ELSE 'open' END, 1773500000 + n / 3";
const INDEX: &str = "CREATE INDEX newest ON orders (created_at, id)";

#[derive(Serialize, FromRow, Keyset)]
#[keyset(sort = "newest", created_at desc, id desc)]
pub(super) struct Order {
    #[keyset(unique)]
    pub(super) id: i64,
    customer: i64,
    name: String,
    cents: i64,
    status: String,
    pub(super) created_at: i64,
}

#[cfg(feature = "tokio-postgres")]
impl Order {
    pub(super) fn of(row: &tokio_postgres::Row) -> Result<Self, tokio_postgres::Error> {
        Ok(Self {
            id: row.try_get(0)?,
            customer: row.try_get(1)?,
            name: row.try_get(2)?,
            cents: row.try_get(3)?,
            status: row.try_get(4)?,
            created_at: row.try_get(5)?,
        })
    }
}
