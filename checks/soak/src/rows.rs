//! Rows that are too many to be kept: each is looked at as it passes.

use serde::Deserialize;

use crate::route::USERS;

/// How rows are put together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Array,
    Lines,
}

impl Format {
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Array => "application/json",
            Self::Lines => "application/x-ndjson",
        }
    }
}

/// Reads rows of JSON, none of which has a `}` within it, and holds one at a time.
pub(crate) struct Rows<F> {
    format: Format,
    /// Whether a row, of which so many came before, is the right one.
    is_right: F,
    row: Vec<u8>,
    passed: u64,
    wrong: Option<String>,
}

impl<F: Fn(&[u8], u64) -> bool> Rows<F> {
    pub(crate) fn new(format: Format, is_right: F) -> Self {
        Self {
            format,
            is_right,
            row: Vec::new(),
            passed: 0,
            wrong: None,
        }
    }

    pub(crate) fn pass(&mut self, part: &[u8]) {
        for piece in part.split_inclusive(|&byte| byte == b'}') {
            // What is wrong already need not be kept.
            if self.wrong.is_some() {
                return;
            }
            self.row.extend_from_slice(piece);
            if piece.ends_with(b"}") {
                self.look();
                self.row.clear();
            }
        }
    }

    /// The first row that is wrong.
    pub(crate) fn wrong(&self) -> Option<&str> {
        self.wrong.as_deref()
    }

    /// How many rows there were; or the first that is wrong, or an end that is.
    pub(crate) fn end(self) -> Result<u64, String> {
        let end: &[u8] = match (self.format, self.passed) {
            (Format::Array, 0) => b"[]",
            (Format::Array, _) => b"]",
            (Format::Lines, 0) => b"",
            (Format::Lines, _) => b"\n",
        };
        match self.wrong {
            Some(wrong) => Err(wrong),
            None if self.row == end => Ok(self.passed),
            None => Err(format!("{} rows, and then {}", self.passed, shown(&self.row))),
        }
    }

    fn look(&mut self) {
        let before: &[u8] = match (self.format, self.passed) {
            (Format::Array, 0) => b"[",
            (Format::Array, _) => b",",
            (Format::Lines, 0) => b"",
            (Format::Lines, _) => b"\n",
        };
        let row = self.row.strip_prefix(before);
        if row.is_some_and(|row| (self.is_right)(row, self.passed)) {
            self.passed += 1;
        } else {
            self.wrong = Some(format!("{} rows, and then {}", self.passed, shown(&self.row)));
        }
    }
}

/// As the store writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order<'r> {
    id: u64,
    user_id: u64,
    product: &'r str,
    quantity: u64,
    total_cents: u64,
    status: &'r str,
    created_at: &'r str,
}

/// Whether a row is the order that so many come before.
pub(crate) fn is_order(row: &[u8], before: u64) -> bool {
    serde_json::from_slice(row).is_ok_and(|order: Order<'_>| {
        order.id == before + 1
            && (1..=USERS).contains(&order.user_id)
            && !order.product.is_empty()
            && (1..=5).contains(&order.quantity)
            && order.total_cents.is_multiple_of(order.quantity)
            && ["delivered", "shipped", "paid", "cancelled", "refunded"].contains(&order.status)
            && order.created_at.starts_with("202")
    })
}

/// Whether a row is the item that so many come before.
pub(crate) fn is_item(row: &[u8], id: u64) -> bool {
    row == format!(r#"{{"id":{id},"data":"Item {id}"}}"#).as_bytes()
}

/// The beginning of what is wrong.
fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned()
}
