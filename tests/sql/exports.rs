//! Exports over SQL: every order, cut wherever one can be cut, with writers in between, and the connection that nobody holds.

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, StatusCode},
    routing::get,
};
use http_body_util::BodyExt;
use proptest::{prelude::Rng, test_runner::TestRng};
use serde_json::Value;
use sqlx::Pool;
use tower::ServiceExt;
use velithon::{
    CursorKeys, paginate,
    sql::{self, SqlSource},
    testing,
};

use crate::{
    backend::{Backend, InMemory, OnMariaDb, OnServer},
    rows::{ORDERS, Row, Rows, create, filled, fixture, insert, name, row, unpaged},
};

static KEYS: CursorKeys = CursorKeys::new();

/// The handlers as users write them: for one database, by its name.
macro_rules! handlers {
    ($module:ident, $backend:ty, $db:ty) => {
        mod $module {
            use super::*;

            type Db = Pool<$db>;

            #[paginate(style = cursor, export, batch = 7)]
            async fn all(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM k WHERE id >= $1").bind(0_i64).on(db)
            }

            #[paginate(style = cursor, export, batch = 7, sign = KEYS)]
            async fn signed(State(db): State<Db>) -> Result<SqlSource<$db, Row>, StatusCode> {
                Ok(sql::select("SELECT * FROM k").on(db))
            }

            #[paginate(style = cursor, export, batch = 7)]
            async fn in_a_transaction(State(db): State<Db>) -> Result<SqlSource<$db, Row>, StatusCode> {
                let transaction = db.begin().await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
                Ok(sql::select("SELECT * FROM k").on(transaction))
            }

            #[paginate(style = cursor, export, batch = 20)]
            async fn broken(State(db): State<Db>) -> SqlSource<$db, Row> {
                sql::select("SELECT * FROM secret_table").on(db)
            }

            impl Exports for $backend {
                fn app(&self) -> Router {
                    KEYS.set([[7; 32]]).unwrap();
                    Router::new()
                        .route("/all", get(all))
                        .route("/signed", get(signed))
                        .route("/transaction", get(in_a_transaction))
                        .route("/broken", get(broken))
                        .with_state(self.pool().clone())
                }
            }
        }
    };
}

/// The handlers over a backend's database.
trait Exports: Backend {
    fn app(&self) -> Router;
}

handlers!(over_sqlite, InMemory, sqlx::Sqlite);
handlers!(over_postgres, OnServer, sqlx::Postgres);
handlers!(over_mariadb, OnMariaDb, sqlx::MySql);

on_all! {
    exports_of_every_order,
    cut_at_any_byte_an_export_has_each_row_once,
    an_error_is_the_response_of_a_page,
    a_client_that_does_not_read_holds_no_connection,
}

fn encoded(sort: usize) -> String {
    url::form_urlencoded::byte_serialize(name(sort).as_bytes()).collect()
}

async fn exports_of_every_order<B: Exports>(db: B)
where
    Row: Rows<B::Db>,
{
    filled(&db, &fixture()).await;
    let app = db.app();
    for sort in 0..ORDERS.len() {
        let expected = unpaged(&db, sort).await;
        for path in ["all", "signed", "transaction"] {
            let uri = format!("/{path}?sort={}", encoded(sort));
            let walk = testing::walk(app.clone(), &uri).by("id").sizes([5, 60]).exports();
            let walked = walk.expect(&expected).await;
            walked.unwrap_or_else(|fault| panic!("{path} by {}: {fault}", name(sort)));
        }
    }
}

async fn ask(app: &Router, uri: &str) -> axum::response::Response {
    ask_for(app, uri, "application/jsonl").await
}

async fn ask_for(app: &Router, uri: &str, accept: &str) -> axum::response::Response {
    let request = Request::get(uri).header("accept", accept);
    app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

/// What a client has of lines that were cut at some byte: the rows up to the last mark, its cursor, and whether that is all.
fn confirmed(text: &[u8], ids: &mut Vec<i64>, cursor: &mut Option<String>) -> bool {
    let mut pending = Vec::new();
    // What stands behind the last line break is no line yet.
    let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    for line in text[..whole]
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let record: Value = serde_json::from_slice(line).unwrap();
        let Some(mark) = record.get("$mark").or(record.get("$end")) else {
            pending.push(record["id"].as_i64().unwrap());
            continue;
        };
        ids.append(&mut pending);
        *cursor = Some(mark["after"].as_str().unwrap().to_owned());
        if mark["complete"] == true {
            return true;
        }
    }
    false
}

async fn cut_at_any_byte_an_export_has_each_row_once<B: Exports>(db: B)
where
    Row: Rows<B::Db>,
{
    create(&db).await;
    insert(&db, &fixture()).await;
    let app = db.app();
    let mut random = TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut below = |bound: usize| usize::try_from(random.next_u64() % u64::try_from(bound).unwrap()).unwrap();
    let mut next_id = 1000;
    for number in 0..200 {
        let sort = below(ORDERS.len());
        let expected = unpaged(&db, sort).await.into_iter().filter(|id| *id < 1000);
        let expected: Vec<_> = expected.collect();
        let path = ["all", "signed"][number % 2];
        let (mut ids, mut cursor, mut requests) = (Vec::new(), None, 0);
        loop {
            let after = cursor
                .as_ref()
                .map_or(String::new(), |cursor| format!("&cursor={cursor}"));
            let response = ask(&app, &format!("/{path}?sort={}{after}", encoded(sort))).await;
            assert_eq!(response.status(), 200);
            let text = response.into_body().collect().await.unwrap().to_bytes();
            // Later cuts come later, so that there is an end.
            let cut = below(text.len() + requests * 500 + 1).min(text.len());
            if confirmed(&text[..cut], &mut ids, &mut cursor) {
                break;
            }
            requests += 1;
            let came: Vec<_> = (next_id..next_id + i64::try_from(below(4)).unwrap()).collect();
            next_id += 4;
            insert(&db, &came.into_iter().map(row).collect::<Vec<_>>()).await;
            let gone = below(5);
            db.run(format!("DELETE FROM k WHERE id >= 1000 AND id % 5 = {gone}"))
                .await;
        }
        let lasting: Vec<_> = ids.iter().copied().filter(|id| *id < 1000).collect();
        assert_eq!(lasting, expected, "{path} by {}, run {number}", name(sort));
        ids.sort_unstable();
        assert!(
            ids.is_sorted_by(|one, other| one < other),
            "a row came twice, run {number}"
        );
    }
}

async fn an_error_is_the_response_of_a_page<B: Exports>(db: B) {
    for accept in ["application/jsonl", "text/event-stream"] {
        let response = ask_for(&db.app(), "/broken", accept).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let text = response.into_body().collect().await.unwrap().to_bytes();
        assert!(!String::from_utf8_lossy(&text).contains("secret_table"));
    }
}

/// The pool has one connection. Wherever the client stops reading, it can be had.
async fn a_client_that_does_not_read_holds_no_connection<B: Exports>(db: B)
where
    Row: Rows<B::Db>,
{
    let long = |id| Row {
        s: Some("x".repeat(20_000)),
        ..row(id)
    };
    filled(&db, &(0..60).map(long).collect::<Vec<_>>()).await;
    let mut body = ask(&db.app(), "/all").await.into_body();
    let (mut frames, mut text) = (0, Vec::new());
    loop {
        // Were it held by the response, which is not polled meanwhile, this would end with the pool's timeout.
        let connection = db.pool().acquire().await.expect("the connection");
        drop(connection);
        let Some(frame) = body.frame().await else { break };
        text.extend_from_slice(&frame.unwrap().into_data().unwrap());
        frames += 1;
    }
    assert!(frames > 20, "{frames} frames");
    let (mut ids, mut cursor) = (Vec::new(), None);
    assert!(confirmed(&text, &mut ids, &mut cursor));
    assert_eq!(ids, (0..60).collect::<Vec<_>>());
}
