//! Exactly what generated code names. No promise of stability.

#[cfg(feature = "tokio")]
pub use crate::on_thread::on_thread;
pub use crate::page::{PageReturn, Paging, Refusal};
pub use crate::source::{
    CACHED, COUNTED, ITERATOR, ItemOf, Not, Outcome, SLICE, SOURCE, STREAM, SourcePage, SourceProbe, UNCOUNTED, kind,
    total_kind,
};
