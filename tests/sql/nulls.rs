//! NULLs in a column whose order says nothing of them: an error, and never a walk without their rows.

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, StatusCode},
    routing::get,
};
use http_body_util::BodyExt;
use sqlx::Pool;
use tower::ServiceExt;
use velithon::{
    paginate,
    sql::{self, SqlDatabase, SqlKeyset, SqlRow, SqlSource},
    testing,
};

use crate::{
    ask::ask,
    backend::Backend,
    columns::{Full, table},
};

on_all! {
    a_walk_over_nulls_that_its_order_does_not_name_ends_with_an_error,
    a_walk_over_a_column_that_may_be_null_and_is_not_ends_well,
}

#[paginate(style = cursor, export, batch = 2)]
async fn exported<DB>(State(db): State<Pool<DB>>) -> SqlSource<DB, Full<String>>
where
    DB: SqlDatabase,
    Full<String>: SqlRow<DB> + SqlKeyset<DB>,
{
    sql::select("SELECT * FROM t").on(db)
}

fn app<DB: SqlDatabase>(db: &Pool<DB>) -> Router
where
    Full<String>: SqlRow<DB> + SqlKeyset<DB>,
{
    Router::new().route("/", get(exported::<DB>)).with_state(db.clone())
}

const SORTS: [&str; 4] = ["up", "-up", "mixed", "-mixed"];

async fn a_walk_over_nulls_that_its_order_does_not_name_ends_with_an_error<B: Backend>(db: B)
where
    Full<String>: SqlRow<B::Db> + SqlKeyset<B::Db>,
{
    table(&db, "VARCHAR(20)", &["'a'", "'b'"], true).await;
    let app = app(db.pool());
    for sort in SORTS {
        for size in 1..=3 {
            let mut cursor = String::new();
            loop {
                let (status, page) = ask(&app, &format!("/?sort={sort}&size={size}&cursor={cursor}")).await;
                if status == StatusCode::INTERNAL_SERVER_ERROR {
                    break;
                }
                assert_eq!(status, StatusCode::OK, "{page}");
                let next = page["next_cursor"].as_str();
                next.unwrap_or_else(|| panic!("{sort} by {size}: complete"))
                    .clone_into(&mut cursor);
            }
        }
        let request = Request::get(format!("/?sort={sort}")).header("accept", "application/jsonl");
        let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        // The error of a batch after the first one ends the body.
        if let Ok(body) = response.into_body().collect().await {
            let text = String::from_utf8_lossy(&body.to_bytes()).into_owned();
            assert!(!text.contains("$end"), "{sort}: {text}");
        }
    }
}

async fn a_walk_over_a_column_that_may_be_null_and_is_not_ends_well<B: Backend>(db: B)
where
    Full<String>: SqlRow<B::Db> + SqlKeyset<B::Db>,
{
    table(&db, "VARCHAR(20)", &["'a'", "'b'"], false).await;
    for (sort, expected) in SORTS
        .iter()
        .zip([[0, 3, 1, 2], [2, 1, 3, 0], [1, 2, 0, 3], [3, 0, 2, 1]])
    {
        let walk = testing::walk(app(db.pool()), &format!("/?sort={sort}")).by("id");
        walk.sizes([1, 2, 3, 4]).exports().expect(&expected).await.unwrap();
    }
}
