use std::{borrow::Cow, ops::Range};

use sqlx::{
    AssertSqlSafe, Connection, Encode, Executor, Row, SqlSafeStr, Statement, Type, ValueRef, encode::IsNull,
    error::BoxDynError,
};
use sqlx_postgres::{
    PgArgumentBuffer, PgArguments, PgColumn, PgConnection, PgDatabaseError, PgRow, PgTypeInfo, PgValueFormat, Postgres,
    types::Oid,
};

use super::{RawContent, RawKey};

/// A value is the number (OID) of its type and its bytes in the type's binary form.
///
/// It is bound without a type, so that the server gives it that of the column that it is compared with: `CHAR` stays `CHAR`,
/// and what a client wrote as the type is only compared with the column's.
impl RawKey for Postgres {
    const FORM: u8 = 2;

    fn read(row: &PgRow, column: usize) -> Result<Option<RawContent<'_>>, BoxDynError> {
        let value = row.try_get_raw(column)?;
        if value.is_null() {
            return Ok(None);
        }
        if value.format() != PgValueFormat::Binary {
            return Err("the server sent it as text, which cannot be bound again as it is".into());
        }
        let kind = number(&value.type_info()).ok_or("its type has no number")?;
        Ok(Some((kind, Cow::Borrowed(value.as_bytes()?))))
    }

    fn bind(value: Option<(u32, &[u8])>, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        sqlx::Arguments::add(arguments, Untyped(value.map(|(_, content)| content)))
    }

    fn can_have(info: &PgTypeInfo, kind: u32) -> bool {
        number(info) == Some(kind)
    }

    async fn columns(connection: &mut PgConnection, sql: &str) -> sqlx::Result<Option<Vec<PgColumn>>> {
        let statement = connection.prepare(AssertSqlSafe(sql.to_owned()).into_sql_str()).await?;
        Ok(Some(statement.columns().to_vec()))
    }

    /// `cached plan must not change result type`, in the words of the server's language.
    fn is_outdated(error: &sqlx::Error) -> bool {
        let error = error.as_database_error();
        let error = error.and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
        error.is_some_and(|error| error.code() == "0A000" && error.routine() == Some("RevalidateCachedQuery"))
    }

    async fn forget(connection: &mut PgConnection) -> sqlx::Result<()> {
        connection.clear_cached_statements().await
    }

    /// The server names the value in the error's context since version 14: `unnamed portal parameter $2`.
    fn is_about_a_value(error: &sqlx::Error, values: Range<usize>) -> bool {
        let error = error
            .as_database_error()
            .and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
        error.is_some_and(|error| match error.r#where().and_then(parameter) {
            Some(number) => values.contains(&number),
            None => NO_VALUE.contains(&error.code()),
        })
    }

    fn shared_name<'n>(columns: &[&'n str]) -> Option<&'n str> {
        let mut names = columns.to_vec();
        names.sort_unstable();
        names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
    }
}

/// The errors that servers before version 14 have for bytes that are no value of a type, and that no expression over right
/// values has: `invalid_binary_representation`, `protocol_violation` for bytes that are missing,
/// `character_not_in_repertoire`.
const NO_VALUE: [&str; 3] = ["22P03", "08P01", "22021"];

/// The number of the bound value that an error occurred in, where its context says so.
fn parameter(context: &str) -> Option<usize> {
    let (_, number) = context.split_once("parameter $")?;
    let length = number.bytes().take_while(u8::is_ascii_digit).count();
    number.get(..length)?.parse().ok()
}

fn number(info: &PgTypeInfo) -> Option<u32> {
    info.oid().map(|oid| oid.0).filter(|oid| *oid != 0)
}

/// A value in binary form whose type the server infers. `None` is NULL.
#[derive(Debug)]
struct Untyped<'v>(Option<&'v [u8]>);

impl Type<Postgres> for Untyped<'_> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Untyped<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(match self.0 {
            Some(content) => {
                buffer.extend_from_slice(content);
                IsNull::No
            }
            None => IsNull::Yes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn the_context_names_the_value() {
        assert_eq!(parameter("unnamed portal parameter $12"), Some(12));
        assert_eq!(parameter("portal \"p\" parameter $1 = '…'"), Some(1));
        assert_eq!(parameter("SQL function \"f\" statement 1"), None);
        assert_eq!(parameter("parameter $"), None);
    }
}
