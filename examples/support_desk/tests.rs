//! What the desk promises its front end.

use axum::{body::Body, http::Request};
use serde_json::Value;
use tower::ServiceExt;
use velithon::testing::{self, Collected, End};

use super::*;

async fn ask(desk: &Desk, request: axum::http::request::Builder, body: Body) -> Response {
    let Ok(response) = app(desk.clone()).oneshot(request.body(body).expect("a request")).await;
    response
}

async fn collect(desk: &Desk, uri: &str) -> Collected {
    testing::collect(ask(desk, Request::get(uri), Body::empty()).await).await
}

#[tokio::test]
async fn tickets_are_walked_in_every_order_counted_and_exported() {
    let desk = Desk::open().await.expect("a desk");
    let newest: Vec<i64> = (1..=40).rev().collect();
    testing::walk(app(desk.clone()), "/tickets")
        .by("id")
        .exports()
        .expect(&newest)
        .await
        .expect("all tickets");
    let mut assigned: Vec<i64> = (1..=40).filter(|id| id % 4 != 0).collect();
    assigned.sort_by_key(|id| (id % 4, *id));
    assigned.extend((1..=40).filter(|id| id % 4 == 0));
    let walk = testing::walk(app(desk.clone()), "/tickets?sort=assignee").by("id");
    walk.expect(&assigned).await.expect("all tickets");
    let urgent = collect(&desk, "/tickets?sort=urgent&status=open&size=2").await;
    assert_eq!(
        urgent.column::<Priority>("priority").expect("priorities"),
        [Priority::Urgent; 2]
    );
    let page = urgent.json().expect("a page");
    assert_eq!((&page["total"], &page["total_kind"]), (&json!(20), &json!("exact")));
}

#[tokio::test]
async fn comments_come_in_pages_of_a_ticket_there_is() {
    let desk = Desk::open().await.expect("a desk");
    let walk = testing::walk(app(desk.clone()), "/tickets/1/comments").pages().by("id");
    walk.expect(&(1..=25).collect::<Vec<i64>>())
        .await
        .expect("all comments");
    let missing = collect(&desk, "/tickets/99/comments").await;
    assert_eq!(
        (missing.status, missing.json().expect("JSON")),
        (StatusCode::NOT_FOUND, json!({ "message": "there is no such ticket" }))
    );
}

#[tokio::test]
async fn customers_come_as_the_front_end_knows_them() {
    let desk = Desk::open().await.expect("a desk");
    let page = collect(&desk, "/customers?page=2&per_page=2").await;
    let expected = json!({
        "data": [{ "id": 3, "name": "Customer 3", "open": page.rows[0]["open"] }, page.rows[1]],
        "meta": { "current_page": 2, "per_page": 2, "total": 5, "last_page": 3 },
    });
    assert_eq!(page.json().expect("a page"), expected);
    assert_eq!(page.rows[0]["open"].as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn everything_is_a_file_and_the_report_a_document() {
    let desk = Desk::open().await.expect("a desk");
    let file = collect(&desk, "/export").await;
    assert_eq!((file.rows.len(), &file.end), (40, &End::Complete));
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"tickets.json\""
    );
    let report = collect(&desk, "/report").await.json().expect("a report");
    assert_eq!(
        (&report["tickets"], &report["by_priority"][0]["priority"]),
        (&json!(20), &json!("low"))
    );
}

#[tokio::test]
async fn a_ticket_that_is_opened_is_told_to_those_who_listen() {
    let desk = Desk::open().await.expect("a desk");
    let feed = ask(&desk, Request::get("/events"), Body::empty()).await;
    let new = json!({ "customer_id": 1, "subject": "It smokes", "priority": "urgent" }).to_string();
    let request = Request::post("/tickets").header("content-type", "application/json");
    assert_eq!(ask(&desk, request, new.into()).await.status(), StatusCode::CREATED);
    let told = testing::collect(feed).up_to(1).await;
    assert_eq!(told.column::<String>("subject").expect("subjects"), ["It smokes"]);
}

#[tokio::test]
async fn errors_speak_one_dialect() {
    let desk = Desk::open().await.expect("a desk");
    for uri in ["/tickets?status=lost", "/customers?page=0"] {
        let refused = collect(&desk, uri).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{uri}");
        assert!(refused.json().expect("JSON")["message"].is_string(), "{uri}");
    }
    sqlx::query("DROP TABLE comments")
        .execute(&desk.db)
        .await
        .expect("no table");
    let failed = collect(&desk, "/tickets/1/comments").await;
    assert_eq!(
        failed.json().expect("JSON"),
        json!({ "message": "the desk is out of order" })
    );
}

#[tokio::test]
async fn the_document_describes_every_route() {
    let document = collect(&Desk::open().await.expect("a desk"), "/openapi.json")
        .await
        .json()
        .expect("a document");
    let paths: Vec<_> = document["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(
        paths,
        [
            "/customers",
            "/events",
            "/export",
            "/report",
            "/tickets",
            "/tickets/{id}/comments"
        ]
    );
    let page = &document["paths"]["/customers"]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    let meta: Vec<_> = page["properties"]["meta"]["properties"]
        .as_object()
        .expect("members")
        .keys()
        .collect();
    assert_eq!(meta, ["current_page", "last_page", "per_page", "total"]);
    assert_eq!(
        document["components"]["schemas"]["Status"]["enum"],
        Value::from(vec!["open", "waiting", "solved"])
    );
}
