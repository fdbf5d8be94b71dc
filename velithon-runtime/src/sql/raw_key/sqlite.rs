use std::{borrow::Cow, ops::Range};

use sqlx::{Decode, Row, TypeInfo, ValueRef, error::BoxDynError};
use sqlx_sqlite::{Sqlite, SqliteArguments, SqliteRow, SqliteTypeInfo};

use super::{RawContent, RawKey};

// The storage classes (https://sqlite.org/datatype3.html), by the numbers that SQLite itself has for them.
const INTEGER: u32 = 1;
const REAL: u32 = 2;
const TEXT: u32 = 3;
const BLOB: u32 = 4;

/// A value is its storage class and its content: what a column was declared as does not matter.
impl RawKey for Sqlite {
    const FORM: u8 = 1;

    fn read(row: &SqliteRow, column: usize) -> Result<Option<RawContent<'_>>, BoxDynError> {
        let value = row.try_get_raw(column)?;
        if value.is_null() {
            return Ok(None);
        }
        let class = match value.type_info().name() {
            "REAL" => REAL,
            "TEXT" => TEXT,
            "BLOB" => BLOB,
            _ => INTEGER,
        };
        // Decoded without a check of the declared type, and without a borrow, which would stand in the way of the field's.
        let content = match class {
            REAL => <f64 as Decode<Self>>::decode(value)?.to_be_bytes().to_vec(),
            TEXT => <String as Decode<Self>>::decode(value)?.into_bytes(),
            BLOB => <Vec<u8> as Decode<Self>>::decode(value)?,
            _ => <i64 as Decode<Self>>::decode(value)?.to_be_bytes().to_vec(),
        };
        Ok(Some((class, Cow::Owned(content))))
    }

    fn bind(value: Option<(u32, &[u8])>, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        match value {
            None => sqlx::Arguments::add(arguments, None::<i64>),
            Some((INTEGER, content)) => sqlx::Arguments::add(arguments, i64::from_be_bytes(content.try_into()?)),
            Some((REAL, content)) => {
                let number = f64::from_be_bytes(content.try_into()?);
                if number.is_nan() {
                    return Err("SQLite stores no NaN".into());
                }
                sqlx::Arguments::add(arguments, number)
            }
            Some((TEXT, content)) => sqlx::Arguments::add(arguments, str::from_utf8(content)?.to_owned()),
            Some((BLOB, content)) => sqlx::Arguments::add(arguments, content.to_vec()),
            Some(_) => Err("SQLite has no such storage class".into()),
        }
    }

    /// A column may have values of every class.
    fn can_have(_: &SqliteTypeInfo, _: u32) -> bool {
        true
    }

    /// SQLite compares everything with everything.
    fn is_about_a_value(_: &sqlx::Error, _: Range<usize>) -> bool {
        false
    }

    /// SQLite names the second column `id` of a sub-select `id:1`. Names count without case.
    fn shared_name<'n>(columns: &[&'n str]) -> Option<&'n str> {
        let base = |name: &'n str| {
            let (base, number) = name.rsplit_once(':')?;
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then_some(base)
        };
        let is_name = |base: &&str| columns.iter().any(|name| name.eq_ignore_ascii_case(base));
        columns.iter().filter_map(|name| base(name)).find(is_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_column_of_one_name_is_told_by_its_number() {
        assert_eq!(Sqlite::shared_name(&["id", "name", "ID:1"]), Some("ID"));
        for names in [&["id", "id:"][..], &["id", "id:a"], &["id:1", "name"], &["id", "name"]] {
            assert_eq!(Sqlite::shared_name(names), None, "{names:?}");
        }
    }
}
