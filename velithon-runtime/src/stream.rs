//! Items into chunks, chunks into a response body.
//!
//! A handler writes through an [`Emitter`], or a pump writes what the handler returned, into the one chunk of the
//! [`Sink`](sink::Sink). Whoever polls the handler takes the chunk: first the [commit window](window), inside the request,
//! then the [body](body).

pub(crate) mod blocking;
pub(crate) mod body;
pub(crate) mod chunk;
pub(crate) mod failure;
pub(crate) mod format;
pub(crate) mod handler;
pub(crate) mod handler_end;
pub(crate) mod item_end;
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
