//! What the store has to answer.

use std::{
    collections::HashSet,
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    http::{Client, End},
    random::Random,
    tally::Tally,
};

/// What the store holds.
const USERS: u64 = 100_000;
const ORDERS: u64 = 1_000_000;

pub(crate) enum Route {
    Users {
        page: u64,
    },
    Orders {
        offset: u64,
    },
    Statistics,
    Health,
    Items,
    Analytics,
    Export,
    ExportLines,
    /// Without an end.
    Live,
}

impl Route {
    /// One of those whose answer is short.
    pub(crate) fn page(random: &mut Random) -> Self {
        match random.below(10) {
            0..4 => Self::Users {
                page: 1 + random.below(500),
            },
            4..8 => Self::Orders {
                offset: random.below(50_000),
            },
            8 => Self::Statistics,
            _ => Self::Health,
        }
    }

    pub(crate) fn large(random: &mut Random) -> Self {
        match random.below(2) {
            0 => Self::Items,
            _ => Self::Analytics,
        }
    }

    pub(crate) fn path(&self) -> String {
        match self {
            Self::Users { page } => format!("/users?page={page}&size=50"),
            Self::Orders { offset } => format!("/orders?offset={offset}&limit=20"),
            Self::Statistics => "/orders/statistics".to_owned(),
            Self::Health => "/health/memory".to_owned(),
            Self::Items => "/large-dataset".to_owned(),
            Self::Analytics => "/analytics".to_owned(),
            Self::Export | Self::ExportLines => "/orders/export".to_owned(),
            Self::Live => "/orders/live".to_owned(),
        }
    }

    pub(crate) fn export(random: &mut Random) -> Self {
        match random.below(2) {
            0 => Self::Export,
            _ => Self::ExportLines,
        }
    }

    pub(crate) fn ask(&self, client: &mut Client) -> bool {
        let accept = match self {
            Self::ExportLines => "application/x-ndjson",
            Self::Live => "text/event-stream",
            _ => "*/*",
        };
        client.ask(&self.path(), accept)
    }

    /// Whether a body is the whole answer.
    fn is_answered_by(&self, body: &Value) -> bool {
        let length = |value: &Value| value.as_array().map_or(0, Vec::len);
        match self {
            Self::Users { page } => {
                length(&body["users"]) == 50 && *page <= USERS / 50 && body["page"].as_u64() == Some(*page)
            }
            Self::Orders { offset } => length(&body["items"]) == 20 && body["offset"].as_u64() == Some(*offset),
            Self::Statistics => length(body) == 5,
            Self::Health => body["status"].is_string(),
            Self::Items => length(body) == 100_000,
            Self::Analytics => body
                .as_object()
                .is_some_and(|body| body.values().all(|list| length(list) == 50_000)),
            Self::Export => length(body) as u64 == ORDERS,
            // Neither is one value.
            Self::ExportLines | Self::Live => false,
        }
    }
}

/// Asks and checks; `false` where the connection is of no more use.
pub(crate) fn check(client: &mut Client, route: &Route, tally: &Tally) -> bool {
    let path = route.path();
    route.ask(client);
    match route {
        Route::Export => return check_export(client, b"[]", tally),
        Route::ExportLines => return check_export(client, b"{\n", tally),
        _ => {}
    }
    let mut body = Vec::new();
    match client.response(|part| body.extend_from_slice(part)) {
        End::Whole(200) => {
            tally.count("whole");
            match serde_json::from_slice(&body) {
                Ok(body) if route.is_answered_by(&body) => true,
                Ok(_) => fault(tally, format!("{path}: 200, whole, and not what was asked for")),
                Err(error) => fault(tally, format!("{path}: 200, whole, and not JSON: {error}")),
            }
        }
        other => failed(&path, other, tally),
    }
}

/// Walks over all people by cursor: from the same one again where a page fails, and each of them has to come once.
pub(crate) fn walk_all(mut client: Client, address: SocketAddr, until: Instant, tally: &Tally) {
    let (mut seen, mut cursor, mut failed) = (HashSet::new(), String::new(), false);
    while Instant::now() < until {
        let path = format!("/people?size=1000&cursor={cursor}");
        let mut body = Vec::new();
        client.ask(&path, "*/*");
        let page: Value = match client.response(|part| body.extend_from_slice(part)) {
            End::Whole(200) => match serde_json::from_slice(&body) {
                Ok(page) => page,
                Err(error) => return tally.fault(format!("{path}: 200, whole, and not JSON: {error}")),
            },
            End::Hung => return tally.fault(format!("{path}: no byte for a minute")),
            End::Whole(status @ ..500) => return tally.fault(format!("{path}: {status}")),
            End::Whole(_) | End::CutOff => {
                tally.count("pages of walks failed, and were asked for again");
                failed = true;
                thread::sleep(Duration::from_millis(200));
                client = match Client::open(address) {
                    Ok(client) => client,
                    Err(error) => return tally.fault(format!("a connection was refused: {error}")),
                };
                continue;
            }
        };
        for person in page["people"].as_array().into_iter().flatten() {
            if !seen.insert(person["id"].as_u64()) {
                return tally.fault(format!("{path}: a person comes a second time: {person}"));
            }
        }
        let Some(next) = page["next_cursor"].as_str() else {
            if seen.len() as u64 != USERS {
                tally.fault(format!("a walk ends after {} people", seen.len()));
            }
            return tally.count(if failed {
                "whole walks, over pages that failed"
            } else {
                "whole walks"
            });
        };
        next.clone_into(&mut cursor);
    }
}

/// An export is too large to be kept: its orders are counted as they pass.
fn check_export(client: &mut Client, ends: &[u8; 2], tally: &Tally) -> bool {
    let (mut orders, mut errors) = (Count::of(br#"{"id":"#), Count::of(br#"{"$error":"#));
    let (mut first, mut last) = (0, 0);
    let end = client.response(|part| {
        for &byte in part {
            orders.pass(byte);
            errors.pass(byte);
        }
        if first == 0 {
            first = part.first().copied().unwrap_or(0);
        }
        last = part.last().copied().unwrap_or(last);
    });
    match end {
        End::Whole(200) if orders.times == ORDERS && errors.times == 0 && [first, last] == *ends => {
            tally.count("whole exports");
            true
        }
        End::Whole(200) => fault(tally, format!("an export: 200, whole, and of {} orders", orders.times)),
        End::CutOff if errors.times > 0 => {
            tally.count("cut off after a record of the error");
            false
        }
        other => failed("an export", other, tally),
    }
}

/// How often a text has passed.
struct Count {
    /// No proper prefix of it stands within it again.
    text: &'static [u8],
    matched: usize,
    times: u64,
}

impl Count {
    fn of(text: &'static [u8]) -> Self {
        Self {
            text,
            matched: 0,
            times: 0,
        }
    }

    fn pass(&mut self, byte: u8) {
        self.matched = match byte {
            _ if byte == self.text[self.matched] => self.matched + 1,
            _ => usize::from(byte == self.text[0]),
        };
        if self.matched == self.text.len() {
            self.times += 1;
            self.matched = 0;
        }
    }
}

/// What is no success; it must say so.
fn failed(path: &str, end: End, tally: &Tally) -> bool {
    match end {
        End::Whole(500..) => {
            tally.count("failed with a status of its own");
            true
        }
        End::CutOff => {
            tally.count("cut off");
            false
        }
        End::Whole(status) => fault(tally, format!("{path}: {status}")),
        End::Hung => fault(tally, format!("{path}: no byte for a minute")),
    }
}

fn fault(tally: &Tally, what: String) -> bool {
    tally.fault(what);
    false
}
