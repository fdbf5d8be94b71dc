//! Tables that get and lose columns while an application runs, under statements that name none.

use http::StatusCode;
use sqlx::Pool;
use velithon::{
    PageRequest, PageSource,
    sql::{self, OrderBy, SqlKeyset, SqlRow, SqlSource},
};

use crate::{
    ask::{ask, token},
    backend::Backend,
    columns::{Full, app},
};

on_all! {
    pages_of_an_altered_table,
}

/// The pool's one connection has prepared the statements before.
async fn pages_of_an_altered_table<B: Backend>(db: B)
where
    Full<i64>: SqlRow<B::Db> + SqlKeyset<B::Db> + 'static,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    db.run(
        "CREATE TABLE t (x BIGINT, id BIGINT PRIMARY KEY, at BIGINT NOT NULL);
         INSERT INTO t VALUES (100, 1, 10), (100, 2, 20), (100, 3, 30)",
    )
    .await;
    let app = app::<B::Db, Full<i64>>(db.pool());
    for alter in [
        "ADD COLUMN y BIGINT",
        "DROP COLUMN x",
        "DROP COLUMN y",
        "ADD COLUMN x BIGINT",
    ] {
        let mut uris = Vec::new();
        for path in ["/returned?size=1", "/fetched?size=1"] {
            uris.push(format!("{path}&cursor={}", token(&app, path).await));
        }
        let pages = async || {
            // Where PostgreSQL refuses what it has prepared, the first one forgets it for both.
            for uri in &uris {
                let (status, page) = ask(&app, uri).await;
                assert_eq!(status, StatusCode::OK, "{alter}, {uri}: {page}");
                assert_eq!(page["items"][0]["id"], 2, "{alter}, {uri}: {page}");
            }
            let source = sql::select("SELECT * FROM t").order_by("at");
            let mut source: SqlSource<B::Db, Full<i64>, OrderBy> = source.on(db.pool());
            let rows = PageSource::rows(&mut source, PageRequest::new(0, 5)).await.unwrap();
            assert_eq!(rows.len(), 3, "{alter}");
        };
        pages().await;
        db.run(format!("ALTER TABLE t {alter}")).await;
        pages().await;
    }
}
