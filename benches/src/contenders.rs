//! Handlers that all send the same items: `/COUNT` says how many.

pub(crate) mod axum_json;
mod axum_streams;
pub(crate) mod chunk_loop;
mod json_lines;
pub(crate) mod static_bytes;
mod velithon;

use axum::{
    Router,
    handler::Handler,
    routing::{self, MethodRouter},
};

use crate::items::Sample;

/// What a contender is to the others, and in what colour it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Ours,
    Peer,
    /// A measure for the others: the loop written by hand, and the limit.
    Measure,
}

/// What a response consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Array,
    Lines,
    #[cfg(feature = "csv")]
    Csv,
    /// As many bytes as the items have, but other ones.
    Filler,
}

/// How the server of a contender is started.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    Axum(fn() -> Router),
    #[cfg(feature = "actix")]
    Actix(fn(&mut actix_web::web::ServiceConfig)),
    /// A script of `benches/python`, and the name of one of its handlers.
    Python {
        script: &'static str,
        handler: &'static str,
    },
}

#[derive(Clone, Copy)]
pub(crate) struct Contender {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// Its name in a table.
    pub(crate) title: &'static str,
    pub(crate) side: Side,
    pub(crate) text: Text,
    pub(crate) host: Host,
}

impl Contender {
    pub(crate) const fn new(name: &'static str, title: &'static str, side: Side, app: fn() -> Router) -> Self {
        Self {
            name,
            title,
            side,
            text: Text::Array,
            host: Host::Axum(app),
        }
    }

    pub(crate) const fn text(self, text: Text) -> Self {
        Self { text, ..self }
    }
}

/// An application that answers `/COUNT`.
pub(crate) fn counted<H: Handler<T, ()>, T: 'static>(handler: H) -> Router {
    routed(routing::get(handler))
}

pub(crate) fn routed(route: MethodRouter) -> Router {
    Router::new().route("/{count}", route)
}

/// The contenders that can send any items. All others are compared with the first.
pub(crate) fn of<T: Sample>() -> Vec<Contender> {
    use Side::{Measure, Ours, Peer};
    vec![
        Contender::new("loop", "hand-written loop", Measure, || {
            counted(chunk_loop::chunk_loop::<T>)
        }),
        Contender::new("static", "static bytes, the limit", Measure, || {
            routed(static_bytes::route::<T>())
        })
        .text(Text::Filler),
        Contender::new("iterator", "velithon, returned iterator", Ours, || {
            counted(velithon::iterator::<T>)
        }),
        Contender::new("emit-all", "velithon, emit_all", Ours, || {
            counted(velithon::emit_all::<T>)
        }),
        Contender::new("emit", "velithon, emit", Ours, || counted(velithon::emit::<T>)),
        Contender::new("json-vec", "axum Json(Vec)", Peer, || counted(axum_json::vector::<T>)),
        Contender::new("streams", "axum-streams", Peer, || {
            counted(axum_streams::by_default::<T>)
        }),
        Contender::new("streams-items", "axum-streams, 1000 ready items", Peer, || {
            counted(axum_streams::ready_items::<T>)
        }),
        Contender::new("streams-bytes", "axum-streams, 32 KiB", Peer, || {
            counted(axum_streams::bytes::<T>)
        }),
        Contender::new("json-lines", "axum-extra JsonLines", Peer, || {
            counted(json_lines::lines::<T>)
        })
        .text(Text::Lines),
    ]
}

/// Ours, with strings by `sonic-rs`.
#[cfg(feature = "sonic")]
pub(crate) fn sonic<T: Sample>() -> Contender {
    Contender::new("sonic", "velithon, iterator, serializer = sonic", Side::Ours, || {
        counted(velithon::sonic::<T>)
    })
}
