//! Streams that end as their path says, with an end record where they have one and without.

use std::{process, process::Command, time::Duration};

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use velithon::{Emitter, stream_json};

/// How many rows there are before the failure: a few chunks.
const ROWS: u32 = 300;

/// How long a client has for the rows before the failure: what is lost then was not lost to a race.
const PAUSE: Duration = Duration::from_millis(150);

/// How a stream ends.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Ending {
    /// With its last row.
    Whole,
    /// With an error after its last row.
    Late,
    /// With the process, killed after its last row.
    Killed,
}

#[derive(Serialize)]
pub(crate) struct Row {
    id: u32,
    text: String,
}

pub(crate) struct Broken;

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

/// The first rows, each with a text of so many bytes.
async fn emit(rows: &Emitter<Row>, count: u32, length: usize) {
    for id in 0..count {
        let text = "x".repeat(length);
        rows.emit(&Row { id, text }).await;
    }
}

async fn end(ending: Ending) -> Result<(), Broken> {
    tokio::time::sleep(PAUSE).await;
    match ending {
        Ending::Whole => Ok(()),
        Ending::Late => Err(Broken),
        Ending::Killed => {
            let killed = Command::new("kill")
                .arg("-KILL")
                .arg(process::id().to_string())
                .status();
            eprintln!("the process outlived its signal: {killed:?}");
            Err(Broken)
        }
    }
}

#[stream_json(formats = [array, ndjson, sse])]
pub(crate) async fn plain(Path(ending): Path<Ending>, rows: &Emitter<Row>) -> Result<(), Broken> {
    emit(rows, ROWS, 200).await;
    end(ending).await
}

#[stream_json(formats = [array, ndjson, sse], items = "rows", end_record = on)]
pub(crate) async fn record(Path(ending): Path<Ending>, rows: &Emitter<Row>) -> Result<(), Broken> {
    emit(rows, ROWS, 200).await;
    end(ending).await
}

/// Fails at once behind 3,000 rows of 1 kB, when the last of them are not written yet.
#[stream_json]
pub(crate) async fn tail(rows: &Emitter<Row>) -> Result<(), Broken> {
    emit(rows, 3_000, 1_000).await;
    Err(Broken)
}
