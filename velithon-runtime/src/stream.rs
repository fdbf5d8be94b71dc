//! Items into chunks, chunks into a response body.
//!
//! A handler writes through an [`Emitter`] (or a pump does, for what a handler returns) into the one chunk that the
//! [`Sink`](sink::Sink) holds. Whoever polls the handler takes the chunk out: first the [commit window](window), inside
//! the request, then the [body](body).

pub(crate) mod blocking;
pub(crate) mod body;
pub(crate) mod chunk;
pub(crate) mod failure;
pub(crate) mod format;
pub(crate) mod handler;
pub(crate) mod handler_end;
pub(crate) mod options;
pub(crate) mod reply;
pub(crate) mod response;
pub(crate) mod sink;
pub(crate) mod window;

pub use blocking::{disconnected::Disconnected, emitter::BlockingEmitter, limit::set_max_blocking_streams};
pub use body::JsonBody;
pub use chunk::sse_event::SseEvent;
pub use failure::Error;
pub use format::Format;
pub use handler::{emit::Emit, emit_all::Items, emitter::Emitter, headers_mut::HeadersMut};
pub use options::StreamOptions;
pub use response::{JsonStream, LocalJsonStream};
