use http::StatusCode;

use super::errors::OwnErrors;
use crate::{
    head::RequestHead,
    page::{Page, cursor::batch::NoBatch, failure::Failure, options::handler_id::HandlerId, request::refusal::Refusal},
    problem::Problem,
    stream::handler_end::HandlerEnd,
};

/// What the future of an export ends with.
pub(crate) struct ExportEnd<E>(pub(crate) Result<(), Stopped<E>>);

/// Why an export did not come to its end, with what is known of its handler's errors.
pub(crate) struct Stopped<E> {
    pub(crate) why: Stop<E>,
    pub(crate) errors: OwnErrors<E>,
}

/// Why there are no rows, or no more of them.
pub(crate) enum Stop<E> {
    /// The handler returned an error.
    Own(E),
    /// The request asks for what there is not.
    Refused(Problem),
    /// The rows could not be read or named.
    Failed(Failure),
}

impl<E> Stop<E> {
    /// The response before anything is sent.
    ///
    /// # Errors
    ///
    /// The error that the handler returned, which is the response then.
    pub(crate) fn answer(self, head: &RequestHead, handler: HandlerId) -> Result<Page, E> {
        match self {
            Self::Own(error) => Err(error),
            Self::Refused(problem) => Ok(Page::from(problem).answering(head.method())),
            Self::Failed(failure) => Ok(failure.answer(head, handler)),
        }
    }
}

impl<E> Stopped<E> {
    /// Text and status, for a failure after the response has started. The status is that of the handler's error, where the
    /// error of the source would have been one before.
    pub(crate) fn describe(self) -> (String, StatusCode) {
        let OwnErrors { describe, convert } = self.errors;
        match self.why {
            Stop::Own(error) => describe(error),
            Stop::Refused(problem) => ("the source refused the cursor".to_owned(), problem.status()),
            Stop::Failed(failure) => {
                let (text, status) = (failure.description(), failure.status());
                let own = failure.into_source_error().and_then(|error| convert(error).ok());
                (text, own.map_or(status, |error| describe(error).1))
            }
        }
    }
}

impl<E> From<Refusal<'_>> for Stop<E> {
    fn from(refusal: Refusal<'_>) -> Self {
        Self::Refused(refusal.into_problem())
    }
}

impl<E> From<NoBatch> for Stop<E> {
    fn from(none: NoBatch) -> Self {
        match none {
            NoBatch::Refused(problem) => Self::Refused(problem),
            NoBatch::Failed(failure) => Self::Failed(failure),
        }
    }
}

impl<E> HandlerEnd for ExportEnd<E> {
    type Error = Stopped<E>;
    type Out<S> = Result<S, Stopped<E>>;
    type Itself = Self;

    fn is_ok(&self) -> bool {
        self.0.is_ok()
    }

    fn into_result(self) -> Result<(), Stopped<E>> {
        self.0
    }
}
