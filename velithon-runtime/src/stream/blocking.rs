//! Text that is written on a thread that may block.
//!
//! The thread writes into a chunk of its own and [hands over](handover) full ones. The task that answers the request receives
//! one part after the other, as fast as the client reads. To the rest of the runtime that task is an ordinary handler.

pub(crate) mod disconnected;
pub(crate) mod document;
pub(crate) mod emitter;
pub(crate) mod handover;
pub(crate) mod limit;
pub(crate) mod part;
pub(crate) mod run;
pub(crate) mod sink;
