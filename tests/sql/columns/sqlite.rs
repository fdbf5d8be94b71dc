//! SQLite: every storage class under every declaration, and under every type of field that sqlx reads it as.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use uuid::Uuid;

use super::{
    columns,
    field::{Anything, Mood},
};
use crate::backend::InMemory;

#[tokio::test]
async fn numbers() {
    let db = &InMemory::open("").await.unwrap();
    columns! { db:
        i64, "INTEGER", ["-9223372036854775808", "0", "9223372036854775807", "-1", "9007199254740993"];
        i64, "BIGINT", ["9007199254740993", "9007199254740992", "-9007199254740993"];
        i32, "INT4", ["-2147483648", "0", "2147483647"];
        i16, "SMALLINT", ["-1", "0", "32767"];
        i8, "TINYINT", ["-128", "127"];
        u32, "INTEGER", ["0", "4294967295", "7"];
        bool, "BOOLEAN", ["FALSE", "TRUE"];
        bool, "BOOLEAN", ["0", "1", "2", "7", "-1"];
        f64, "REAL", ["0.1", "0.2", "0.3", "-0.0", "1e308", "9e999", "-9e999", "5e-324"];
        f32, "REAL", ["0.1", "0.2", "0.3", "0.10000000000000001", "0.1000000001", "1e300"];
        f64, "DOUBLE PRECISION", ["1", "2", "9007199254740993", "0.30000000000000004", "0.3"];
        f32, "FLOAT", ["16777216", "16777217", "16777218"];
        Anything, "NUMERIC", ["1", "1.5", "'text'", "X'00'", "'12'", "'1e3'", "9223372036854775807", "1e19"];
        Anything, "DECIMAL(10, 2)", ["0.1", "1", "10.10", "'ten'"];
    }
}

#[tokio::test]
async fn texts_and_bytes() {
    let db = &InMemory::open("").await.unwrap();
    columns! { db:
        String, "TEXT", ["''", "'a'", "'A'", "'b'", "'é'", "'🦀'", "'a '", "'a'' b'", "char(10)", "'a' || char(0) || 'b'"];
        String, "TEXT COLLATE NOCASE", ["'a'", "'A'", "'b'", "'B'", "'aB'", "'é'", "'É'"];
        String, "TEXT COLLATE RTRIM", ["'a'", "'a '", "'a  '", "'b'", "' a'"];
        String, "VARCHAR(10)", ["'abc'", "'ABC'", "'1'", "'10'", "'9'"];
        String, "CHAR(6)", ["'a'", "'a     '", "'b'"];
        Mood, "TEXT", ["'sad'", "'ok'", "'happy'"];
        Box<str>, "CLOB", ["'x'", "'y'"];
        Vec<u8>, "BLOB", ["X''", "X'00'", "X'0000'", "X'FF'", "X'61'"];
        Vec<u8>, "BLOB", ["'a'", "X'61'", "'b'", "X'62'"];
        Uuid, "BLOB", ["X'00000000000000000000000000000000'", "X'00000000000000000000000000000001'",
            "X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'"];
        Anything, "TEXT", ["1", "1.5", "'text'", "X'00'", "''"];
        Anything, "BLOB", ["1", "1.5", "'1'", "X'31'", "X''", "9223372036854775807", "9223372036854775807.0"];
        Anything, "", ["1", "'1'", "1.0", "X'31'", "-1", "'text'"];
        Anything, "INTEGER", ["1", "1.5", "'one'", "X'31'", "'2'", "3.0"];
        Anything, "REAL", ["1", "'one'", "X'31'", "'2'"];
        Anything, "ANY", ["1", "'1'", "2.5", "X'00'"];
    }
}

#[tokio::test]
async fn times() {
    let db = &InMemory::open("").await.unwrap();
    columns! { db:
        // What `DEFAULT CURRENT_TIMESTAMP` writes: all rows of one insert have the same.
        DateTime<Utc>, "TEXT", ["CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"];
        DateTime<Utc>, "DATETIME", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:01'", "'2026-11-26 23:59:59'", "'2026-11-27T10:00:00'", "'2026-11-27T10:00:00Z'", "'2026-11-27T10:00:00+00:00'"];
        DateTime<Utc>, "TIMESTAMP", ["'2026-11-27T12:00:00+02:00'", "'2026-11-27T10:00:00Z'", "'2026-11-27T09:00:00-01:00'"];
        // As JavaScript writes them.
        DateTime<Utc>, "TEXT", ["'2026-11-27T10:00:00.120Z'", "'2026-11-27T10:00:00.12Z'", "'2026-11-27T10:00:00.100Z'",
            "'2026-11-27T10:00:00.000Z'"];
        DateTime<Utc>, "INTEGER", ["1764237600", "1764237601", "0", "-1"];
        DateTime<Utc>, "DATETIME", ["1764237600", "'2026-11-27 10:00:00'", "1764237601"];
        NaiveDateTime, "DATETIME", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:01'", "'2026-11-26 23:59:59'", "'2026-11-27T10:00:00'", "'2026-11-27 10:00'", "'2026-11-27 10:00:00.000'"];
        NaiveDateTime, "TEXT", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:01'", "'2026-11-26 23:59:59'", "'2026-11-27T10:00:00'"];
        NaiveDate, "DATE", ["'2026-11-27'", "'0001-01-01'", "'2026-11-28'", "'9999-12-31'"];
        NaiveTime, "TIME", ["'10:00:00'", "'10:00'", "'23:59:59.999'", "'00:00'"];
        time::OffsetDateTime, "TEXT", ["'2026-11-27T10:00:00Z'", "'2026-11-27 10:00:00+00:00'", "'2026-11-27T10:00:00.5Z'"];
        time::OffsetDateTime, "INTEGER", ["1764237600", "0", "-1"];
        time::PrimitiveDateTime, "DATETIME", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:01'", "'2026-11-26 23:59:59'", "'2026-11-27T10:00:00'"];
        time::Date, "DATE", ["'2026-11-27'", "'0001-01-01'", "'2026-11-28'", "'9999-12-31'"];
        time::Time, "TIME", ["'10:00:00'", "'10:00'", "'23:59:59.999'"];
    }
}
