//! Why a page could not be made: a constant text for the client, everything else for the log.

use std::{error::Error, io};

use http::StatusCode;

use super::{cursor::token::TokenError, response::Page};
use crate::{
    error::{busy::is_pool_exhausted, chain::ErrorChain},
    head::RequestHead,
    keyset::SortColumn,
    problem::Problem,
};

/// The error of a source, whatever its type.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// Why a page could not be made, though the request was in order and the handler did its part.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The source reported an error.
    Source(BoxError),
    /// The system has no thread for a handler that needs one.
    Thread(io::Error),
    /// A row's own `Serialize` refused.
    Row(serde_json::Error),
    /// A row at the end of a page has no cursor.
    Cursor(TokenError),
    /// A page begins or ends with the row that it should come after. These are the columns of the order.
    SameRow(&'static [SortColumn]),
    /// The last row of a page and the one behind it have the same key, of these columns.
    SharedKey(&'static [SortColumn]),
}

impl Failure {
    /// The description for the log, where the response can no longer say anything.
    pub(crate) fn description(&self) -> String {
        match self {
            Self::Source(error) => format!("the source failed: {}", ErrorChain(&**error)),
            Self::Thread(error) => format!("a handler that blocks found no thread: {error}"),
            Self::Row(error) => format!("a row could not be serialised: {}", ErrorChain(error)),
            Self::Cursor(error) => format!("the row at the end of a batch cannot be a cursor: {error}"),
            Self::SameRow(columns) => {
                format!(
                    "a batch has the row that it should come after; one of `{}` compares otherwise than its field",
                    names(columns).join("`, `")
                )
            }
            Self::SharedKey(columns) => {
                format!(
                    "the rows on both sides of a batch's end have the same `{}`; no two rows may",
                    names(columns).join("`, `")
                )
            }
        }
    }

    /// The status of the response, or the one that it would have had.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Source(error) if is_pool_exhausted(&**error) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error of the source, where that is the reason.
    pub(crate) fn into_source_error(self) -> Option<BoxError> {
        match self {
            Self::Source(error) => Some(error),
            _ => None,
        }
    }

    /// The response with a constant text; the error itself is logged.
    pub(crate) fn answer(self, head: &RequestHead) -> Page {
        match &self {
            Self::Source(error) if is_pool_exhausted(&**error) => {
                tracing::warn!(target: "velithon", error = %ErrorChain(&**error), "all connections to the database are in use");
                return Page::from(Problem::busy()).answering(head.method()).caused_by(self);
            }
            Self::Source(error) => {
                tracing::error!(target: "velithon", error = %ErrorChain(&**error), "the source of a page failed");
            }
            Self::Thread(error) => tracing::error!(target: "velithon", %error, "a handler that blocks found no thread"),
            Self::Row(error) => {
                tracing::error!(target: "velithon", error = %ErrorChain(error), "a row of a page could not be serialised");
            }
            Self::Cursor(error) => {
                tracing::error!(target: "velithon", %error, "a row at the end of a page cannot be a cursor");
            }
            Self::SameRow(columns) => {
                tracing::error!(
                    target: "velithon",
                    columns = %names(columns).join(", "),
                    "a page has the row that its cursor comes after, so that a walk would never end: the source does not go on \
                     behind the key, or one of these columns compares otherwise than the value in the row's field; read the rows \
                     by `CursorRequest::fetch` or return an `SqlSource`, or give the field a type that holds all of the column"
                );
            }
            Self::SharedKey(columns) => {
                tracing::error!(
                    target: "velithon",
                    columns = %names(columns).join(", "),
                    "the last row of a page and the one behind it have the same key, so that a walk would lose the second: no two \
                     rows may have the same values of these columns; where a join multiplies rows, order by a column of each \
                     table"
                );
            }
        }
        let problem = match &self {
            Self::Cursor(TokenError::TooLong) => Problem::cursor_too_long(),
            _ => Problem::internal(),
        };
        Page::from(problem).answering(head.method()).caused_by(self)
    }
}

fn names(columns: &[SortColumn]) -> Vec<&'static str> {
    columns.iter().map(SortColumn::name).collect()
}

impl Page {
    /// The same response, with the error of a source for a handler that makes its own of it.
    fn caused_by(self, failure: Failure) -> Self {
        match failure.into_source_error() {
            Some(error) => self.failed_by(error),
            None => self,
        }
    }
}

impl From<BoxError> for Failure {
    fn from(error: BoxError) -> Self {
        Self::Source(error)
    }
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self::Cursor(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Row(error)
    }
}
