//! Exports that are cut, and go on behind their last mark.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    Failure,
    answers::{Answer, Judge},
    http::{Client, End},
    random::Random,
    route::ORDERS,
    rows::is_order,
    tally::Event,
};

/// For how long an export that has begun goes on when the others have gone.
const GRACE: Duration = Duration::from_secs(30);
/// How long a client waits that was told that the store is busy.
const WHILE_BUSY: Duration = Duration::from_millis(200);
pub(crate) const PATH: &str = "/orders";

/// Has a copy of all orders, again and again, as lines and as events by turns.
pub(crate) fn copier(address: SocketAddr, mut random: Random, until: Instant, judge: Judge<'_>) {
    for format in [Format::Lines, Format::Events].into_iter().cycle() {
        if Instant::now() >= until {
            return;
        }
        if let Err(error) = copy(address, format, &mut random, until, judge) {
            return judge.tally.fault(format!("a copy ends: {error}"));
        }
    }
}

/// Copies everything once. The connection is given up at a random byte, again and again, and what came behind the last mark
/// is thrown away. Each order comes once, in its order, and the end is an end.
fn copy(
    address: SocketAddr,
    format: Format,
    random: &mut Random,
    until: Instant,
    judge: Judge<'_>,
) -> Result<(), Failure> {
    let mut copy = Copy::new(format);
    while Instant::now() < until + GRACE {
        let mut client = Client::open(address)?;
        client.ask(&copy.request());
        let (most, mut first) = (random.below(32 << 20), Vec::new());
        let end = client.response_up_to(most, |part| {
            first.extend_from_slice(&part[..part.len().min(1_000_usize.saturating_sub(first.len()))]);
            copy.pass(part);
        });
        if let (200, Some(wrong)) = (client.head.status, &copy.wrong) {
            return Err(format!("{PATH} as {format:?}: {wrong}").into());
        }
        match end {
            None => judge.tally.count(Event::ExportLeft),
            Some(End::Whole(200)) if copy.is_complete => {
                if copy.confirmed != ORDERS {
                    return Err(format!("{PATH} as {format:?}: complete, and of {} rows", copy.confirmed).into());
                }
                judge.tally.count(Event::WholeCopy);
                return Ok(());
            }
            Some(End::Whole(200)) => return Err(format!("{PATH} as {format:?}: whole, and without an end").into()),
            // No connection could be had for a batch: the copy goes on as after a 503 before the first one.
            Some(End::CutOff) if copy.error == Some(503) => {
                judge.tally.count(Event::Busy);
                thread::sleep(WHILE_BUSY);
            }
            Some(end) => {
                let cut_off = match copy.error {
                    Some(_) => Event::ErrorRecord,
                    None => Event::ExportCutOff,
                };
                if judge.failed(&client, PATH, end, &first, cut_off) != Answer::Lost {
                    thread::sleep(WHILE_BUSY);
                }
            }
        }
        copy.begin_again();
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Lines,
    Events,
}

/// What a client has of everything.
struct Copy {
    format: Format,
    /// How many rows came before the last mark.
    confirmed: u64,
    /// How many came behind it.
    pending: u64,
    /// The cursor of the last mark.
    cursor: String,
    /// What has come of a line.
    line: Vec<u8>,
    /// The id of an event whose end has not come.
    id: Option<String>,
    is_complete: bool,
    /// The status of an error's record.
    error: Option<u64>,
    wrong: Option<String>,
}

impl Copy {
    fn new(format: Format) -> Self {
        Self {
            format,
            confirmed: 0,
            pending: 0,
            cursor: String::new(),
            line: Vec::new(),
            id: None,
            is_complete: false,
            error: None,
            wrong: None,
        }
    }

    /// The request for the rows behind the last mark.
    fn request(&self) -> Vec<u8> {
        let Self { format, cursor, .. } = self;
        let (query, accept, header) = match format {
            Format::Lines => (format!("?cursor={cursor}"), "application/x-ndjson", String::new()),
            Format::Events => (
                String::new(),
                "text/event-stream",
                format!("last-event-id: {cursor}\r\n"),
            ),
        };
        format!("GET {PATH}{query} HTTP/1.1\r\nhost: store\r\naccept: {accept}\r\n{header}\r\n").into_bytes()
    }

    /// Forgets what came behind the last mark.
    fn begin_again(&mut self) {
        *self = Self {
            confirmed: self.confirmed,
            cursor: std::mem::take(&mut self.cursor),
            ..Self::new(self.format)
        };
    }

    fn pass(&mut self, part: &[u8]) {
        for piece in part.split_inclusive(|byte| *byte == b'\n') {
            // What is wrong already need not be kept.
            if self.wrong.is_some() {
                return;
            }
            self.line.extend_from_slice(piece);
            if self.line.pop_if(|byte| *byte == b'\n').is_some() {
                let line = std::mem::take(&mut self.line);
                self.take(&line);
            }
        }
    }

    /// Takes a whole line.
    fn take(&mut self, line: &[u8]) {
        if self.format == Format::Lines {
            return self.record(line);
        }
        if let Some(data) = line.strip_prefix(b"data: ") {
            self.record(data);
        } else if let Some(id) = line.strip_prefix(b"id: ") {
            self.id = Some(String::from_utf8_lossy(id).into_owned());
        } else if line.is_empty()
            && let Some(id) = self.id.take()
        {
            self.confirm(id);
        }
    }

    fn record(&mut self, record: &[u8]) {
        if !record.starts_with(b"{\"$") {
            if is_order(record, self.confirmed + self.pending) {
                self.pending += 1;
            } else {
                self.refuse(record);
            }
            return;
        }
        let Ok(record_of) = serde_json::from_slice::<Value>(record) else {
            return self.refuse(record);
        };
        let after = |name: &str| record_of[name]["after"].as_str().map(str::to_owned);
        if let Some(cursor) = after("$mark") {
            self.confirm(cursor);
        } else if let Some(cursor) = after("$end") {
            self.is_complete = record_of["$end"]["complete"] == true;
            self.confirm(cursor);
        } else if record_of["$error"].is_object() {
            self.error = Some(record_of["$error"]["status"].as_u64().unwrap_or_default());
            if let Some(cursor) = after("$error") {
                self.confirm(cursor);
            }
        } else {
            self.refuse(record);
        }
    }

    fn confirm(&mut self, cursor: String) {
        self.confirmed += self.pending;
        self.pending = 0;
        self.cursor = cursor;
    }

    fn refuse(&mut self, record: &[u8]) {
        let shown = String::from_utf8_lossy(&record[..record.len().min(200)]);
        self.wrong = Some(format!(
            "{} rows to the last mark, {} behind it, and then {shown}",
            self.confirmed, self.pending
        ));
    }
}
