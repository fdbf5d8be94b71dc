use http::StatusCode;

/// An error type that can be a response of the framework in use.
///
/// With feature `axum` that is axum's `IntoResponse`; without a framework, where the host turns errors into responses
/// itself, every type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a response",
    label = "this error type does not implement axum's `IntoResponse`",
    note = "an error before the first chunk is the handler's own response: implement `axum::response::IntoResponse` \
            for `{Self}`, or build velithon without its default feature `axum`"
)]
pub trait Answer {
    /// The status of that response.
    #[doc(hidden)]
    fn into_status(self) -> StatusCode;
}

#[cfg(not(feature = "axum"))]
impl<E> Answer for E {
    fn into_status(self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}
