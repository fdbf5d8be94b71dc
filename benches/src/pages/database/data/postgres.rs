use super::{COLUMNS, INDEX, ROWS};
use crate::{failure::Failure, postgres};

pub(in crate::pages::database) use crate::postgres::pool;

/// Makes the table.
pub(in crate::pages::database) async fn make() -> Result<(), Failure> {
    let table = "CREATE TABLE orders (id BIGINT PRIMARY KEY, customer BIGINT NOT NULL, name TEXT NOT NULL,
        cents BIGINT NOT NULL, status TEXT NOT NULL, created_at BIGINT NOT NULL)";
    let fill = format!("INSERT INTO orders SELECT {COLUMNS} FROM generate_series(1::bigint, {ROWS}) n");
    postgres::execute([
        "DROP TABLE IF EXISTS orders".to_owned(),
        table.to_owned(),
        fill,
        INDEX.to_owned(),
        "VACUUM ANALYZE orders".to_owned(),
    ])
    .await
}
