use http::StatusCode;

use crate::{
    page::{Page, failure::Failure},
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
    /// The request asks for what there is not; this is the answer.
    Refused(Page),
    /// The rows could not be read or named.
    Failed(Failure),
}

impl<E> Stop<E> {
    /// Text and status, for a failure after the response has started.
    pub(crate) fn describe(self) -> (String, StatusCode) {
        match self {
            Self::Own(error, describe) => describe(error),
            Self::Refused(page) => ("the source refused the cursor".to_owned(), page.status()),
            Self::Failed(failure) => (failure.description(), failure.status()),
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
