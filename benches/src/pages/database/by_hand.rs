//! One query for the page, one for the total, and a cursor's condition as row values: the handlers, whose queries each driver runs
//! by itself.
//!
//! SQLite plans a statement by the value of a placeholder that stands behind `LIMIT` by itself, and so prepares it anew for each
//! request. With a sign before it, the statement is prepared once: that is a contender of its own, [`sqlite_planned_once`].

mod sqlx;
#[cfg(feature = "tokio-postgres")]
mod tokio_postgres;

use std::sync::{Arc, OnceLock};

use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};

use super::{
    answer::{self, CursorParams, Failed, PageParams, Total},
    data::{self, Order},
};

const CAP: u64 = 10_000;
const COUNT: &str = "SELECT COUNT(*) FROM orders";
/// Counts no further than one row above the cap.
const COUNT_CAPPED: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM orders LIMIT 10001) AS counted";

/// What a driver reads.
trait Orders: Clone + Send + Sync + 'static {
    /// So many of the newest orders behind `offset` of them.
    fn page(&self, limit: i64, offset: i64) -> impl Future<Output = Result<Vec<Order>, Failed>> + Send;

    /// So many of the newest orders, behind the one that has this time and this id.
    fn after(&self, key: Option<(i64, i64)>, limit: i64) -> impl Future<Output = Result<Vec<Order>, Failed>> + Send;

    /// The number that a statement selects.
    fn number(&self, statement: &'static str) -> impl Future<Output = Result<i64, Failed>> + Send;
}

#[derive(Clone)]
struct Site<D> {
    orders: D,
    /// The cached total, counted once for the life of the program.
    counted: Arc<OnceLock<u64>>,
}

pub(super) fn sqlite() -> Router {
    app(sqlx::Sqlite::new(data::sqlite::pool(), ""))
}

pub(super) fn sqlite_planned_once() -> Router {
    app(sqlx::Sqlite::new(data::sqlite::pool(), "+"))
}

#[cfg(feature = "postgres")]
pub(super) fn postgres() -> Router {
    app(sqlx::Postgres::new(data::postgres::pool(), ""))
}

#[cfg(feature = "tokio-postgres")]
pub(super) fn tokio_postgres() -> Router {
    app(crate::postgres::clients())
}

fn app<D: Orders>(orders: D) -> Router {
    Router::new()
        .route("/none", get(none::<D>))
        .route("/exact", get(exact::<D>))
        .route("/capped", get(capped::<D>))
        .route("/cached", get(cached::<D>))
        .route("/cursor", get(cursor::<D>))
        .with_state(Site {
            orders,
            counted: Arc::default(),
        })
}

/// The rows of a page, and whether more follow.
async fn rows<D: Orders>(site: &Site<D>, params: &PageParams) -> Result<(Vec<Order>, bool), Failed> {
    let mut rows = site.orders.page(one_more(params.size), params.offset()?).await?;
    let more = truncate(&mut rows, params.size);
    Ok((rows, more))
}

/// The rows that a query asks for, to know whether more follow.
fn one_more(size: u64) -> i64 {
    i64::try_from(size + 1).unwrap_or(i64::MAX)
}

/// Whether there was one row too many.
fn truncate(rows: &mut Vec<Order>, size: u64) -> bool {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    more
}

async fn count<D: Orders>(site: &Site<D>) -> Result<u64, Failed> {
    Ok(site.orders.number(COUNT).await?.cast_unsigned())
}

async fn none<D: Orders>(State(site): State<Site<D>>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    Ok(answer::page(&params, &rows, more, Total::None))
}

async fn exact<D: Orders>(State(site): State<Site<D>>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    let total = Total::Exact(count(&site).await?);
    Ok(answer::page(&params, &rows, more, total))
}

async fn capped<D: Orders>(State(site): State<Site<D>>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
    let params = params.checked()?;
    let (rows, more) = rows(&site, &params).await?;
    // What the rows show need not be counted.
    let shown = params.offset()?.cast_unsigned() + rows.len() as u64;
    let total = if shown > CAP {
        Total::AtLeast(shown)
    } else {
        match site.orders.number(COUNT_CAPPED).await?.cast_unsigned() {
            counted if counted > CAP => Total::AtLeast(CAP),
            counted => Total::Exact(counted),
        }
    };
    Ok(answer::page(&params, &rows, more, total))
}

async fn cached<D: Orders>(State(site): State<Site<D>>, Query(params): Query<PageParams>) -> Result<Response, Failed> {
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

async fn cursor<D: Orders>(
    State(site): State<Site<D>>,
    Query(params): Query<CursorParams>,
) -> Result<Response, Failed> {
    let (after, count) = params.checked()?;
    let mut rows = site.orders.after(after, one_more(count)).await?;
    let more = truncate(&mut rows, count);
    let key = |row: &Order| (row.created_at, row.id);
    Ok(answer::walk(&rows, more, count, after.is_none(), key))
}
