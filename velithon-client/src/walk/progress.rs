//! What is known of how a walk goes on.

use crate::{body::FirstRows, plan::Plan, resume::Place, seen::Seen};

/// How a walk tells that it goes on. A server that does not read a cursor sends the same rows for ever.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The parameter of cursors, as the server has named it.
    pub(super) told: Option<String>,
    /// The parameter that the current request has its cursor in, where nobody has named it.
    pub(super) guess: Option<String>,
    /// Whether a request has been made again, with its cursor in the parameter that the answer to it named.
    pub(super) is_corrected: bool,
    /// Whether the current response has had a mark or an end.
    pub(super) is_past_mark: bool,
    /// Whether the first rows are asked for, without a cursor, to know them by; they are not handed out.
    pub(super) is_looking: bool,
    /// The place that the current request asks for.
    pub(super) asked: Option<Place>,
    /// What the walk's first response is known by, or the page before.
    pub(super) before: Option<Beginning>,
    /// The smallest total that a page has stated.
    pub(super) least_total: Option<u64>,
    /// How many rows each page has had, where all have had as many, and the first of them is the first of all.
    pub(super) rows_of_each: Option<u64>,
    /// The member by which a page has said that rows of its own are missing.
    pub(super) is_incomplete_by: Option<String>,
    /// How many pages in a row have had no rows.
    pub(super) empty_pages: u32,
    /// The cursors and ids of the marks that have been passed.
    pub(super) marks: Seen,
}

/// What rows are known by when they come again.
#[derive(Debug, PartialEq)]
pub(super) struct Beginning {
    /// The place that was asked for; none of a page.
    pub(super) asked: Option<Place>,
    /// The first rows, in short.
    pub(super) first: FirstRows,
    /// How many rows a page has; none of a batch, which may be longer the next time.
    pub(super) rows: Option<u64>,
    /// The first mark.
    pub(super) mark: Option<Place>,
}

impl Progress {
    /// The parameter that the next cursor goes into, where anybody has named it.
    pub(super) fn parameter<'a>(&'a self, plan: &'a Plan) -> Option<&'a str> {
        self.told.as_deref().or(plan.cursor_parameter.as_deref())
    }

    /// Whether rows that are not proven may be the ones from before.
    pub(super) fn is_open(&self) -> bool {
        let may_be_ignored = self.guess.is_some() || matches!(self.asked, Some(Place::Event(_)));
        may_be_ignored && !self.is_past_mark
    }
}
