//! What the store has to answer.

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
    Users { page: u64 },
    Orders { offset: u64 },
    Statistics,
    Health,
    Items,
    Analytics,
    Export,
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
            Self::Export => "/orders/export".to_owned(),
        }
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
        }
    }
}

/// Asks and checks; `false` where the connection is of no more use.
pub(crate) fn check(client: &mut Client, route: &Route, tally: &Tally) -> bool {
    let path = route.path();
    client.ask(&path);
    if matches!(route, Route::Export) {
        return check_export(client, tally);
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

/// An export is too large to be kept: its orders are counted as they pass.
fn check_export(client: &mut Client, tally: &Tally) -> bool {
    const ORDER: &[u8] = br#"{"id":"#;
    let (mut orders, mut matched, mut ends) = (0, 0, [0, 0]);
    let end = client.response(|part| {
        for &byte in part {
            // No proper prefix of it stands within it again but its first byte.
            matched = match byte {
                _ if byte == ORDER[matched] => matched + 1,
                b'{' => 1,
                _ => 0,
            };
            if matched == ORDER.len() {
                orders += 1;
                matched = 0;
            }
        }
        ends = [ends[0], part.last().copied().unwrap_or(ends[1])];
        if ends[0] == 0 {
            ends[0] = part.first().copied().unwrap_or(0);
        }
    });
    match end {
        End::Whole(200) if orders == ORDERS && &ends == b"[]" => {
            tally.count("whole exports");
            true
        }
        End::Whole(200) => fault(tally, format!("an export: 200, whole, and of {orders} orders")),
        other => failed("an export", other, tally),
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
