//! Why a walk cannot go on behind the rows that were read.

use super::token::TokenError;
use crate::{keyset::SortColumn, page::options::handler_id::HandlerId, problem::Problem};

/// What is wrong with the rows at the ends of a page.
#[derive(Debug)]
pub(crate) enum WalkFailure {
    /// A row at the end of a page has no cursor.
    Cursor(TokenError),
    /// A page begins or ends with the row that it should come after. These are the columns of the order.
    SameRow(&'static [SortColumn]),
    /// The last row of a page and the one behind it have the same key, of these columns.
    SharedKey(&'static [SortColumn]),
}

impl WalkFailure {
    /// The description for the log, where the response can no longer say anything.
    pub(crate) fn description(&self) -> String {
        match self {
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

    /// Writes to the log why there is no page.
    pub(crate) fn log(&self, handler: HandlerId) {
        match self {
            Self::Cursor(error) => {
                tracing::error!(target: "velithon", %handler, %error, "a row at the end of a page cannot be a cursor");
            }
            Self::SameRow(columns) => {
                tracing::error!(
                    target: "velithon",
                    %handler,
                    columns = %names(columns).join(", "),
                    "a page has the row that its cursor comes after, so that a walk would never end: the source does not go on \
                     behind the key, or one of these columns compares otherwise than the value in the row's field; read the rows \
                     by `CursorRequest::fetch` or return an `SqlSource`, or give the field a type that holds all of the column"
                );
            }
            Self::SharedKey(columns) => {
                tracing::error!(
                    target: "velithon",
                    %handler,
                    columns = %names(columns).join(", "),
                    "the last row of a page and the one behind it have the same key, so that a walk would lose the second: no two \
                     rows may have the same values of these columns; where a join multiplies rows, order by a column of each \
                     table"
                );
            }
        }
    }

    /// What the client is told.
    pub(crate) fn problem(&self) -> Problem {
        match self {
            Self::Cursor(TokenError::TooLong) => Problem::cursor_too_long(),
            _ => Problem::internal(),
        }
    }
}

fn names(columns: &[SortColumn]) -> Vec<&'static str> {
    columns.iter().map(SortColumn::name).collect()
}
