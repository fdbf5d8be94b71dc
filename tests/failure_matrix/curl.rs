//! The same cells as curl sees them, where there is one.

use std::{net::SocketAddr, process::Command};

use velithon_test_support::SpanEnds;

use crate::{
    cells::{Cell, Protocol},
    expect::{Items, Seen, seen},
};

/// Why there is nothing good to say.
pub(crate) enum Not {
    Run(String),
    Right(String),
}

/// Runs curl, and says how it ended.
pub(crate) async fn check(cell: Cell, address: SocketAddr, ends: &SpanEnds) -> Result<String, Not> {
    let (seen, outcome) = seen(cell.failure);
    let (status, exit) = match seen {
        Seen::Answered { status, .. } => (status, 0),
        // "Empty reply from server"; "stream error in the HTTP/2 framing layer".
        Seen::Nothing => (0, if cell.protocol == Protocol::Http2 { 92 } else { 52 }),
        Seen::Aborted { items: Items::All, .. } => match cell.protocol {
            // Nothing but the body tells it.
            Protocol::Http10 => (200, 0),
            Protocol::Http11 => (200, 18),
            Protocol::Http2 => (200, 92),
        },
        Seen::Aborted { items: Items::Some, .. } | Seen::Left => {
            return Err(Not::Run("it always reads, and never leaves".to_owned()));
        }
    };
    let version = match cell.protocol {
        Protocol::Http10 => "--http1.0",
        Protocol::Http11 => "--http1.1",
        Protocol::Http2 => "--http2-prior-knowledge",
    };
    let mut curl = Command::new("curl");
    curl.args([
        "--silent",
        "--output",
        "/dev/null",
        "--write-out",
        "%{http_code}",
        version,
    ])
    .arg("--header")
    .arg(format!("accept: {}", cell.format.accept()))
    .arg(format!("http://{address}{}", cell.failure.path()));
    let output = tokio::task::spawn_blocking(move || curl.output())
        .await
        .expect("a thread");
    let output = output.map_err(|error| Not::Run(format!("no curl: {error}")))?;
    // A curl without HTTP/2 says so before it connects.
    if output.status.code() == Some(1) {
        return Err(Not::Run(format!("this curl does not know {version}")));
    }
    let told = String::from_utf8_lossy(&output.stdout);
    if output.status.code() != Some(exit) || told != format!("{status:03}") {
        return Err(Not::Right(format!(
            "{}, status {told}; not {exit}, {status}",
            output.status
        )));
    }
    let ended = ends.next().await["outcome"].clone();
    if ended != outcome {
        return Err(Not::Right(format!("outcome {ended}, not {outcome}")));
    }
    Ok(format!("exit {exit}, status {told}; {outcome}"))
}
