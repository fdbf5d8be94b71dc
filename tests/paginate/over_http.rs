//! Over a real socket: what every paginated handler answers, however its rows come.

mod extractors;
mod forms;
mod links;
mod numbers;
mod totals;

use axum::{Router, extract::State, http::StatusCode as Failed, routing::get};
use velithon_test_support::{Client, Seen};

fn forms() -> Router<Seen> {
    Router::new()
        .route("/rows", get(forms::rows))
        .route("/source", get(forms::source))
        .route("/told", get(forms::told))
        .route("/blocking-rows", get(forms::blocking_rows))
        .route("/blocking-told", get(forms::blocking_told))
        .route("/iterator", get(forms::iterator))
        .route("/streamed", get(forms::streamed))
        .route("/offsets", get(forms::offsets))
        .route("/offsets-told", get(forms::offsets_told))
}

async fn serve() -> (Client, Seen) {
    let seen = Seen::default();
    let client = Client::of(forms().with_state(seen.clone()));
    (client.await, seen)
}
