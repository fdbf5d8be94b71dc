/// What a host demands of a handler's future: axum, which moves it between threads, that it is `Send`.
///
/// The framework would demand it itself, but only where the handler is routed, and without the value that is not `Send`. With
/// actix-web, or without a framework, nothing is demanded.
pub trait MayMove {}

#[cfg(any(feature = "actix", not(feature = "axum")))]
impl<F> MayMove for F {}
