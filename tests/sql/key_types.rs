//! Columns whose types are keys by `#[derive(KeyType)]`: every row once, as the database sorts them.

use axum::extract::State;
use serde::Serialize;
use sqlx::{FromRow, QueryBuilder, Type};
use velithon::{
    KeyType, Keyset, paginate,
    sql::{self, SqlKeyset, SqlRow, SqlSource},
    testing,
};

use crate::backend::Backend;

on_all! {
    newtypes_and_enums,
}

#[derive(Serialize, Type, KeyType)]
#[sqlx(transparent)]
struct TaskId(i64);

/// By its number.
#[derive(Serialize, Type, KeyType)]
#[repr(i16)]
enum Priority {
    High = -1,
    Normal = 0,
    Low = 10,
}

/// PostgreSQL and MariaDB have a type for it, whose values they sort as they are declared; SQLite has texts.
#[derive(Serialize, Type, KeyType)]
#[sqlx(type_name = "status", rename_all = "snake_case")]
enum Status {
    Waiting,
    InProgress,
    #[sqlx(rename = "all done")]
    Done,
}

/// A text where there is no type for it.
#[derive(Serialize, Type, KeyType)]
#[sqlx(type_name = "text", rename_all = "SCREAMING_SNAKE_CASE")]
enum Team {
    WebFront,
    Backend,
    Qa,
}

#[derive(Serialize, Type, KeyType)]
#[sqlx(transparent)]
struct Label(String);

#[derive(Serialize, FromRow, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "priority", priority desc, id asc)]
#[keyset(sort = "status", status asc, id desc)]
#[keyset(sort = "team", team asc nulls last, priority desc, id asc)]
#[keyset(sort = "label", label desc nulls first, id asc)]
struct Task {
    #[keyset(unique)]
    id: TaskId,
    priority: Priority,
    status: Status,
    team: Option<Team>,
    label: Option<Label>,
}

const ORDERS: [(&str, &str); 5] = [
    ("id", "id"),
    ("priority", "priority DESC, id"),
    ("status", "status, id DESC"),
    ("team", "team NULLS LAST, priority DESC, id"),
    ("label", "label DESC NULLS FIRST, id"),
];

#[paginate(style = cursor)]
async fn tasks<B: Backend>(State(db): State<B>) -> SqlSource<B::Db, Task>
where
    Task: SqlRow<B::Db> + SqlKeyset<B::Db>,
{
    sql::select("SELECT * FROM tasks").on(db.pool())
}

async fn newtypes_and_enums<B: Backend>(db: B)
where
    Task: SqlRow<B::Db> + SqlKeyset<B::Db>,
{
    let ([status, make], team) = (B::ENUM, B::ENUM_OF_LETTERS);
    db.run(make).await;
    db.run(format!(
        "CREATE TABLE tasks (id BIGINT PRIMARY KEY, priority SMALLINT NOT NULL, status {status}, team {team},
         label TEXT)"
    ))
    .await;
    for id in 0_usize..18 {
        let priority = [-1, 0, 10][id % 3];
        let status = ["waiting", "in_progress", "all done"][id / 2 % 3];
        let team = ["'WEB_FRONT'", "'BACKEND'", "'QA'", "NULL"][id % 4];
        let label = ["NULL", "''", "'b'", "'a'", "'B'"][id % 5];
        db.run(format!(
            "INSERT INTO tasks VALUES ({id}, {priority}, '{status}', {team}, {label})"
        ))
        .await;
    }
    for (sort, order) in ORDERS {
        let expected = db
            .fetch(&mut QueryBuilder::new(format!(
                "SELECT id FROM tasks ORDER BY {}",
                B::order(order)
            )))
            .await;
        assert_eq!(expected.len(), 18);
        let walk = testing::walk(|head| tasks(head, State(db.clone())), &format!("/tasks?sort={sort}"));
        assert_eq!(walk.by("id").expect(&expected).await.err(), None, "by {sort}");
    }
}
