use sqlx::{Column, Row, TypeInfo};
use sqlx_mysql::MySqlRow;

/// A line of a plan, which is a table: each column that has a value, with its name.
pub(crate) fn line_of(row: &MySqlRow) -> String {
    let cells = row.columns().iter().enumerate().filter_map(|(index, column)| {
        let value = match column.type_info().name() {
            "BIGINT" => number::<i64>(row, index),
            "BIGINT UNSIGNED" => number::<u64>(row, index),
            "DOUBLE" => number::<f64>(row, index),
            _ => row.try_get_unchecked::<Option<String>, _>(index).ok().flatten(),
        };
        Some(format!("{}={}", column.name(), value?))
    });
    cells.collect::<Vec<_>>().join(" ")
}

fn number<'r, N>(row: &'r MySqlRow, index: usize) -> Option<String>
where
    N: ToString + sqlx::Type<sqlx_mysql::MySql> + sqlx::Decode<'r, sqlx_mysql::MySql>,
{
    let number: Option<N> = row.try_get(index).ok()?;
    number.map(|number| number.to_string())
}
