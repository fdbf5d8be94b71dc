use std::convert::Infallible;

use super::response::Export;
use crate::{error::status::Answer, page::handler::page_out::Answered, source::outcome::Outcome, stream::JsonStream};

/// What a handler with an export returns, and what its framework gets of it.
pub trait ExportOutcome<const RESULT: bool>: Outcome<RESULT> {
    /// What the handler's framework gets.
    type Response;

    /// The response that is this page.
    fn of_page(page: Self::Out) -> Self::Response;

    /// The response that is this export.
    fn of_stream(stream: JsonStream) -> Self::Response;

    /// The response that is the handler's own error.
    fn of_error(error: Self::Error) -> Self::Response;
}

impl<S> ExportOutcome<false> for S {
    type Response = Export;

    fn of_page(page: Self::Out) -> Export {
        Export::of_page(page)
    }

    fn of_stream(stream: JsonStream) -> Export {
        Export::of_stream(stream)
    }

    fn of_error(error: Infallible) -> Export {
        match error {}
    }
}

impl<S, E> ExportOutcome<true> for Result<S, E> {
    type Response = Result<Export, E>;

    fn of_page(page: Self::Out) -> Self::Response {
        page.map(Export::of_page)
    }

    fn of_stream(stream: JsonStream) -> Self::Response {
        Ok(Export::of_stream(stream))
    }

    fn of_error(error: E) -> Self::Response {
        Err(error)
    }
}

impl Answered for Export {
    type Out = Self;
}

impl<E: Answer> Answered for Result<Export, E> {
    type Out = Self;
}
