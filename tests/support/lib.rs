//! What the tests of Velithon share, whichever attribute or host they are about.

mod answer;
#[cfg(feature = "axum")]
mod axum;
mod client;
mod events;
mod handlers;
mod integers;
mod links;
mod listen;
mod page;
mod seen;
mod span_ends;
mod wire;

pub use answer::Answer;
pub use client::Client;
pub use events::{Event, Events};
pub use handlers::{answer, get, request};
pub use integers::{CountedTogether, Integers};
pub use listen::listen;
pub use seen::{DropGuard, Seen};
pub use span_ends::{Fields, SpanEnds};
