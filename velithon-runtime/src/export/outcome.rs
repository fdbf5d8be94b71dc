use std::convert::Infallible;

use super::response::Export;
use crate::{error::status::Answer, page::handler::page_out::Answered, source::outcome::Outcome};

/// What a handler with an export returns, and what its framework gets of it.
pub trait ExportOutcome<const RESULT: bool>: Outcome<RESULT> {
    /// What the handler's framework gets.
    type Response;

    /// The response, or the handler's error, as the framework takes it.
    fn response(export: Result<Export, Self::Error>) -> Self::Response;
}

impl<S> ExportOutcome<false> for S {
    type Response = Export;

    fn response(Ok(export): Result<Export, Infallible>) -> Export {
        export
    }
}

impl<S, E> ExportOutcome<true> for Result<S, E> {
    type Response = Result<Export, E>;

    fn response(export: Result<Export, E>) -> Result<Export, E> {
        export
    }
}

impl Answered for Export {
    type Out = Self;
}

impl<E: Answer> Answered for Result<Export, E> {
    type Out = Self;
}
