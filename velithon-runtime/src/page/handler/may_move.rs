//! What a host demands of a handler's future, and the futures that it is given.
//!
//! Generated code boxes the bodies of handlers. With axum alone nothing is known of what is in a box, so that what is generic over it is
//! compiled once for all handlers that return the same.

pub use host::boxed;
pub(crate) use host::{Held, MayMove, hold};

/// axum alone moves futures between threads, so that all of them are `Send`, and need not be known.
#[cfg(all(feature = "axum", not(feature = "actix")))]
mod host {
    use crate::page::handler::respond::BoxRespond;

    /// axum demands of a handler's future that it is `Send`.
    ///
    /// It would do so itself, but only where the handler is routed, and without the value that is not `Send`.
    pub trait MayMove: Send {}

    /// The future of a body, as generated code boxes it.
    #[must_use = "futures do nothing unless they are awaited"]
    pub fn boxed<'h, V>(body: Box<dyn Future<Output = V> + Send + 'h>) -> BoxRespond<'h, V> {
        Box::into_pin(body)
    }

    /// A response in the making. axum has the compiler prove at a dozen places for each handler that it is `Send`, and the proof ends
    /// here.
    pub(crate) type Held<'h, F> = BoxRespond<'h, <F as Future>::Output>;

    /// What generated code is given of a response in the making.
    pub(crate) fn hold<'h, F: Future + Send + 'h>(respond: F) -> Held<'h, F> {
        Box::pin(respond)
    }
}

/// actix-web, or no framework, demands nothing, and axum beside it that a future is known to be `Send` where it is.
#[cfg(any(feature = "actix", not(feature = "axum")))]
mod host {
    use std::pin::Pin;

    /// Nothing is demanded of a handler's future.
    pub trait MayMove {}

    impl<F> MayMove for F {}

    /// The future of a body, as generated code boxes it.
    #[must_use = "futures do nothing unless they are awaited"]
    pub fn boxed<V, F: Future<Output = V>>(body: Box<F>) -> Pin<Box<F>> {
        Box::into_pin(body)
    }

    /// A response in the making, as generated code is given it.
    pub(crate) type Held<'h, F> = F;

    /// What generated code is given of a response in the making.
    pub(crate) fn hold<F: Future>(respond: F) -> F {
        respond
    }
}
