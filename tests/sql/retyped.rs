//! Cursors from before a column had its type of today: 400, and never a page by bytes that mean something else.

use http::StatusCode;
use sqlx::Pool;
use velithon::sql::{SqlKeyset, SqlRow};

use crate::{
    ask::{ask, token},
    backend::{Backend, OnMariaDb},
    columns::{self, Full, field::Anything},
};

/// How a column is declared, and a value that it has.
type Column = (&'static str, &'static str);

#[tokio::test]
async fn bytes_of_another_type_on_postgres() {
    if let Some(db) = columns::postgres::open("retyped").await {
        let changes = [
            (("INTEGER", "7"), ("DATE", "'2026-11-27'")),
            (("INTEGER", "7"), ("REAL", "8")),
            (("BIGINT", "7"), ("TIMESTAMPTZ", "'2026-11-27'")),
            (("BIGINT", "7"), ("DOUBLE PRECISION", "8")),
            (("TIMESTAMP", "'2026-11-27'"), ("TIMESTAMPTZ", "'2026-11-28'")),
            (
                ("UUID", "'00000000-0000-0000-0000-000000000007'"),
                ("BYTEA", "'0123456789abcdef'"),
            ),
            (("TEXT", "'a'"), ("BYTEA", "'b'")),
            (("NAME", "'a'"), ("TEXT", "'b'")),
        ];
        check(&db, &changes, true).await;
    }
}

#[tokio::test]
async fn bytes_of_another_type_on_mariadb() {
    if let Some(db) = OnMariaDb::open("retyped").await {
        let changes = [
            (("BIGINT", "7"), ("BIGINT UNSIGNED", "8")),
            (("BIGINT", "7"), ("DOUBLE", "8")),
            (("BIT(8)", "7"), ("TINYINT", "8")),
            (("DATE", "'2026-11-27'"), ("DATETIME", "'2026-11-28'")),
            (("VARCHAR(20)", "'a'"), ("VARBINARY(20)", "'b'")),
            (("DECIMAL(20, 4)", "7"), ("VARCHAR(20)", "'8'")),
            (("DECIMAL(20, 4)", "7"), ("VARBINARY(20)", "'8'")),
        ];
        check(&db, &changes, true).await;
    }
}

/// Only the server knows that the column's character set lacks this character.
#[tokio::test]
async fn a_character_that_the_columns_character_set_lacks_on_mariadb() {
    if let Some(db) = OnMariaDb::open("character_set").await {
        let latin = ("VARCHAR(20) CHARACTER SET latin1", "'b'");
        check(&db, &[(("VARCHAR(20)", "'😀'"), latin)], false).await;
    }
}

/// Asks for the page behind a row whose column was the first of two when the cursor was made, and is the second now.
///
/// `is_known` is whether the column's type shows it.
async fn check<B: Backend>(db: &B, changes: &[(Column, Column)], is_known: bool)
where
    Full<Anything>: SqlRow<B::Db> + SqlKeyset<B::Db>,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    let app = columns::app::<B::Db, Full<Anything>>(db.pool());
    for (before, after) in changes {
        for path in ["/returned?size=1", "/fetched?size=1"] {
            columns::table(db, before.0, &[before.1], false).await;
            let cursor = token(&app, path).await;
            columns::table(db, after.0, &[after.1], false).await;
            let uri = format!("{path}&cursor={cursor}");
            let refused = async |rows| {
                let (status, body) = ask(&app, &uri).await;
                assert!(
                    status == StatusCode::BAD_REQUEST && body["code"] == "invalid-cursor",
                    "{path}, {before:?}, then {after:?} with {rows}: {status} {body}"
                );
            };
            refused("rows").await;
            // Only what is returned is asked for its columns where there is no row.
            if is_known && path.starts_with("/returned") {
                db.run("DELETE FROM t").await;
                refused("no rows").await;
            }
        }
    }
}
