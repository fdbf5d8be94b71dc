//! Fields that take whatever a column has.

use std::cmp::Ordering;

use sqlx::{
    Database, Decode, Encode, MySql, Postgres, Sqlite, Type, encode::IsNull, error::BoxDynError, mysql::MySqlValueRef,
    postgres::PgValueRef, sqlite::SqliteValueRef,
};
use velithon::{KeyError, KeyType, KeyValue};

/// A field for columns of any type, of which it keeps nothing: what it compares as is of no use to a walk.
#[derive(Debug)]
pub(crate) struct Anything;

impl KeyType for Anything {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Err(KeyError::new("nothing is kept of it"))
    }

    fn from_key(_: KeyValue<'_>) -> Option<Self> {
        None
    }

    fn compare(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Type<Sqlite> for Anything {
    fn type_info() -> <Sqlite as Database>::TypeInfo {
        <i64 as Type<Sqlite>>::type_info()
    }

    fn compatible(_: &<Sqlite as Database>::TypeInfo) -> bool {
        true
    }
}

impl Type<Postgres> for Anything {
    fn type_info() -> <Postgres as Database>::TypeInfo {
        <i64 as Type<Postgres>>::type_info()
    }

    fn compatible(_: &<Postgres as Database>::TypeInfo) -> bool {
        true
    }
}

impl Type<MySql> for Anything {
    fn type_info() -> <MySql as Database>::TypeInfo {
        <i64 as Type<MySql>>::type_info()
    }

    fn compatible(_: &<MySql as Database>::TypeInfo) -> bool {
        true
    }
}

impl<'r> Decode<'r, MySql> for Anything {
    fn decode(_: MySqlValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self)
    }
}

impl<'r> Decode<'r, Sqlite> for Anything {
    fn decode(_: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self)
    }
}

impl<'r> Decode<'r, Postgres> for Anything {
    fn decode(_: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self)
    }
}

impl<DB: Database> Encode<'_, DB> for Anything {
    fn encode_by_ref(&self, _: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Err("nothing was kept of it".into())
    }
}

/// An enum that PostgreSQL knows by name, and SQLite by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Type)]
#[sqlx(type_name = "mood", rename_all = "lowercase")]
pub(crate) enum Mood {
    Sad,
    Ok,
    Happy,
}

impl KeyType for Mood {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Signed(*self as i64))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        [Self::Sad, Self::Ok, Self::Happy]
            .into_iter()
            .find(|mood| KeyValue::Signed(*mood as i64) == value)
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }
}
