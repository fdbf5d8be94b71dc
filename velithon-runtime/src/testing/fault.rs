use std::{
    error::Error,
    fmt::{self, Display, Formatter},
};

use serde_json::Value;

/// The first thing that is wrong with a walk: which row is lost, repeated or out of order, and how the rows were walked: at
/// which size of pages and in which direction, or by which export.
#[derive(Clone, PartialEq)]
pub struct WalkFault {
    pub(super) kind: WalkKind,
    pub(super) what: What,
}

/// How the rows were walked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum WalkKind {
    Pages {
        size: u64,
        backward: bool,
    },
    /// Page by page, by their numbers or the rows at which they start.
    Numbered(u64),
    /// By an export: whole, in parts or after a cut.
    Export(String),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// This row comes after so many others, and never came.
    Lost(u64, Value),
    /// This row came a second time, after so many others.
    Repeated(u64, Value),
    /// This row came after so many others, and the other one should have.
    OutOfOrder(u64, Value, Value),
    /// This row came after so many others, and is none of those expected.
    Unexpected(u64, Value),
    /// The walk took so many pages, and should have taken so many.
    Pages(u64, u64),
    /// It went on after so many pages.
    Endless(u64),
    /// The first page leads back.
    BeforeFirst,
    /// The last page does not, and there are others.
    NoWayBack,
    /// The page of this request says that there are so many rows.
    Total(String, String),
    /// The page of this request has so many rows, and should have so many.
    Length(String, u64, u64),
    /// The page of this request says wrongly whether there is one behind it.
    Next(String, bool),
    /// The cursor of this request does not hold for its body.
    UnboundBody(String),
    /// The answer to this request is no page, for this reason.
    NoPage(String, String),
}

impl Display for WalkFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            WalkKind::Pages { size, backward } => {
                let direction = if *backward { "backward" } else { "forward" };
                write!(f, "walking {direction} in pages of {size}: ")?;
            }
            WalkKind::Numbered(size) => write!(f, "numbered pages of {size}: ")?,
            WalkKind::Export(how) => write!(f, "exporting {how}: ")?,
        }
        match &self.what {
            What::Lost(at, row) => write!(f, "row {at} is lost: {row}"),
            What::Repeated(at, row) => write!(f, "row {at} is repeated: {row} came before"),
            What::OutOfOrder(at, row, expected) => {
                write!(f, "row {at} is out of order: {row} stands where {expected} belongs")
            }
            What::Unexpected(at, row) => write!(f, "row {at} is none of the expected ones: {row}"),
            What::Pages(pages, expected) => write!(f, "it took {pages} pages instead of {expected}"),
            What::Endless(pages) => write!(f, "it did not end after {pages} pages"),
            What::BeforeFirst => f.write_str("the first page has a cursor to one before it"),
            What::NoWayBack => f.write_str("the last page has no cursor to the one before it"),
            What::Total(uri, total) => write!(f, "`{uri}` has a wrong total: {total}"),
            What::Length(uri, rows, expected) => write!(f, "`{uri}` has {rows} rows instead of {expected}"),
            What::Next(uri, true) => write!(f, "`{uri}` leads to a next page, and is the last"),
            What::Next(uri, false) => write!(f, "`{uri}` leads to no next page, and there are more rows"),
            What::UnboundBody(uri) => write!(
                f,
                "the cursor of `{uri}` does not hold for the request's body; write `bind(body = …)`"
            ),
            What::NoPage(uri, reason) => write!(f, "`{uri}` {reason}"),
        }
    }
}

/// The sentence, because that is what a failed test shows.
impl fmt::Debug for WalkFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Error for WalkFault {}

impl What {
    /// What is wrong with rows that were walked, if anything is. Rows are counted from 0.
    pub(super) fn wrong_with(walked: &[Value], expected: &[Value]) -> Option<Self> {
        let at = (0..walked.len().max(expected.len())).find(|&at| walked.get(at) != expected.get(at))?;
        let number = u64::try_from(at).unwrap_or(u64::MAX);
        let later = walked.get(at + 1..).unwrap_or_default();
        Some(match (walked.get(at), expected.get(at)) {
            (Some(row), _) if walked.iter().take(at).any(|earlier| earlier == row) => {
                Self::Repeated(number, row.clone())
            }
            (Some(row), Some(due)) if later.contains(due) => {
                if expected.contains(row) {
                    Self::OutOfOrder(number, row.clone(), due.clone())
                } else {
                    Self::Unexpected(number, row.clone())
                }
            }
            (_, Some(due)) => Self::Lost(number, due.clone()),
            (Some(row), None) => Self::Unexpected(number, row.clone()),
            (None, None) => return None,
        })
    }
}
