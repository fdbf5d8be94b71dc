//! As many rows as a client wants, without a database: what the memory of an export is measured with.

use std::convert::Infallible;

use axum::{Router, routing::get};
use velithon::{CursorRequest, CursorSource, paginate};

use crate::rows::Row;

struct Generated;

impl CursorSource for Generated {
    type Item = Row;
    type Error = Infallible;

    async fn rows(&mut self, request: &CursorRequest<Row>) -> Result<Vec<Row>, Infallible> {
        let first = request.key().and_then(|key| key.get::<i64>(0)).map_or(0, |id| id + 1);
        let row = |id| Row {
            id,
            g: id % 7,
            s: (id % 4 != 0).then(|| format!("name of row {id}")),
            n: 0,
        };
        Ok((first..first.saturating_add(request.limit())).map(row).collect())
    }
}

#[paginate(style = cursor, export)]
async fn generated() -> Generated {
    Generated
}

pub(crate) fn routes() -> Router {
    Router::new().route("/generated", get(generated))
}
