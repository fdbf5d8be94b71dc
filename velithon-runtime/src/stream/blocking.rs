//! Text that is written on a thread that may block.
//!
//! The thread writes into a chunk of its own and [hands over](handover) what is full; the task that answers the request
//! takes one part after the other, as the client takes chunks. To the rest, that task is a handler as any other.

mod disconnected;
mod document;
mod emitter;
mod handover;
mod limit;
mod part;
mod reply;
mod run;
mod sink;

pub use disconnected::Disconnected;
pub use emitter::{BlockingEmitter, blocking_emitter};
pub use limit::set_max_blocking_streams;
pub use reply::BlockingReply;
pub(crate) use run::run;
pub use run::stream_blocking;
pub use sink::BlockingSink;
