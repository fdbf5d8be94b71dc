//! What Velithon asks of an error: the status of its response, its description for the log, the chain of its sources.

pub(crate) mod busy;
pub(crate) mod chain;
pub mod describe;
pub(crate) mod dialect;
pub mod facts;
#[cfg(test)]
pub(crate) mod samples;
pub(crate) mod status;
