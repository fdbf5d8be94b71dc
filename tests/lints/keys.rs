//! Handlers of `#[paginate(style = cursor)]`.

use axum::{Router, extract::State, routing::get};
use velithon::{CursorRequest, PageItems, paginate};

use crate::types::{AppError, AppResult, Db, Row};

pub(crate) fn routes() -> Router<Db> {
    Router::new()
        .route("/requested", get(requested))
        .route("/listed", get(listed))
        .route("/exported", get(exported))
}

#[paginate(style = cursor)]
async fn requested(State(db): State<Db>, _: CursorRequest<Row>) -> Result<PageItems<Row>, AppError> {
    tokio::task::yield_now().await;
    Ok(PageItems::new(db.0.to_vec()))
}

#[paginate(style = cursor, sort = "name")]
async fn listed(State(db): State<Db>) -> Vec<Row> {
    db.0.to_vec()
}

#[paginate(style = cursor, export)]
async fn exported(State(db): State<Db>) -> AppResult<Vec<Row>> {
    Ok(db.0.to_vec())
}

#[paginate(style = cursor)]
#[expect(dead_code, reason = "the compiler reports what nobody routes")]
async fn unused(State(db): State<Db>) -> Vec<Row> {
    db.0.to_vec()
}
