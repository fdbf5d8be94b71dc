//! MariaDB and MySQL: types with collations, widths and orders of their own, and what MySQL's protocol makes of them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;

use super::{check_by, columns, field::Anything};
use crate::backend::{Backend, OnMariaDb};

#[tokio::test]
async fn numbers() {
    let Some(db) = &OnMariaDb::open("columns_numbers").await else {
        return;
    };
    columns! { db:
        i8, "TINYINT", ["-128", "0", "127"];
        u8, "TINYINT UNSIGNED", ["0", "127", "128", "255"];
        i16, "SMALLINT", ["-32768", "0", "32767"];
        u16, "SMALLINT UNSIGNED", ["0", "32768", "65535"];
        i32, "MEDIUMINT", ["-8388608", "-1", "0", "8388607"];
        u32, "MEDIUMINT UNSIGNED", ["0", "8388608", "16777215"];
        i32, "INTEGER", ["-2147483648", "0", "2147483647"];
        u32, "INT UNSIGNED ZEROFILL", ["0", "2147483648", "4294967295"];
        i64, "BIGINT", ["-9223372036854775808", "0", "9223372036854775807", "9007199254740993", "9007199254740992"];
        u64, "BIGINT UNSIGNED", ["0", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551614"];
        bool, "BOOLEAN", ["FALSE", "TRUE"];
        i8, "TINYINT(1)", ["-128", "-1", "0", "1", "127"];
        u8, "TINYINT(1) UNSIGNED", ["0", "1", "128", "255"];
        f64, "DOUBLE", ["0.1", "-0e0", "0", "1e308", "-1e308", "5e-324", "0.30000000000000004", "0.3", "9007199254740993"];
        f64, "DOUBLE(10, 2)", ["0.1", "0.2", "0.3", "-12345678.91"];
        f32, "FLOAT", ["0.1", "0.2", "0.3", "-0e0", "0", "16777217", "3.4e38", "1e-45", "0.1000000015"];
        f32, "FLOAT(7, 4)", ["0.1", "999.0001", "-999.9999"];
        f64, "FLOAT", ["0.1", "0.2", "0.7"];
        Decimal, "DECIMAL(10, 2)", ["0", "0.01", "-0.01", "99999999.99", "-99999999.99", "1.10"];
        Decimal, "DECIMAL(28, 0)", ["9007199254740993", "9007199254740992", "-9007199254740993", "9999999999999999999999999999"];
        Anything, "DECIMAL(65, 30)", ["12345678901234.123456789012345678", "12345678901234.123456789012345679",
            "12345678901234.123456789012345677", "0.000000000000000000000000000001", "0"];
        Anything, "DECIMAL(65, 0)", ["99999999999999999999999999999999999999999999999999999999999999999",
            "99999999999999999999999999999999999999999999999999999999999999998"];
        Anything, "BIT(1)", ["b'0'", "b'1'"];
        Anything, "BIT(12)", ["b'0'", "b'1'", "b'101100000000'", "b'111111111111'", "b'11111111'"];
        Anything, "BIT(64)", ["b'0'", "18446744073709551615", "9223372036854775808"];
        Anything, "YEAR", ["0", "1901", "1969", "1970", "2000", "2026", "2155"];
    }
    if !db.is_mysql() {
        columns! { db:
            Anything, "DECIMAL(65, 38)", ["0.00000000000000000000000000000000000001", "0.1", "-0.1"];
        }
    }
}

/// What is computed is no column whose type a server could compare a text by. As floating numbers, the first two were one.
#[tokio::test]
async fn computed_decimals() {
    let Some(db) = &OnMariaDb::open("columns_computed").await else {
        return;
    };
    let many_digits = [
        "12345678901234567890.1234567890",
        "12345678901234567890.1234567891",
        "-12345678901234567890.1234567890",
        "0.0000000001",
    ];
    check_by::<_, Anything>(db, "DECIMAL(30, 10)", &many_digits, &["computed"]).await;
}

#[tokio::test]
async fn texts_and_bytes() {
    let Some(db) = &OnMariaDb::open("columns_texts").await else {
        return;
    };
    columns! { db:
        String, "VARCHAR(20)", ["''", "'a'", "'A'", "'b'", "'é'", "'🦀'", "'🦊'", "'a '", "'a'' b'", "'\\\\'", "'\\n'", "'\\0'"];
        String, "VARCHAR(20) COLLATE utf8mb4_bin", ["''", "'a'", "'A'", "'b'", "'é'", "'🦀'", "'a '", "'a\\0'"];
        String, "VARCHAR(20) COLLATE utf8mb4_unicode_ci", ["'a'", "'A'", "'á'", "'b'", "'ß'", "'ss'", "'aB'", "'-a'"];
        String, "VARCHAR(20) COLLATE utf8mb4_german2_ci", ["'ae'", "'ä'", "'a'", "'af'"];
        String, "VARCHAR(20) CHARACTER SET latin1", ["'a'", "'A'", "'é'", "'ß'", "'€'", "'y'"];
        String, "VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_german2_ci", ["'ae'", "'ä'", "'a'", "'af'"];
        String, "VARCHAR(20) CHARACTER SET ascii", ["'a'", "'A'", "'b'"];
        String, "VARCHAR(20) CHARACTER SET utf8mb3", ["'a'", "'A'", "'é'", "'b'"];
        String, "VARCHAR(20) CHARACTER SET ucs2", ["'a'", "'A'", "'é'", "'b'"];
        String, "VARCHAR(20) CHARACTER SET utf16", ["'a'", "'🦀'", "'é'", "'b'"];
        String, "VARCHAR(20) CHARACTER SET cp1251", ["'я'", "'Я'", "'а'", "'z'"];
        String, "CHAR(6)", ["'a'", "'A'", "'b'", "'ab'", "''", "'a '"];
        String, "CHAR(6) CHARACTER SET latin1 COLLATE latin1_bin", ["'a'", "'A'", "'b'"];
        String, "NATIONAL VARCHAR(20)", ["'a'", "'A'", "'b'"];
        Vec<u8>, "VARBINARY(20)", ["''", "X'00'", "X'0000'", "X'FF'", "X'61'", "X'41'", "'a '"];
        Vec<u8>, "BINARY(4)", ["''", "X'00'", "X'FF'", "X'61'", "X'6120'", "X'FFFFFFFF'"];
        String, "TEXT", ["''", "'a'", "'A'", "'b'", "'a '", "'é'"];
        String, "TINYTEXT COLLATE utf8mb4_bin", ["''", "'a'", "'A'", "'b'"];
        String, "LONGTEXT CHARACTER SET latin1", ["''", "'a'", "'A'", "'é'"];
        Vec<u8>, "BLOB", ["''", "X'00'", "X'FF'", "X'6100'", "X'61'"];
        Vec<u8>, "MEDIUMBLOB", ["''", "X'00'", "X'FF'"];
    }
    if db.is_mysql() {
        columns! { db:
            String, "VARCHAR(20) COLLATE utf8mb4_0900_ai_ci", ["'a'", "'A '", "'á'", "'a '", "'b'", "'ß'", "'ss'", "'🦀'", "'🦊'"];
            String, "VARCHAR(20) COLLATE utf8mb4_0900_as_cs", ["'a'", "'A'", "'á'", "'a '", "'b'"];
            String, "VARCHAR(20) COLLATE utf8mb4_0900_bin", ["'a'", "'a '", "'a\\0'", "'b'", "'é'", "'🦀'"];
            String, "VARCHAR(20) COLLATE utf8mb4_de_pb_0900_ai_ci", ["'ae'", "'ä'", "'a'", "'af'"];
        }
    } else {
        columns! { db:
            // A text there.
            Anything, "JSON", ["'1'", "'\"1\"'", "'{\"a\": 1}'", "'[]'", "'null'", "'1.0'"];
            // Not with a NUL at the end, which MariaDB itself sorts otherwise than its index does.
            String, "VARCHAR(20) COLLATE utf8mb4_nopad_bin", ["''", "'a'", "'a '", "'a  '", "'b'"];
            String, "VARCHAR(20) COLLATE utf8mb4_unicode_520_nopad_ci", ["'a'", "'A '", "'á'", "'b'", "'🦀'", "'🦊'"];
            String, "VARCHAR(20) COLLATE uca1400_ai_ci", ["'a'", "'A'", "'á'", "'b'"];
            String, "VARCHAR(20) COLLATE uca1400_as_cs", ["'a'", "'A'", "'á'", "'b'"];
            // Neither is sorted as its text.
            Anything, "UUID", ["'00000000-0000-0000-0000-000000000000'", "'00000000-0000-0000-0000-000000000001'",
                "'ffffffff-ffff-ffff-ffff-ffffffffffff'", "'6ccd780c-baba-1026-9564-5b8c656024db'",
                "'6ccd780c-baba-1026-9564-0c8c656024db'", "'7ccd780c-baba-4026-9564-0c8c656024db'"];
            Anything, "INET6", ["'::1'", "'::'", "'ffff::'", "'2001:db8::ff00:42:8329'", "'::192.0.2.1'"];
        }
    }
}

/// They are sorted as they are declared and sent as texts, so an `SqlSource` asks for their numbers. No index is searched by
/// them.
#[tokio::test]
async fn enums_and_sets() {
    let Some(db) = &OnMariaDb::open("columns_enums").await else {
        return;
    };
    let sets = ["''", "'c'", "'b'", "'a'", "'a,b'", "'c,a'", "'a,b,c'"];
    let moods = ["'sad'", "'ok'", "'happy'"];
    let by = &["returned"];
    check_by::<_, Anything>(db, "ENUM('sad', 'ok', 'happy')", &moods, by).await;
    check_by::<_, Anything>(db, "ENUM('sad', 'ok', 'happy') COLLATE utf8mb4_bin", &moods, by).await;
    check_by::<_, Anything>(db, "ENUM('10', '9', '8')", &["'10'", "'9'", "'8'"], by).await;
    check_by::<_, Anything>(db, "SET('c', 'b', 'a')", &sets, by).await;
    check_by::<_, Anything>(db, "SET('c', 'b', 'a') CHARACTER SET binary", &sets, by).await;
}

#[tokio::test]
async fn times() {
    let Some(db) = &OnMariaDb::open("columns_times").await else {
        return;
    };
    columns! { db:
        NaiveDate, "DATE", ["'2026-11-27'", "'0001-01-01'", "'9999-12-31'"];
        NaiveDateTime, "DATETIME", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:01'", "'0001-01-01'", "'9999-12-31 23:59:59'"];
        NaiveDateTime, "DATETIME(6)", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.000001'", "'2026-11-27'"];
        NaiveDateTime, "DATETIME(3)", ["'2026-11-27 10:00:00.001'", "'2026-11-27 10:00:00.002'", "NOW(6)"];
        DateTime<Utc>, "TIMESTAMP", ["'2026-11-27 10:00:00'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'", "NOW()"];
        DateTime<Utc>, "TIMESTAMP(6)", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.000001'", "NOW(6)"];
        NaiveTime, "TIME", ["'00:00'", "'23:59:59'", "'10:00'"];
        NaiveTime, "TIME(6)", ["'00:00'", "'23:59:59.999999'", "'10:00:00.000001'", "'10:00'"];
        time::Date, "DATE", ["'2026-11-27'", "'0001-01-01'"];
        time::PrimitiveDateTime, "DATETIME(6)", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.000001'"];
        time::OffsetDateTime, "TIMESTAMP(3)", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.001'"];
        time::Time, "TIME(3)", ["'00:00'", "'23:59:59.999'"];
        Anything, "TIME", ["'-838:59:59'", "'838:59:59'", "'-00:00:01'", "'00:00'", "'24:00'", "'100:00'"];
        Anything, "TIME(6)", ["'-00:00:00.000001'", "'-00:00:01.5'", "'0'", "'00:00:00.000001'"];
    }
    // MySQL refuses these unless it is told otherwise.
    db.run("SET sql_mode = ''").await;
    columns! { db:
        // Not all of them are dates, and none of zeros is NULL, as the driver says.
        Anything, "DATE", ["'0000-00-00'", "'2026-00-00'", "'2026-11-00'", "'2026-11-27'"];
        Anything, "DATETIME(3)", ["'0000-00-00'", "'2026-11-00 10:00:00.5'", "'2026-11-27 10:00'"];
        Anything, "TIMESTAMP NULL DEFAULT NULL", ["'0000-00-00'", "'2026-11-27 10:00'"];
    }
}

/// In a zone that has no summer time; the driver's own is UTC.
#[tokio::test]
async fn times_in_another_zone() {
    let Some(db) = &OnMariaDb::open("columns_zone").await else {
        return;
    };
    db.run("SET time_zone = '+05:45'").await;
    columns! { db:
        Anything, "TIMESTAMP(6)", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.000001'", "'1970-01-01 05:45:01'"];
        Anything, "DATETIME", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:01'"];
    }
}

/// With the modes in which quotes, signs and backslashes mean something else.
#[tokio::test]
async fn in_another_mode() {
    let Some(db) = &OnMariaDb::open("columns_mode").await else {
        return;
    };
    let of_mariadb = ["ORACLE"].into_iter().filter(|_| !db.is_mysql());
    for mode in ["ANSI,NO_BACKSLASH_ESCAPES", "TRADITIONAL", ""]
        .into_iter()
        .chain(of_mariadb)
    {
        db.run(format!("SET sql_mode = '{mode}'")).await;
        columns! { db:
            String, "VARCHAR(20)", ["'a'", "'A'", "'b'", "'é'"];
            Decimal, "DECIMAL(10, 2)", ["0", "0.01", "-0.01"];
            NaiveDateTime, "DATETIME(3)", ["'2026-11-27 10:00:00'", "'2026-11-27 10:00:00.001'"];
        }
    }
}
