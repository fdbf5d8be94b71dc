//! PostgreSQL: types with padding, collations, precision and values that no Rust type has.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    columns,
    field::{Anything, Mood},
};
use crate::backend::{Backend, OnServer};

/// A database on which even small tables are searched by their indexes.
pub(crate) async fn open(test: &str) -> Option<OnServer> {
    let db = OnServer::open(test).await?;
    db.run("SET enable_seqscan = off; SET enable_bitmapscan = off").await;
    Some(db)
}

#[tokio::test]
async fn numbers() {
    let Some(db) = &open("columns_numbers").await else {
        return;
    };
    db.run("CREATE DOMAIN cents AS BIGINT CHECK (VALUE >= 0)").await;
    columns! { db:
        i16, "SMALLINT", ["-32768", "0", "32767"];
        i32, "INTEGER", ["-2147483648", "0", "2147483647"];
        i64, "BIGINT", ["-9223372036854775808", "0", "9223372036854775807", "9007199254740993", "9007199254740992"];
        i64, "cents", ["0", "5", "7"];
        bool, "BOOLEAN", ["FALSE", "TRUE"];
        f64, "DOUBLE PRECISION", ["0.1", "'-0'", "0", "'Infinity'", "'-Infinity'", "1e308", "5e-324"];
        f64, "DOUBLE PRECISION", ["'NaN'", "1", "'Infinity'"];
        f32, "REAL", ["0.1", "0.2", "'NaN'", "'-0'", "'Infinity'", "16777216"];
        Decimal, "NUMERIC", ["0", "0.00", "1.0", "1.00", "-1", "0.1", "79228162514264337593543950335"];
        Decimal, "NUMERIC(78, 18)", ["12345678901234.123456789012345678", "12345678901234.123456789012345679",
            "12345678901234.123456789012345677", "12345678901234.1"];
        Anything, "NUMERIC", ["'NaN'", "1e300", "1e-300", "'Infinity'", "'-Infinity'", "0"];
        Anything, "OID", ["0", "1", "4294967295"];
        Anything, "MONEY", ["1", "-1", "0.5"];
    }
}

#[tokio::test]
async fn texts_and_bytes() {
    let Some(db) = &open("columns_texts").await else { return };
    db.run("DROP EXTENSION IF EXISTS citext CASCADE; CREATE EXTENSION citext")
        .await;
    db.run("CREATE DOMAIN code AS VARCHAR(20) CHECK (VALUE <> '')").await;
    db.run("CREATE DOMAIN padded AS CHAR(6)").await;
    db.run("CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)")
        .await;
    db.run("CREATE COLLATION numeric_order (provider = icu, locale = 'en-u-kn-true')")
        .await;
    db.run("CREATE TYPE mood AS ENUM ('happy', 'ok', 'sad')").await;
    columns! { db:
        String, "TEXT", ["''", "'a'", "'A'", "'b'", "'é'", "'🦀'", "'a '", "'a'' b'", "E'\\n'"];
        String, "TEXT COLLATE \"en-x-icu\"", ["'a'", "'A'", "'b'", "'B'", "'é'", "'-a'"];
        String, "TEXT COLLATE no_case", ["'a'", "'A'", "'b'", "'B'", "'aB'"];
        String, "TEXT COLLATE numeric_order", ["'a2'", "'a10'", "'a1'"];
        String, "VARCHAR(10)", ["'abc'", "'ABC'", "'1'"];
        String, "CHAR(6)", ["'a'", "'b'", "'ab'", "''"];
        String, "padded", ["'a'", "'b'", "'ab'"];
        String, "citext", ["'a'", "'A'", "'b'", "'B'", "'aB'"];
        String, "NAME", ["'a'", "'A'", "'b'"];
        String, "code", ["'a'", "'A'", "'b'"];
        Mood, "mood", ["'sad'", "'ok'", "'happy'"];
        i8, "\"char\"", ["'a'", "'b'", "''"];
        Vec<u8>, "BYTEA", ["'\\x'", "'\\x00'", "'\\x0000'", "'\\xff'"];
        Uuid, "UUID", ["'00000000-0000-0000-0000-000000000000'", "'00000000-0000-0000-0000-000000000001'",
            "'ffffffff-ffff-ffff-ffff-ffffffffffff'"];
        Anything, "JSONB", ["'1'", "'\"1\"'", "'{\"a\": 1}'", "'[]'", "'null'", "'1.0'"];
        Anything, "TEXT[]", ["'{}'", "'{a}'", "'{a,NULL}'", "'{{a,b},{c,d}}'"];
        Anything, "INTEGER[]", ["'{1}'", "'{1,2}'", "'[0:1]={1,2}'"];
        Anything, "INET", ["'10.0.0.1'", "'10.0.0.0/8'", "'::1'"];
        Anything, "MACADDR", ["'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'"];
        Anything, "BIT(3)", ["B'101'", "B'010'", "B'011'"];
        Anything, "VARBIT", ["B''", "B'1'", "B'10'"];
        Anything, "INT4RANGE", ["'[1,2)'", "'empty'", "'(,5)'"];
        Anything, "TSVECTOR", ["'a b'", "'b:1'", "''"];
        Anything, "PG_LSN", ["'0/0'", "'1/0'"];
    }
}

#[tokio::test]
async fn times() {
    let Some(db) = &open("columns_times").await else { return };
    db.run("SET TIME ZONE 'Asia/Kathmandu'").await;
    columns! { db:
        DateTime<Utc>, "TIMESTAMPTZ", ["'2026-11-27 10:00:00Z'", "'2026-11-27 10:00:00.000001Z'", "'2026-11-27 12:00+02'"];
        DateTime<Utc>, "TIMESTAMPTZ(0)", ["'2026-11-27 10:00:00.6Z'", "'2026-11-27 10:00:01Z'", "now()"];
        NaiveDateTime, "TIMESTAMP", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.000001'", "'0001-01-01'"];
        NaiveDate, "DATE", ["'2026-11-27'", "'0001-01-01'", "'9999-12-31'"];
        NaiveTime, "TIME", ["'00:00'", "'23:59:59.999999'", "'10:00'"];
        time::OffsetDateTime, "TIMESTAMPTZ", ["'2026-11-27 10:00:00Z'", "'2026-11-27 10:00:00.000001Z'"];
        time::PrimitiveDateTime, "TIMESTAMP", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.000001'"];
        time::Date, "DATE", ["'2026-11-27'", "'0001-01-01'"];
        time::Time, "TIME(3)", ["'00:00'", "'23:59:59.999'"];
        Anything, "TIMESTAMPTZ", ["'infinity'", "'-infinity'", "'2026-11-27'", "'4713-01-01 BC'", "'294276-12-31'"];
        Anything, "DATE", ["'infinity'", "'-infinity'", "'2026-11-27'", "'5874897-12-31'"];
        Anything, "TIME", ["'24:00'", "'00:00'", "'23:59:59.999999'"];
        Anything, "TIMETZ", ["'10:00+02'", "'08:00Z'", "'10:00Z'"];
        Anything, "INTERVAL", ["'1 month'", "'30 days'", "'720 hours'", "'1 day'", "'-1 year'"];
    }
}
