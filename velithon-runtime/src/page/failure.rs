//! Why a page could not be made: a constant text for the client, everything else for the log.

use std::{error::Error, io};

use http::StatusCode;

#[cfg(feature = "cursor")]
use super::cursor::{failure::WalkFailure, token::TokenError};
use super::{options::handler_id::HandlerId, response::Page};
use crate::{
    error::{busy::is_pool_exhausted, chain::ErrorChain},
    head::RequestHead,
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
    /// A member that the handler adds cannot be sent: its name, and why.
    Member(String),
    /// A walk cannot go on behind the rows that were read.
    #[cfg(feature = "cursor")]
    Walk(WalkFailure),
}

impl Failure {
    /// The description for the log, where the response can no longer say anything.
    pub(crate) fn description(&self) -> String {
        match self {
            Self::Source(error) => format!("the source failed: {}", ErrorChain(&**error)),
            Self::Thread(error) => format!("a handler that blocks found no thread: {error}"),
            Self::Row(error) => format!("a row could not be serialised: {}", ErrorChain(error)),
            Self::Member(reason) => format!("a member that the handler adds cannot be sent: {reason}"),
            #[cfg(feature = "cursor")]
            Self::Walk(failure) => failure.description(),
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

    /// The response with a constant text; the error itself is logged, with the handler whose page it was to be.
    pub(crate) fn answer(self, head: &RequestHead, handler: HandlerId) -> Page {
        match &self {
            Self::Source(error) if is_pool_exhausted(&**error) => {
                tracing::warn!(target: "velithon", %handler, error = %ErrorChain(&**error), "all connections to the database are in use");
                return Page::from(Problem::busy()).answering(head.method()).caused_by(self);
            }
            Self::Source(error) => {
                tracing::error!(target: "velithon", %handler, error = %ErrorChain(&**error), "the source of a page failed");
            }
            Self::Thread(error) => {
                tracing::error!(target: "velithon", %handler, %error, "a handler that blocks found no thread");
            }
            Self::Row(error) => {
                tracing::error!(target: "velithon", %handler, error = %ErrorChain(error), "a row of a page could not be serialised");
            }
            Self::Member(error) => {
                tracing::error!(target: "velithon", %handler, %error, "a member that a handler adds to its page cannot be sent");
            }
            #[cfg(feature = "cursor")]
            Self::Walk(failure) => failure.log(handler),
        }
        let problem = match &self {
            #[cfg(feature = "cursor")]
            Self::Walk(failure) => failure.problem(),
            _ => Problem::internal(),
        };
        Page::from(problem).answering(head.method()).caused_by(self)
    }
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

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Row(error)
    }
}

#[cfg(feature = "cursor")]
impl From<WalkFailure> for Failure {
    fn from(failure: WalkFailure) -> Self {
        Self::Walk(failure)
    }
}

#[cfg(feature = "cursor")]
impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self::Walk(WalkFailure::Cursor(error))
    }
}
