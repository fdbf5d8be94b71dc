//! What each cell must show, and whether it does.

use std::net::SocketAddr;

use velithon_test_support::SpanEnds;

use crate::{
    cells::{Cell, Failure, Format, Protocol},
    client::{End, Response, ask},
    handlers::MANY,
    text::{Parts, same},
};

/// `INTERNAL_ERROR` and `CANCEL` of RFC 9113.
const INTERNAL_ERROR: u32 = 2;
const CANCEL: u32 = 8;

/// What the client learns of a failure, and the span says of it.
pub(crate) enum Seen {
    /// A response of its own, with the status and its whole body.
    Answered {
        status: u16,
        content_type: &'static str,
        body: Option<&'static str>,
    },
    /// No response at all.
    Nothing,
    /// A response of 200 that has begun and is aborted, with the status of its error record.
    Aborted { items: Items, record: u64 },
    /// The client left.
    Left,
}

#[derive(Clone, Copy)]
pub(crate) enum Items {
    /// Each that was emitted.
    All,
    /// As many as there were when the client had stopped for too long.
    Some,
}

/// What a failure looks like whatever the format and the protocol.
pub(crate) fn seen(failure: Failure) -> (Seen, &'static str) {
    let seen = match failure {
        Failure::ErrorAtItem0 | Failure::ErrorInWindow => Seen::Answered {
            status: 418,
            content_type: "text/plain; charset=utf-8",
            body: Some("short and stout"),
        },
        Failure::SerializeInWindow => Seen::Answered {
            status: 500,
            content_type: "application/problem+json",
            body: None,
        },
        Failure::PanicInWindow => Seen::Nothing,
        Failure::ErrorAfterFlush => Seen::Aborted {
            items: Items::All,
            record: 418,
        },
        Failure::SerializeAfterFlush | Failure::PanicAfterFlush => Seen::Aborted {
            items: Items::All,
            record: 500,
        },
        Failure::Stall => Seen::Aborted {
            items: Items::Some,
            record: 500,
        },
        Failure::Disconnect => Seen::Left,
    };
    let outcome = match failure {
        Failure::Disconnect => "disconnected",
        Failure::Stall => "stalled",
        _ => "failed",
    };
    (seen, outcome)
}

/// How a protocol shows that a response is aborted.
fn abort(protocol: Protocol) -> End {
    match protocol {
        Protocol::Http10 => End::Closed,
        Protocol::Http11 => End::CutShort,
        Protocol::Http2 => End::Reset(INTERNAL_ERROR),
    }
}

/// Asks as a client that keeps reading (or leaves, or pauses, where that is the failure), and says what it learned.
///
/// # Errors
///
/// What was not as it must be.
pub(crate) async fn check(cell: Cell, address: SocketAddr, ends: &SpanEnds) -> Result<String, String> {
    let (seen, outcome) = seen(cell.failure);
    let response = ask(cell, address).await;
    let mut outcome_came = String::new();
    let learned = match (seen, response) {
        (Seen::Nothing, Err(end)) => nothing(cell.protocol, &end)?,
        (Seen::Nothing, Ok(response)) => return Err(format!("answered with {}", response.status)),
        (_, Err(end)) => return Err(format!("no response: {end:?}")),
        (
            Seen::Answered {
                status,
                content_type,
                body,
            },
            Ok(response),
        ) => answered(response, status, content_type, body).await?,
        (Seen::Aborted { items, record }, Ok(mut response)) => {
            begun(cell, &response)?;
            let mut text = Vec::new();
            if let Items::Some = items {
                response
                    .read(&mut text)
                    .await
                    .map_err(|end| format!("{end:?} before the first item"))?;
                outcome_came = ends.next().await["outcome"].clone();
            }
            let end = response.read_all(&mut text).await;
            aborted(cell, items, record, &text, &end)?
        }
        (Seen::Left, Ok(mut response)) => {
            begun(cell, &response)?;
            let mut text = Vec::new();
            // The start of the body may come in pieces, and what comes before the item in a table is no part of one.
            loop {
                response
                    .read(&mut text)
                    .await
                    .map_err(|end| format!("{end:?} before the first item"))?;
                match Parts::of(&String::from_utf8_lossy(&text), cell.format) {
                    Ok(parts) if parts.items == 0 => {}
                    Ok(parts) => break same("items", &parts.items, &1)?,
                    Err(_) if cell.format == Format::Csv && text.len() <= "value\r\n".len() => {}
                    Err(problem) => return Err(problem),
                }
            }
            "1 item, and left".to_owned()
        }
    };
    if outcome_came.is_empty() {
        outcome_came = ends.next().await["outcome"].clone();
    }
    same("outcome", &outcome_came.as_str(), &outcome)?;
    Ok(format!("{learned}; {outcome}"))
}

fn nothing(protocol: Protocol, end: &End) -> Result<String, String> {
    // The framework's own affair: it drops the connection, or the stream.
    let dropped = match protocol {
        Protocol::Http10 => End::Closed,
        Protocol::Http11 => End::CutShort,
        Protocol::Http2 => End::Reset(CANCEL),
    };
    same("end", end, &dropped)?;
    Ok(format!("no response, {end:?}"))
}

async fn answered(
    mut response: Response,
    status: u16,
    content_type: &str,
    body: Option<&str>,
) -> Result<String, String> {
    same("status", &response.status, &status)?;
    same("content type", &response.content_type.as_deref(), &Some(content_type))?;
    let mut text = Vec::new();
    let end = response.read_all(&mut text).await;
    same("end", &end, &End::Whole)?;
    let text = String::from_utf8_lossy(&text);
    if body.is_some_and(|body| body != text) || text.contains("secret") {
        return Err(format!("body: {text}"));
    }
    Ok(format!("its own {status}, no items"))
}

fn begun(cell: Cell, response: &Response) -> Result<(), String> {
    same("status", &response.status, &200)?;
    same(
        "content type",
        &response.content_type.as_deref(),
        &Some(cell.format.content_type()),
    )
}

fn aborted(cell: Cell, items: Items, record: u64, text: &[u8], end: &End) -> Result<String, String> {
    same("end", end, &abort(cell.protocol))?;
    let text = String::from_utf8_lossy(text);
    let parts = Parts::of(&text, cell.format)?;
    let record = (cell.format != Format::Array).then_some(record);
    same("record", &parts.record, &record)?;
    same("the format's end", &parts.ended, &false)?;
    match items {
        Items::All => same("items", &parts.items, &MANY)?,
        Items::Some if parts.items == 0 => return Err("no items".to_owned()),
        Items::Some => {}
    }
    if text.contains("secret") {
        return Err("the error's insides are told".to_owned());
    }
    let told = record.map_or_else(String::new, |status| format!(", a record of {status}"));
    Ok(format!("200, {} items{told}, {end:?}", parts.items))
}
