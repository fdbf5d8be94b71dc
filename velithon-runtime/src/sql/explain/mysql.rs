use sqlx::{Column, Decode, Row, Type};
use sqlx_mysql::{MySql, MySqlRow};

/// A line of a plan, which is a table: each column that has a value, with its name.
pub(crate) fn line_of(row: &MySqlRow) -> String {
    let cells = row.columns().iter().enumerate().filter_map(|(index, column)| {
        let value = number::<i64>(row, index)
            .or_else(|| number::<u64>(row, index))
            .or_else(|| number::<f64>(row, index))
            .or_else(|| row.try_get_unchecked::<Option<String>, _>(index).ok()?);
        Some(format!("{}={}", column.name(), value?))
    });
    cells.collect::<Vec<_>>().join(" ")
}

/// The column's value as text, if the driver reads its type as `N` and it is not NULL.
fn number<'r, N>(row: &'r MySqlRow, index: usize) -> Option<String>
where
    N: ToString + Type<MySql> + Decode<'r, MySql>,
{
    let number: Option<N> = row.try_get(index).ok()?;
    number.map(|number| number.to_string())
}
