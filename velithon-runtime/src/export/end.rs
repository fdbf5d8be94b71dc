use http::StatusCode;

use crate::{
    head::RequestHead,
    page::{Page, cursor::batch::NoBatch, failure::Failure, request::refusal::Refusal},
    problem::Problem,
    stream::handler_end::HandlerEnd,
};

/// The description of a handler's own error, and the status of its response.
pub(crate) type Describe<E> = fn(E) -> (String, StatusCode);

/// What the future of an export ends with.
pub(crate) struct ExportEnd<E>(pub(crate) Result<(), Stop<E>>);

/// Why an export did not come to its end.
pub(crate) enum Stop<E> {
    /// The handler returned an error.
    Own(E, Describe<E>),
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
    /// The handler's own error, which is the response then.
    pub(crate) fn answer(self, head: &RequestHead) -> Result<Page, E> {
        match self {
            Self::Own(error, _) => Err(error),
            Self::Refused(problem) => Ok(Page::from(problem).answering(head.method())),
            Self::Failed(failure) => Ok(failure.answer(head)),
        }
    }

    /// Text and status, for a failure after the response has started.
    pub(crate) fn describe(self) -> (String, StatusCode) {
        match self {
            Self::Own(error, describe) => describe(error),
            Self::Refused(problem) => ("the source refused the cursor".to_owned(), problem.status()),
            Self::Failed(failure) => (failure.description(), failure.status()),
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
    type Error = Stop<E>;
    type Out<S> = Result<S, Stop<E>>;

    fn is_ok(&self) -> bool {
        self.0.is_ok()
    }

    fn into_result(self) -> Result<(), Stop<E>> {
        self.0
    }

    fn out<S>(result: Result<S, Stop<E>>) -> Result<S, Stop<E>> {
        result
    }
}
