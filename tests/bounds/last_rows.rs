//! A reset of HTTP/2 that comes close behind the last rows has curl drop them.

use std::{net::SocketAddr, process::Command};

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;
use velithon::{Emitter, stream_json};

use crate::Verdict;

/// What a reset overtakes depends on the moment.
const RUNS: usize = 40;

const ROWS: usize = 3_000;

struct Broken;

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

/// Rows of a kilobyte, and then an error.
#[stream_json]
async fn broken(rows: &Emitter<String>) -> Result<(), Broken> {
    let row = "x".repeat(1_000);
    for _ in 0..ROWS {
        rows.emit(&row).await;
    }
    Err(Broken)
}

pub(crate) fn of_curl_over_http2() -> Vec<Verdict> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(async move { axum::serve(listener, Router::new().route("/", get(broken))).await });
    vec![lost_runs(address).unwrap_or_else(Verdict::NotRun)]
}

/// In how many runs a row was missing; or why none could be made.
fn lost_runs(address: SocketAddr) -> Result<Verdict, String> {
    let mut lost = 0;
    for _ in 0..RUNS {
        let output = Command::new("curl")
            .args(["--silent", "--http2-prior-knowledge"])
            .arg(format!("http://{address}/"))
            .output()
            .map_err(|error| format!("no curl: {error}"))?;
        match output.status.code() {
            // A curl without HTTP/2 says so before it connects.
            Some(1) => return Err("this curl has no HTTP/2".to_owned()),
            Some(92) => {}
            _ => {
                return Ok(Verdict::Broken(format!(
                    "curl does not see the reset: {}",
                    output.status
                )));
            }
        }
        let rows = output.stdout.split(|byte| *byte == b',').count();
        lost += usize::from(rows != ROWS);
    }
    Ok(Verdict::at_most(
        lost,
        0,
        &format!("of {RUNS} runs of curl without their last rows"),
    ))
}
