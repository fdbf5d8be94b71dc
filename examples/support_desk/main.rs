//! A support desk: tickets, their comments and customers for a front end that is there already, an export, a feed and a report.
//! `cargo run --example support_desk`, then `curl localhost:3000/tickets`.

use axum::{
    Json, Router,
    extract::{
        FromRequest, FromRequestParts, Path, State,
        rejection::{JsonRejection, QueryRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool, sqlite::SqlitePoolOptions};
use tokio::sync::broadcast::{self, error::RecvError};
use utoipa::{IntoParams, OpenApi, ToSchema};
use velithon::{
    Emitter, KeyType, Keyset, Problem, SseEvent, paginate,
    sql::{self, Mapped, OrderBy, SqlSource},
    stream_json,
};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeyType, sqlx::Type, ToSchema)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
enum Status {
    Open,
    Waiting,
    Solved,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeyType, sqlx::Type, ToSchema)]
#[serde(rename_all = "lowercase")]
#[repr(i32)]
enum Priority {
    Low = 1,
    Normal = 2,
    Urgent = 3,
}

#[derive(Clone, Debug, Serialize, FromRow, Keyset, ToSchema)]
#[keyset(sort = "newest", opened desc, id desc)]
#[keyset(sort = "urgent", priority desc, opened asc, id asc)]
#[keyset(sort = "assignee", assignee asc nulls last, id asc)]
struct Ticket {
    #[keyset(unique)]
    id: i64,
    customer_id: i64,
    subject: String,
    status: Status,
    priority: Priority,
    assignee: Option<String>,
    opened: DateTime<Utc>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    status: Option<Status>,
    assignee: Option<String>,
}

/// The tickets by cursor, with how many there are: a page, or all of them as lines that can be resumed.
#[paginate(style = cursor, size = 20, total = exact, export, openapi)]
#[utoipa::path(get, path = "/tickets", params(Filter))]
async fn tickets(
    State(desk): State<Desk>,
    Query(filter): Query<Filter>,
) -> Result<SqlSource<Sqlite, Ticket>, AppError> {
    let mut statement = QueryBuilder::new("SELECT * FROM tickets WHERE true");
    if let Some(status) = filter.status {
        statement.push(" AND status = ").push_bind(status);
    }
    if let Some(assignee) = filter.assignee {
        statement.push(" AND assignee = ").push_bind(assignee);
    }
    Ok(sql::query_builder(statement).on(desk.db))
}

#[derive(Deserialize, ToSchema)]
struct NewTicket {
    customer_id: i64,
    subject: String,
    priority: Priority,
}

/// Opens a ticket.
#[utoipa::path(post, path = "/tickets", request_body = NewTicket, responses((status = 201, body = Ticket)))]
async fn open(State(desk): State<Desk>, Body(new): Body<NewTicket>) -> Result<(StatusCode, Json<Ticket>), AppError> {
    let insert =
        "INSERT INTO tickets (customer_id, subject, status, priority, opened) VALUES ($1, $2, $3, $4, $5) RETURNING *";
    let insert = sqlx::query_as(insert).bind(new.customer_id).bind(new.subject);
    let ticket: Ticket = insert
        .bind(Status::Open)
        .bind(new.priority)
        .bind(Utc::now())
        .fetch_one(&desk.db)
        .await?;
    // Nobody may be listening.
    let _ = desk.opened.send(ticket.clone());
    Ok((StatusCode::CREATED, Json(ticket)))
}

#[derive(Serialize, FromRow, ToSchema)]
struct Comment {
    id: i64,
    author: String,
    text: String,
}

/// The comments of a ticket, page by page.
#[paginate(size = 10, openapi)]
#[utoipa::path(get, path = "/tickets/{id}/comments", params(("id" = i64, Path)))]
async fn comments(
    State(desk): State<Desk>,
    Path(ticket): Path<i64>,
) -> Result<SqlSource<Sqlite, Comment, OrderBy>, AppError> {
    let known = sqlx::query("SELECT 1 FROM tickets WHERE id = $1").bind(ticket);
    known.fetch_optional(&desk.db).await?.ok_or(AppError::NoTicket)?;
    let comments = sql::select("SELECT id, author, text FROM comments WHERE ticket_id = $1").bind(ticket);
    Ok(comments.order_by("id").on(desk.db))
}

#[derive(FromRow)]
struct Customer {
    id: i64,
    name: String,
}

#[derive(Serialize, ToSchema)]
struct CustomerView {
    id: i64,
    name: String,
    open: Vec<TicketName>,
}

#[derive(Clone, Serialize, ToSchema)]
struct TicketName {
    id: i64,
    subject: String,
}

/// The customers with their open tickets, as the front end knows pages.
#[paginate(
    size = "per_page", items = "data", meta = "meta", openapi,
    members(page = "current_page", size = "per_page", total_kind = none, total_pages = "last_page")
)]
#[utoipa::path(get, path = "/customers")]
async fn customers(State(desk): State<Desk>) -> Result<Customers, AppError> {
    let source = sql::select("SELECT id, name FROM customers")
        .order_by("name, id")
        .on(&desk.db);
    Ok(source.map_page(move |customers| with_open_tickets(desk.db.clone(), customers)))
}

type Customers = Mapped<SqlSource<Sqlite, Customer, OrderBy>, CustomerView>;

/// One query for all customers of a page.
async fn with_open_tickets(db: SqlitePool, customers: Vec<Customer>) -> sqlx::Result<Vec<CustomerView>> {
    let mut open = QueryBuilder::<Sqlite>::new(
        "SELECT customer_id, id, subject FROM tickets WHERE status = 'open' AND customer_id IN (",
    );
    let mut ids = open.separated(", ");
    for customer in &customers {
        ids.push_bind(customer.id);
    }
    let open: Vec<(i64, i64, String)> = open.push(") ORDER BY id").build_query_as().fetch_all(&db).await?;
    let of = |customer: i64| {
        let own = open.iter().filter(move |ticket| ticket.0 == customer);
        own.map(|(_, id, subject)| TicketName {
            id: *id,
            subject: subject.clone(),
        })
        .collect()
    };
    Ok(customers
        .into_iter()
        .map(|Customer { id, name }| CustomerView { id, name, open: of(id) })
        .collect())
}

/// All tickets as a file.
#[stream_json(filename = "tickets", openapi)]
#[utoipa::path(get, path = "/export")]
async fn export(State(desk): State<Desk>, rows: &Emitter<Ticket>) -> Result<(), AppError> {
    rows.emit_all(sqlx::query_as("SELECT * FROM tickets ORDER BY id").fetch(&desk.db))
        .await?;
    Ok(())
}

/// Tickets as they are opened.
#[stream_json(format = sse, openapi)]
#[utoipa::path(get, path = "/events")]
async fn events(State(desk): State<Desk>, rows: &Emitter<Ticket>) {
    let mut opened = desk.opened.subscribe();
    loop {
        match opened.recv().await {
            Ok(ticket) => {
                let event = SseEvent::new().name("ticket").id(&ticket.id);
                rows.emit_event(event, &ticket).await;
            }
            // A client that reads too slowly misses some, and finds them in the list.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct Report {
    tickets: i64,
    unassigned: i64,
    by_priority: Vec<Count>,
}

#[derive(Serialize, FromRow, ToSchema)]
struct Count {
    priority: Priority,
    open: i64,
}

/// What there is to do, as one document.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/report")]
async fn report(State(desk): State<Desk>) -> Result<Report, AppError> {
    let totals = "SELECT count(*), count(*) FILTER (WHERE assignee IS NULL) FROM tickets WHERE status = 'open'";
    let (tickets, unassigned) = sqlx::query_as(totals).fetch_one(&desk.db).await?;
    let counts =
        "SELECT priority, count(*) AS open FROM tickets WHERE status = 'open' GROUP BY priority ORDER BY priority";
    let by_priority = sqlx::query_as(counts).fetch_all(&desk.db).await?;
    Ok(Report {
        tickets,
        unassigned,
        by_priority,
    })
}

/// Every error of the desk, whoever found it.
#[derive(Debug, thiserror::Error)]
enum AppError {
    #[error("there is no such ticket")]
    NoTicket,
    #[error("the desk is out of order")]
    Database(#[from] sqlx::Error),
    #[error("{}", .0.detail())]
    Refused(#[from] Problem),
    #[error("{}", .0.body_text())]
    Query(#[from] QueryRejection),
    #[error("{}", .0.body_text())]
    Body(#[from] JsonRejection),
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::NoTicket => StatusCode::NOT_FOUND,
            Self::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Refused(problem) => problem.status(),
            Self::Query(_) | Self::Body(_) => StatusCode::BAD_REQUEST,
        };
        (status, Json(json!({ "message": self.to_string() }))).into_response()
    }
}

#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(AppError))]
struct Query<T>(T);

#[derive(FromRequest)]
#[from_request(via(Json), rejection(AppError))]
struct Body<T>(T);

#[derive(OpenApi)]
#[openapi(
    paths(tickets, open, comments, customers, export, events, report),
    components(schemas(Ticket))
)]
struct Document;

#[derive(Clone)]
struct Desk {
    db: SqlitePool,
    opened: broadcast::Sender<Ticket>,
}

impl Desk {
    async fn open() -> sqlx::Result<Self> {
        let db = SqlitePoolOptions::new()
            .max_connections(1)
            .connect("sqlite::memory:")
            .await?;
        sqlx::raw_sql(include_str!("schema.sql")).execute(&db).await?;
        Ok(Self {
            db,
            opened: broadcast::Sender::new(64),
        })
    }
}

fn app(desk: Desk) -> Router {
    Router::new()
        .route("/tickets", get(tickets).post(open))
        .route("/tickets/{id}/comments", get(comments))
        .route("/customers", get(customers))
        .route("/export", get(export))
        .route("/events", get(events))
        .route("/report", get(report))
        .route("/openapi.json", get(async || Json(Document::openapi())))
        .with_state(desk)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().init();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, app(Desk::open().await?)).await?)
}

#[cfg(test)]
mod tests;
