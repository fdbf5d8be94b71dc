//! Attributes, patterns and parameters of a handler.

use axum::extract::{Query, State};
use serde::Deserialize;
use velithon::{Emitter, stream_json};

use super::{AppResult, ORDERS, Order, Pool, orders};

gives! {
    patterns = r#"[{"id":1},{"id":7}]"#;
    inner_attributes = ORDERS;
    linted_parameters = ORDERS;
    made_by_a_macro = ORDERS;
    debugged = ORDERS;
    instrumented_above = ORDERS;
    instrumented_below = ORDERS;
    commented = ORDERS;
    fifteen_extractors = ORDERS;
}

#[derive(Deserialize)]
struct Options {
    #[serde(default)]
    limit: Option<u32>,
    #[serde(default = "seven")]
    start: u32,
}

fn seven() -> u32 {
    7
}

#[stream_json]
async fn patterns(
    State(()): State<()>,
    Query(Options { limit, mut start }): Query<Options>,
    Query(Options { start: ref other, .. }): Query<Options>,
    _: Pool,
    rows: &Emitter<Order>,
) {
    assert_eq!((limit, *other), (None, 7));
    rows.emit(&Order { id: 1 }).await;
    start -= 7;
    rows.emit(&Order { id: start + other }).await;
}

#[stream_json]
async fn inner_attributes(rows: &Emitter<Order>) {
    #![expect(unused_variables)]
    let unused = 1;
    rows.emit_all(orders()).await;
}

#[stream_json]
async fn linted_parameters(#[expect(unused_variables)] db: Pool, #[allow(unused_mut)] mut rows: &Emitter<Order>) {
    rows.emit_all(orders()).await;
}

macro_rules! handler {
    ($name:ident, $handle:ty) => {
        #[stream_json]
        async fn $name(rows: $handle) {
            rows.emit_all(orders()).await;
        }
    };
}

handler!(made_by_a_macro, &Emitter<Order>);

#[stream_json]
#[axum::debug_handler]
async fn debugged(db: Pool, rows: &Emitter<Order>) -> AppResult {
    drop(db);
    rows.emit_all(orders()).await;
    Ok(())
}

#[tracing::instrument]
#[stream_json]
async fn instrumented_above(rows: &Emitter<Order>) {
    rows.emit_all(orders()).await;
}

#[stream_json]
#[tracing::instrument(fields(limit = ?options.limit))]
async fn instrumented_below(Query(options): Query<Opts>, rows: &Emitter<Order>) {
    assert_eq!(options.limit, None);
    rows.emit_all(orders()).await;
}

#[derive(Deserialize, Debug)]
struct Opts {
    limit: Option<u32>,
}

/// What `rustdoc` shows.
#[cfg(unix)]
#[stream_json(chunk = "64KiB")]
async fn commented(#[cfg(not(unix))] never: Nothing, #[cfg(unix)] db: Pool, rows: &Emitter<Order>) {
    drop(db);
    rows.emit_all(orders()).await;
}

#[expect(clippy::too_many_arguments)]
#[stream_json]
async fn fifteen_extractors(
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Query<Opts>,
    rows: &Emitter<Order>,
) {
    rows.emit_all(orders()).await;
}
