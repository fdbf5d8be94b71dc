//! One query for the page, one for the total, and a cursor's condition as row values.
//!
//! SQLite plans a statement by the value of a placeholder that stands behind `LIMIT` by itself, and so prepares it anew for each
//! request. With a sign before it, the statement is prepared once: that is a contender of its own, [`planned_once`].

use std::sync::{Arc, OnceLock};

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use sqlx::{AssertSqlSafe, SqlitePool};

use super::{
    answer::{self, CursorParams, Failed, PageParams, Total},
    data::{Order, SELECT, pool},
};

const CAP: u64 = 10_000;

#[derive(Clone)]
struct Site {
    db: SqlitePool,
    /// What stands between `LIMIT` and its placeholder.
    sign: &'static str,
    /// The cached total, counted once for the life of the program.
    counted: Arc<OnceLock<u64>>,
}

pub(super) fn app() -> Router {
    signed("")
}

pub(super) fn planned_once() -> Router {
    signed("+")
}

fn signed(sign: &'static str) -> Router {
    Router::new()
        .route("/none", get(none))
        .route("/exact", get(exact))
        .route("/capped", get(capped))
        .route("/cached", get(cached))
        .route("/cursor", get(cursor))
        .with_state(Site {
            db: pool(),
            sign,
            counted: Arc::default(),
        })
}

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.to_string())
    }
}

/// The rows of a page, and whether more follow.
async fn rows(site: &Site, params: &PageParams) -> Result<(Vec<Order>, bool), Failed> {
    let sign = site.sign;
    let statement = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT {sign}$1 OFFSET $2");
    let mut rows = sqlx::query_as(AssertSqlSafe(statement))
        .bind(i64::try_from(params.size + 1).unwrap_or(i64::MAX))
        .bind(params.offset()?)
        .fetch_all(&site.db)
        .await?;
    let more = truncate(&mut rows, params.size);
    Ok((rows, more))
}

/// Whether there was one row too many.
fn truncate(rows: &mut Vec<Order>, size: u64) -> bool {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    more
}

async fn count(site: &Site) -> Result<u64, Failed> {
    let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM orders");
    Ok(count.fetch_one(&site.db).await?.cast_unsigned())
}

async fn none(State(site): State<Site>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    Ok(answer::page(&params, &rows, more, Total::None))
}

async fn exact(State(site): State<Site>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    let total = Total::Exact(count(&site).await?);
    Ok(answer::page(&params, &rows, more, total))
}

async fn capped(State(site): State<Site>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    // What the rows show need not be counted.
    let shown = params.offset()?.cast_unsigned() + rows.len() as u64;
    let total = if shown > CAP {
        Total::AtLeast(shown)
    } else {
        let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM (SELECT 1 FROM orders LIMIT 10001)");
        match count.fetch_one(&site.db).await?.cast_unsigned() {
            counted if counted > CAP => Total::AtLeast(CAP),
            counted => Total::Exact(counted),
        }
    };
    Ok(answer::page(&params, &rows, more, total))
}

async fn cached(State(site): State<Site>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    let total = match site.counted.get() {
        Some(total) => *total,
        None => *site.counted.get_or_init({
            let total = count(&site).await?;
            move || total
        }),
    };
    Ok(answer::page(&params, &rows, more, Total::Exact(total)))
}

async fn cursor(State(site): State<Site>, Query(params): Query<CursorParams>) -> Result<Response, Failed> {
    let (after, count) = params.checked()?;
    let (limit, sign) = (i64::try_from(count + 1).unwrap_or(i64::MAX), site.sign);
    let mut rows: Vec<Order> = match after {
        None => {
            let statement = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT {sign}$1");
            let query = sqlx::query_as(AssertSqlSafe(statement)).bind(limit);
            query.fetch_all(&site.db).await?
        }
        Some((created_at, id)) => {
            let condition = "WHERE (created_at, id) < ($1, $2)";
            let statement = format!("{SELECT} {condition} ORDER BY created_at DESC, id DESC LIMIT {sign}$3");
            let query = sqlx::query_as(AssertSqlSafe(statement)).bind(created_at).bind(id);
            query.bind(limit).fetch_all(&site.db).await?
        }
    };
    let more = truncate(&mut rows, count);
    let key = |row: &Order| (row.created_at, row.id);
    Ok(answer::walk(&rows, more, count, after.is_none(), key))
}
