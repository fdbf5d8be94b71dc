//! The rows that a cursor leads to, by tokio-postgres: what an application with this driver writes once.

use std::error::Error;

use deadpool_postgres::Pool;
use tokio_postgres::{Row, types::ToSql};
use velithon::{
    CursorRequest, Keyset,
    seek::{Dialect, SeekValue},
};

/// What can go wrong in it.
pub(crate) type WalkError = Box<dyn Error + Send + Sync>;

/// The rows of a table that `page` asks for; `row_of` reads one.
pub(crate) async fn walk<T: Keyset>(
    pool: &Pool,
    (select, table): (&str, &'static str),
    page: &CursorRequest<T>,
    row_of: fn(&Row) -> Result<T, tokio_postgres::Error>,
) -> Result<Vec<T>, WalkError> {
    let db = pool.get().await?;
    let mut seek = page.seek(Dialect::Postgres).table(table);
    while let Some(part) = seek.next_part() {
        let (condition, order) = (part.condition(2), part.order_by());
        let sql = format!("{select} WHERE {condition} ORDER BY {order} LIMIT $1");
        let statement = db.prepare_cached(&sql).await?;
        let limit = part.limit();
        let key = part.values().into_iter().map(number).collect::<Result<Vec<_>, _>>()?;
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&limit];
        values.extend(key.iter().map(|value| value as &(dyn ToSql + Sync)));
        for row in db.query(&statement, &values).await? {
            seek.push(row_of(&row)?);
        }
    }
    Ok(seek.into_rows()?)
}

/// A value of the types that the orders have.
fn number(value: SeekValue) -> Result<Option<i64>, String> {
    match value {
        SeekValue::Signed(number) => Ok(number),
        other => Err(format!("no order has {other:?}")),
    }
}
