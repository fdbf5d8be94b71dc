//! Values of MySQL and MariaDB, each bound as a type that they compare with the column's as the column compares with itself.

mod kind;
mod moment;

use std::{borrow::Cow, ops::Range};

use sqlx::{
    AssertSqlSafe, Column, ColumnOrigin, Decode, Executor, Row, SqlSafeStr, Statement, TypeInfo, ValueRef,
    error::BoxDynError,
};
use sqlx_mysql::{MySql, MySqlArguments, MySqlColumn, MySqlConnection, MySqlDatabaseError, MySqlRow, MySqlTypeInfo};

use self::kind::Kind;
use super::{Rank, RawContent, RawKey};
use crate::seek::Dialect;

/// A value is the kind of its type and its bytes as they are in a row of the binary protocol.
impl RawKey for MySql {
    const FORM: u8 = 3;

    fn read(row: &MySqlRow, column: usize) -> Result<Option<RawContent<'_>>, BoxDynError> {
        let value = row.try_get_raw(column)?;
        let kind = Kind::of(&value.type_info());
        // Decoded without a check of the type. It fails for NULL alone: for the driver a date of zeros is one, too, but not for
        // the server.
        let Ok(content) = <&[u8] as Decode<Self>>::decode(value) else {
            return Ok(None);
        };
        Ok(Some((kind?.number(), Cow::Borrowed(content))))
    }

    fn bind(value: Option<(u32, &[u8])>, arguments: &mut MySqlArguments) -> Result<(), BoxDynError> {
        match value {
            None => sqlx::Arguments::add(arguments, None::<i64>),
            Some((kind, content)) => Kind::numbered(kind)?.bind(content, arguments),
        }
    }

    fn can_have(info: &MySqlTypeInfo, kind: u32) -> bool {
        Kind::of(info).is_ok_and(|of| of.number() == kind)
    }

    fn why_no_key(column: &MySqlColumn) -> Option<&'static str> {
        let info = column.type_info();
        if kind::is_ranked(info) {
            return Some(kind::RANKED);
        }
        let is_computed = matches!(column.origin(), ColumnOrigin::Expression) || kind::has_flag(info, &["BINARY"]);
        (info.name() == "BIT" && is_computed).then_some(
            "MySQL sends a BIT that is computed as the text of a number, or as bytes; select a number, \
             `CAST(… AS UNSIGNED)`",
        )
    }

    async fn columns(connection: &mut MySqlConnection, sql: &str) -> sqlx::Result<Option<Vec<MySqlColumn>>> {
        let statement = connection.prepare(AssertSqlSafe(sql.to_owned()).into_sql_str()).await?;
        Ok(Some(statement.columns().to_vec()))
    }

    fn write_placeholder(sql: &mut String, _: usize, value: Option<(u32, &[u8])>) {
        let cast = value.and_then(|(kind, content)| Kind::numbered(kind).ok()?.cast(content));
        match cast {
            Some(to) => sql.extend(["CAST(? AS ", &to, ")"]),
            None => sql.push('?'),
        }
    }

    /// The server does not name the value.
    fn is_about_a_value(error: &sqlx::Error, _: Range<usize>) -> bool {
        number(error).is_some_and(|number| NO_VALUE.contains(&number))
    }

    /// The server itself refuses a sub-select with such columns.
    fn shared_name<'n>(_: &[&'n str]) -> Option<&'n str> {
        None
    }

    /// `Duplicate column name 'id'`.
    fn refused_name(error: &sqlx::Error) -> Option<String> {
        if number(error) != Some(DUPLICATE_COLUMN_NAME) {
            return None;
        }
        let message = error.as_database_error()?.message().to_owned();
        let (_, name) = message.split_once('\'')?;
        Some(name.strip_suffix('\'')?.to_owned())
    }

    /// Those of the types `ENUM` and `SET`: they are sorted by their number and sent as text, and a comparison with a text is
    /// one of texts.
    async fn ranked(connection: &mut MySqlConnection, sql: &str, columns: &[&str]) -> sqlx::Result<Vec<Rank>> {
        let statement = connection.prepare(AssertSqlSafe(sql.to_owned()).into_sql_str()).await?;
        let is_ranked = |name: &&str| {
            let column = statement
                .columns()
                .iter()
                .find(|column| column.name().eq_ignore_ascii_case(name));
            column.is_some_and(|column| kind::is_ranked(column.type_info()))
        };
        let ranked = columns.iter().enumerate().filter(|(_, name)| is_ranked(name));
        Ok(ranked.map(|(index, name)| (index, rank(name))).collect())
    }
}

/// The SQL of the number that a column of the type `ENUM` or `SET` is sorted by.
fn rank(column: &str) -> String {
    let mut sql = "CAST(page.".to_owned();
    Dialect::MySql.write_quoted(&mut sql, column);
    sql.push_str(" AS UNSIGNED)");
    sql
}

/// The server's error `ER_DUP_FIELDNAME`.
const DUPLICATE_COLUMN_NAME: u16 = 1060;

/// The errors of a value that is none of the type that it is compared with, or has characters that the column has not:
/// `ER_CANT_AGGREGATE_2COLLATIONS` and those for more of them, `ER_INVALID_CHARACTER_STRING`, `ER_TRUNCATED_WRONG_VALUE_FOR_FIELD`,
/// `ER_WRONG_VALUE_FOR_TYPE`, `ER_WRONG_VALUE`; of MySQL `ER_CANNOT_CONVERT_STRING` and
/// `ER_IMPOSSIBLE_STRING_CONVERSION`; of MariaDB `ER_ILLEGAL_PARAMETER_DATA_TYPES2_FOR_OPERATION`.
const NO_VALUE: [u16; 10] = [1267, 1270, 1271, 1300, 1366, 1411, 1525, 3854, 3988, 4078];

/// The number of the server's error.
fn number(error: &sqlx::Error) -> Option<u16> {
    let error = error.as_database_error()?.try_downcast_ref::<MySqlDatabaseError>()?;
    Some(error.number())
}
