//! What there is to ask for, and what the answer has to be.

use serde_json::Value;

use crate::{http::Client, random::Random};

/// What the store holds: the ids of its users, orders and news are those from 1 to these, and it adds none.
pub(crate) const USERS: u64 = 100_000;
pub(crate) const ORDERS: u64 = 1_000_000;
const NEWS: u64 = 3 * 365;

/// The last row that a page of it may start at.
pub(crate) const DEEPEST: u64 = 50_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Users {
        page: u64,
    },
    Orders {
        offset: u64,
    },
    News,
    Statistics,
    Health,
    Items,
    Analytics,
    Export,
    ExportLines,
    ExportFile,
    /// Without an end.
    Live,
}

impl Route {
    pub(crate) const EXPORTS: [Self; 3] = [Self::Export, Self::ExportLines, Self::ExportFile];

    /// One of those whose answer is short.
    pub(crate) fn page(random: &mut Random) -> Self {
        match random.below(12) {
            0..4 => Self::Users {
                page: 1 + random.below(DEEPEST / 50),
            },
            4..8 => Self::Orders {
                offset: random.below(DEEPEST),
            },
            8 | 9 => Self::News,
            10 => Self::Statistics,
            _ => Self::Health,
        }
    }

    pub(crate) fn large(random: &mut Random) -> Self {
        random.pick(&[Self::Items, Self::Analytics])
    }

    pub(crate) fn export(random: &mut Random) -> Self {
        random.pick(&Self::EXPORTS)
    }

    pub(crate) fn path(&self) -> String {
        match self {
            Self::Users { page } => format!("/users?page={page}&size=50"),
            Self::Orders { offset } => format!("/orders/window?offset={offset}&limit=20"),
            Self::News => "/feed?size=100".to_owned(),
            Self::Statistics => "/orders/statistics".to_owned(),
            Self::Health => "/health/memory".to_owned(),
            Self::Items => "/large-dataset".to_owned(),
            Self::Analytics => "/analytics".to_owned(),
            Self::Export | Self::ExportLines => "/orders/export".to_owned(),
            Self::ExportFile => "/orders/export.json".to_owned(),
            Self::Live => "/orders/live".to_owned(),
        }
    }

    pub(crate) fn request(&self) -> Vec<u8> {
        let accept = match self {
            Self::ExportLines => "application/x-ndjson",
            Self::Live => "text/event-stream",
            _ => "*/*",
        };
        request(&self.path(), accept)
    }

    pub(crate) fn ask(&self, client: &mut Client) -> bool {
        client.ask(&self.request())
    }

    /// Whether a body is the whole answer, where it is one value that is short enough to be kept.
    pub(crate) fn is_answered_by(&self, body: &Value) -> bool {
        match *self {
            Self::Users { page } => {
                let first = (page - 1) * 50;
                are_ids(&body["users"], first + 1..=first + 50)
                    && body["page"].as_u64() == Some(page)
                    && body["total"].as_u64() == Some(USERS)
            }
            Self::Orders { offset } => {
                are_ids(&body["items"], offset + 1..=offset + 20) && body["offset"].as_u64() == Some(offset)
            }
            Self::News => are_ids(&body["items"], (NEWS - 99..=NEWS).rev()) && body["next_cursor"].is_string(),
            Self::Statistics => {
                let orders = array(body).iter().map(|total| total["orders"].as_u64());
                array(body).len() == 5 && orders.sum::<Option<u64>>() == Some(ORDERS)
            }
            Self::Health => body["status"].is_string(),
            Self::Analytics => is_analytics(body),
            // These are no values, or too large ones: they are looked at as they pass.
            Self::Items | Self::Export | Self::ExportLines | Self::ExportFile | Self::Live => false,
        }
    }
}

/// A request for a path.
pub(crate) fn request(path: &str, accept: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: store\r\naccept: {accept}\r\n\r\n").into_bytes()
}

pub(crate) fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Whether rows have these ids, in this order, and no others.
pub(crate) fn are_ids(rows: &Value, ids: impl Iterator<Item = u64>) -> bool {
    array(rows).iter().map(|row| row["id"].as_u64()).eq(ids.map(Some))
}

fn is_analytics(body: &Value) -> bool {
    let (metrics, timestamps) = (array(&body["metrics"]), array(&body["timestamps"]));
    let are_metrics = (0..50_000_u32).map(Some).eq(metrics.iter().map(|metric| {
        let sensor = u32::try_from(metric["sensor"].as_u64()?).ok()?;
        let off = metric["value"].as_f64()? - f64::from(sensor).sin();
        (off.abs() < 1e-12).then_some(sensor)
    }));
    let minutes = (0..50_000).map(|minute| Some(1_704_067_200 + 60 * minute));
    are_metrics && minutes.eq(timestamps.iter().map(Value::as_u64))
}
