//! Text that is written on a thread that may block.
//!
//! The thread writes into a chunk of its own and [hands over](handover) what is full; the task that answers the request
//! takes one part after the other, as the client takes chunks. To the rest, that task is a handler as any other.

pub(crate) mod disconnected;
pub(crate) mod document;
pub(crate) mod emitter;
pub(crate) mod handover;
pub(crate) mod limit;
pub(crate) mod part;
pub(crate) mod run;
pub(crate) mod sink;
