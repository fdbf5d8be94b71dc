//! Who serves the handlers: each framework has a file, and says in it what it does not speak.

mod axum;

use std::pin::Pin;

use tokio::net::TcpListener;

use crate::cells::Protocol;

pub(crate) use self::axum::Teapot;

/// What the matrix runs on.
pub(crate) const HOSTS: &[Host] = &[axum::HOST];

/// A framework, with all the handlers routed.
pub(crate) struct Host {
    pub(crate) name: &'static str,
    /// Serves each [path](crate::cells::Failure::path) until it is dropped.
    pub(crate) serve: fn(TcpListener) -> Pin<Box<dyn Future<Output = ()> + Send>>,
    /// The protocols that it does not speak, and why.
    pub(crate) lacks: &'static [(Protocol, &'static str)],
}

impl Host {
    /// Why it cannot be asked over a protocol, if it cannot.
    pub(crate) fn lacks(&self, protocol: Protocol) -> Option<&'static str> {
        let lack = self.lacks.iter().find(|(lacking, _)| *lacking == protocol);
        lack.map(|(_, reason)| *reason)
    }
}
