//! Handlers that all send the same JSON array.

mod axum_json;
mod axum_streams;
mod chunk_loop;
mod velithon;

use axum::{Router, routing};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contender {
    ChunkLoop,
    Iterator,
    EmitAll,
    Emit,
    JsonVec,
    StreamsDefault,
    StreamsItems,
    StreamsBytes,
}

impl Contender {
    pub(crate) const ALL: [Self; 8] = [
        Self::ChunkLoop,
        Self::Iterator,
        Self::EmitAll,
        Self::Emit,
        Self::JsonVec,
        Self::StreamsDefault,
        Self::StreamsItems,
        Self::StreamsBytes,
    ];

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ChunkLoop => "loop",
            Self::Iterator => "iterator",
            Self::EmitAll => "emit-all",
            Self::Emit => "emit",
            Self::JsonVec => "json-vec",
            Self::StreamsDefault => "streams",
            Self::StreamsItems => "streams-items",
            Self::StreamsBytes => "streams-bytes",
        }
    }

    /// Its name in a table.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::ChunkLoop => "hand-written loop",
            Self::Iterator => "velithon, returned iterator",
            Self::EmitAll => "velithon, emit_all",
            Self::Emit => "velithon, emit",
            Self::JsonVec => "axum Json(Vec)",
            Self::StreamsDefault => "axum-streams",
            Self::StreamsItems => "axum-streams, 1000 ready items",
            Self::StreamsBytes => "axum-streams, 32 KiB",
        }
    }

    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|contender| contender.name() == name)
    }

    /// An application that answers `/COUNT` with an array of that many items.
    pub(crate) fn app(self) -> Router {
        let route = match self {
            Self::ChunkLoop => routing::get(chunk_loop::chunk_loop),
            Self::Iterator => routing::get(velithon::iterator),
            Self::EmitAll => routing::get(velithon::emit_all),
            Self::Emit => routing::get(velithon::emit),
            Self::JsonVec => routing::get(axum_json::vector),
            Self::StreamsDefault => routing::get(axum_streams::by_default),
            Self::StreamsItems => routing::get(axum_streams::ready_items),
            Self::StreamsBytes => routing::get(axum_streams::bytes),
        };
        Router::new().route("/{count}", route)
    }
}
