//! Items into chunks, chunks into a response body.
//!
//! A handler writes through an [`Emitter`] (or a pump does, for what a handler returns) into the one chunk that the
//! [`Sink`](sink::Sink) holds. Whoever polls the handler takes the chunk out: first the [commit window](window), inside
//! the request, then the [body](body).

pub(crate) mod accept;
pub(crate) mod blocking;
pub(crate) mod body;
pub(crate) mod chunk;
pub mod describe;
pub(crate) mod document;
pub(crate) mod emit;
pub(crate) mod emit_all;
pub(crate) mod emitter;
pub(crate) mod failure;
pub(crate) mod filename;
pub(crate) mod format;
pub(crate) mod headers_mut;
pub(crate) mod heartbeat;
pub(crate) mod observe;
pub(crate) mod options;
pub(crate) mod parting;
pub mod plain;
pub(crate) mod probe;
pub mod pump;
pub(crate) mod records;
pub(crate) mod reply;
pub(crate) mod response;
pub(crate) mod returned;
pub(crate) mod running;
pub(crate) mod sink;
pub(crate) mod sse_event;
pub(crate) mod stall;
pub(crate) mod start;
pub(crate) mod state;
pub(crate) mod task;
#[cfg(feature = "tokio")]
pub(crate) mod timer;
pub(crate) mod transit;
pub(crate) mod waiting;
pub(crate) mod window;

pub use blocking::{BlockingEmitter, Disconnected, set_max_blocking_streams};
pub use body::JsonBody;
pub use emit::Emit;
pub use emit_all::Items;
pub use emitter::Emitter;
pub use failure::Error;
pub use format::Format;
pub use headers_mut::HeadersMut;
pub use options::StreamOptions;
pub use response::{JsonStream, LocalJsonStream};
pub use sse_event::SseEvent;
