//! What MariaDB and MySQL have otherwise than the other databases.

use std::time::Duration;

use axum::{Router, extract::State, routing::get};
use http::{Method, StatusCode, Uri};
use serde::Serialize;
use sqlx::{
    FromRow, MySql, MySqlPool, QueryBuilder,
    mysql::{MySqlArguments, MySqlPoolOptions},
};
use velithon::{
    CountSource, CursorRequest, CursorSource, Keyset, PageRequest, PageSource, RequestHead, paginate,
    sql::{self, Mapped, OrderBy, Select, SqlDatabase, SqlSource},
    testing::{self, Service},
};

use crate::{
    backend::{Backend, OnMariaDb},
    columns::{Full, Sparse, app, field::Anything},
    rows::{Row, filled, fixture},
};

async fn ids(select: Select<MySql>, db: &OnMariaDb) -> Vec<i64> {
    let mut source: SqlSource<MySql, Row, OrderBy> = select.order_by("`id`").on(db.pool());
    let rows = PageSource::rows(&mut source, PageRequest::new(0, 100)).await.unwrap();
    assert_eq!(source.count(u64::MAX).await.unwrap(), rows.len() as u64);
    rows.iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn placeholders_stand_where_its_own_text_has_them() {
    let Some(db) = &OnMariaDb::open("mariadb::placeholders").await else {
        return;
    };
    filled(db, &fixture()).await;
    // In their order by `?`; in any order, and more than once, by their numbers.
    let by_place = sql::select("SELECT * FROM k WHERE id > ? AND g = ? AND s <> '?'");
    assert_eq!(ids(by_place.bind(50_i64).bind(1_i64), db).await, [55, 58]);
    let by_number = "SELECT * FROM k # $7 it's
        WHERE id > $2 AND g = $1 AND g = $1 -- $8 it's
          AND '\\'$3' <> \"$4\\\"\" AND s <> $3 AND `g`--$1 > $1 /* $9 */;";
    let select = || sql::select(by_number).bind(1_i64).bind(50_i64).bind("x");
    assert_eq!(ids(select(), db).await, [55, 58]);
    // Each with its own value also where there is none.
    let nothing = sql::select("SELECT * FROM k WHERE $2 IS NULL AND id = $1 OR id = $2");
    assert_eq!(ids(nothing.bind(7_i64).bind(None::<i64>), db).await, [7]);
    // What a builder has written has no numbers.
    let mut builder = QueryBuilder::<MySql>::new("SELECT * FROM k WHERE id > ");
    builder.push_bind(50_i64).push(" AND g = ?");
    assert_eq!(ids(sql::query_builder(builder).bind(0_i64), db).await, [51, 54, 57]);
}

#[tokio::test]
async fn numbers_in_a_builders_text_are_refused_unless_they_are_in_order() {
    let Some(db) = &OnMariaDb::open("mariadb::builder").await else {
        return;
    };
    filled(db, &fixture()).await;
    let select = |text: &'static str| {
        let mut values = QueryBuilder::<MySql>::new("");
        values.push_bind(50_i64).push_bind(1_i64);
        let values = sqlx::Execute::take_arguments(&mut values.build()).unwrap().unwrap();
        let mut builder = QueryBuilder::with_arguments(text, values);
        builder.push("");
        sql::query_builder(builder)
    };
    assert_eq!(
        ids(select("SELECT * FROM k WHERE id > $1 AND g = $2"), db).await,
        [52, 55, 58]
    );
    let mut source: SqlSource<MySql, Row> = select("SELECT * FROM k WHERE g = $2 AND id > $1").on(db.pool());
    let said = PageSource::rows(&mut source, PageRequest::new(0, 5)).await.unwrap_err();
    assert!(
        said.to_string()
            .starts_with("the values of a `QueryBuilder` stay in the order"),
        "{said}"
    );
}

/// `IS NULL` would find them in a column that says `NOT NULL`.
#[tokio::test]
async fn dates_of_zeros_are_values_in_a_column_without_null() {
    let Some(db) = &OnMariaDb::open("mariadb::zeros").await else {
        return;
    };
    // MySQL refuses them unless it is told otherwise.
    db.run(
        "SET sql_mode = '';
         CREATE TABLE t (id BIGINT PRIMARY KEY, at DATE NOT NULL, INDEX t_up (at, id));
         INSERT INTO t VALUES (1, '2026-01-01'), (2, '0000-00-00'), (3, '2025-01-01'), (4, '0000-00-00')",
    )
    .await;
    let app = app::<MySql, Sparse<chrono::NaiveDate>>(db.pool());
    for (sort, expected) in [("first", [2, 4, 3, 1]), ("last", [1, 3, 2, 4]), ("-last", [4, 2, 3, 1])] {
        for path in ["returned", "fetched"] {
            let walk = testing::walk(app.clone(), &format!("/{path}?sort={sort}")).by("id");
            let walk = walk.sizes([1, 2, 3, 4]).expect(&expected).await;
            walk.unwrap_or_else(|fault| panic!("{path} by {sort}: {fault}"));
        }
    }
}

#[derive(Debug, Serialize, FromRow, Keyset)]
#[keyset(sort = "first", at asc nulls first, id asc)]
#[keyset(sort = "last", at desc nulls last, id asc)]
#[keyset(sort = "then first", g asc, at asc nulls first, id asc)]
#[keyset(sort = "then last", g asc, at desc nulls last, id asc)]
struct Dated {
    #[keyset(unique)]
    id: i64,
    g: i64,
    at: Option<chrono::NaiveDate>,
}

const DATED: [(&str, &str); 4] = [
    ("first", "at NULLS FIRST, id"),
    ("last", "at DESC NULLS LAST, id"),
    ("then+first", "g, at NULLS FIRST, id"),
    ("then+last", "g, at DESC NULLS LAST, id"),
];

/// In a further column of the order, too: those of a group come after its NULLs, and once.
#[tokio::test]
async fn dates_of_zeros_are_values_in_every_column_of_an_order() {
    #[paginate(style = cursor)]
    async fn dates(State(db): State<MySqlPool>) -> SqlSource<MySql, Dated> {
        sql::select("SELECT * FROM dated").on(db)
    }
    let Some(db) = &OnMariaDb::open("mariadb::zeros_within").await else {
        return;
    };
    for nullable in ["NOT NULL", "NULL"] {
        db.run(format!(
            "SET sql_mode = ''; DROP TABLE IF EXISTS dated;
             CREATE TABLE dated (id BIGINT PRIMARY KEY, g BIGINT NOT NULL, at DATE {nullable});
             INSERT INTO dated VALUES (1, 1, '2026-01-01'), (2, 1, '0000-00-00'), (3, 1, '0000-00-00'), (4, 1, '2025-01-01'),
                 (5, 1, '0000-00-00'), (6, 2, '2026-01-01'), (7, 2, '0000-00-00'), (8, 2, '0000-00-00')"
        ))
        .await;
        let app = Router::new().route("/", get(dates)).with_state(db.pool().clone());
        for (sort, order) in DATED {
            let select = format!("SELECT id FROM dated ORDER BY {}", OnMariaDb::order(order));
            let expected = db.fetch(&mut QueryBuilder::new(select)).await;
            let walk = testing::walk(app.clone(), &format!("/?sort={sort}")).by("id");
            let walk = walk.sizes([1, 2, 3, 8]).expect(&expected).await;
            walk.unwrap_or_else(|fault| panic!("{nullable} by {sort}: {fault}"));
        }
    }
}

#[derive(Debug, Serialize, FromRow, Keyset)]
#[keyset(sort = "status", status asc nulls last, kinds desc nulls first, id asc)]
struct Task {
    #[keyset(unique)]
    id: i64,
    status: Option<String>,
    kinds: Option<String>,
}

#[derive(Serialize)]
struct TaskView {
    id: i64,
    text: String,
}

#[paginate(style = cursor, export, batch = 3)]
async fn tasks(State(db): State<MySqlPool>) -> SqlSource<MySql, Task> {
    let all = "SELECT id, status, CAST(kinds AS CHAR) AS named, kinds FROM tasks WHERE id < $1 AND $1 > 0";
    sql::select(all).bind(100).on(db)
}

#[paginate(style = cursor)]
async fn mapped(State(db): State<MySqlPool>) -> Mapped<SqlSource<MySql, Task>, TaskView> {
    let source: SqlSource<MySql, Task> = sql::select("SELECT * FROM tasks").on(db);
    source.map(|task: Task| TaskView {
        id: task.id,
        text: format!("{:?}, {:?}", task.status, task.kinds),
    })
}

/// Texts for the rows, numbers for the order: in exports, for rows that become others, and where both may be NULL.
#[tokio::test]
async fn an_order_of_enums_and_sets_is_walked_by_their_numbers() {
    let Some(db) = &OnMariaDb::open("mariadb::enums").await else {
        return;
    };
    db.run(format!(
        "CREATE TABLE tasks (id BIGINT PRIMARY KEY, status ENUM('waiting', 'started', 'done'), kinds SET('z', 'y', 'x'));
         INSERT INTO tasks SELECT id, IF(id % 4 = 3, NULL, 1 + id % 4), IF(id % 7 = 6, NULL, id % 7) FROM ({}) AS n",
        OnMariaDb::numbers(41)
    ))
    .await;
    let order = "status IS NULL, status, kinds IS NULL DESC, kinds DESC, id";
    let expected = db
        .fetch(&mut QueryBuilder::new(format!("SELECT id FROM tasks ORDER BY {order}")))
        .await;
    let app = Router::new()
        .route("/tasks", get(tasks))
        .route("/mapped", get(mapped))
        .with_state(db.pool().clone());
    let sizes = [1, 2, 5, 41];
    let walk = testing::walk(app.clone(), "/tasks").by("id").sizes(sizes).exports();
    walk.expect(&expected).await.unwrap();
    let walk = testing::walk(app, "/mapped").by("id").sizes(sizes);
    walk.expect(&expected).await.unwrap();
}

/// One statement, which cannot ask for the number; and a type that has no order at all.
#[tokio::test]
async fn columns_that_no_cursor_can_carry_are_named() {
    let Some(db) = &OnMariaDb::open("mariadb::named").await else {
        return;
    };
    for (declaration, value, what) in [
        ("ENUM('a', 'b')", "'b'", "MySQL sorts ENUM and SET by a number"),
        ("SET('a', 'b')", "'b'", "MySQL sorts ENUM and SET by a number"),
        ("POINT", "POINT(1, 1)", "values of this type cannot be compared"),
        ("JSON", "'[1]'", "sort by what is in them"),
    ] {
        // MariaDB's is a text.
        if declaration == "JSON" && !db.is_mysql() {
            continue;
        }
        db.run(format!(
            "DROP TABLE IF EXISTS t; CREATE TABLE t (id BIGINT PRIMARY KEY, at {declaration} NOT NULL);
             INSERT INTO t VALUES (1, {value}), (2, {value})"
        ))
        .await;
        let request = CursorRequest::<Full<Anything>>::new(1);
        let fetched = request.fetch(QueryBuilder::new("SELECT * FROM t"), db.pool()).await;
        let said = fetched.unwrap_err().to_string();
        assert!(
            said.contains("column at") && said.contains(what),
            "{declaration}: {said}"
        );
    }
}

/// The rows with a value and those without one are read by a union, whose columns are texts.
#[tokio::test]
async fn enums_and_sets_that_may_be_null_are_named_too() {
    let Some(db) = &OnMariaDb::open("mariadb::named_sparse").await else {
        return;
    };
    for declaration in ["ENUM('b', 'a')", "SET('b', 'a')"] {
        db.run(format!(
            "DROP TABLE IF EXISTS t; CREATE TABLE t (id BIGINT PRIMARY KEY, at {declaration});
             INSERT INTO t VALUES (1, 'b'), (2, 'a'), (3, NULL)"
        ))
        .await;
        for sort in [0, 1] {
            let request = CursorRequest::<Sparse<Anything>>::new(1).sorted(sort);
            for request in [request.clone(), request.backward()] {
                let fetched = request.fetch(QueryBuilder::new("SELECT * FROM t"), db.pool()).await;
                let said = fetched.unwrap_err().to_string();
                assert!(
                    said.contains("MySQL sorts ENUM and SET by a number"),
                    "{declaration}: {said}"
                );
            }
        }
    }
}

/// The servers send it as a text of digits, or as bytes in another character set.
#[tokio::test]
async fn bits_that_are_computed_are_named() {
    let Some(db) = &OnMariaDb::open("mariadb::bits").await else {
        return;
    };
    db.run(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, a BIT(12), b BIT(12) NOT NULL);
         INSERT INTO t VALUES (1, 9, 1), (2, NULL, 10), (3, 300, 2), (4, NULL, 4000), (5, 200, 3)",
    )
    .await;
    for computed in [
        "COALESCE(a, b)",
        "IF(a IS NULL, b, a)",
        "CASE WHEN a IS NULL THEN b ELSE a END",
        "GREATEST(b, b)",
    ] {
        let select = |at: &str| format!("SELECT id, {at} AS at FROM t");
        let request = CursorRequest::<Full<Anything>>::new(1);
        let bits = sql::select(sqlx::AssertSqlSafe(select(computed))).on(db.pool());
        let mut bits: SqlSource<MySql, Full<Anything>> = bits;
        let returned = CursorSource::page(&mut bits, &request).await;
        let fetched = request.fetch(QueryBuilder::new(select(computed)), db.pool()).await;
        for said in [returned.unwrap_err(), fetched.unwrap_err()] {
            assert!(said.to_string().contains("CAST(… AS UNSIGNED)"), "{computed}: {said}");
        }
        let number = select(&format!("CAST({computed} AS UNSIGNED)"));
        let page = request.fetch(QueryBuilder::new(number), db.pool()).await.unwrap();
        assert_eq!(page.rows().len(), 2, "{computed}");
    }
}

#[paginate]
async fn numbered(State(db): State<MySqlPool>) -> SqlSource<MySql, Row> {
    sql::select("SELECT * FROM k").on(db)
}

#[tokio::test]
async fn an_exhausted_pool_is_503() {
    let Some(db) = &OnMariaDb::open("mariadb::exhausted").await else {
        return;
    };
    let options = MySqlPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_millis(50));
    let pool = options.connect_lazy_with((*db.pool().connect_options()).clone());
    let mut held = pool.acquire().await;
    for _ in 0..100 {
        if held.is_ok() {
            break;
        }
        held = pool.acquire().await;
    }
    let held = held.expect("the pool's one connection");
    let app = Router::new().route("/numbered", get(numbered)).with_state(pool.clone());
    let request = RequestHead::new(Method::GET, Uri::from_static("/numbered"));
    let response = app.answer(request).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()["retry-after"], "5");
    drop(held);
}

/// A table stands for the plan: servers give the columns of plans different types.
#[tokio::test]
async fn a_line_of_a_plan_has_each_value_with_its_name() {
    let Some(db) = &OnMariaDb::open("mariadb::plan").await else {
        return;
    };
    db.run(
        "CREATE TABLE t (a BIGINT, b BIGINT UNSIGNED, c INT, d INT UNSIGNED, e DOUBLE, f FLOAT, g DECIMAL(4, 1), h BOOLEAN,
             i TEXT, j TEXT, k BIGINT);
         INSERT INTO t VALUES (-1, 18446744073709551615, -7, 7, 0.5, 0.25, 12.5, TRUE, 'x', NULL, NULL)",
    )
    .await;
    let mut connection = db.pool().acquire().await.unwrap();
    let plan = MySql::fetch_plan(&mut connection, "SELECT * FROM t".to_owned(), MySqlArguments::default());
    assert_eq!(
        plan.await.unwrap(),
        ["a=-1 b=18446744073709551615 c=-7 d=7 e=0.5 f=0.25 g=12.5 h=1 i=x"]
    );
}
