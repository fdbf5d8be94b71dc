use serde::Serialize;

/// Whose memory is the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MemorySignal {
    /// The machine's memory is the tightest limit.
    Host,
    /// The container's limit is below the machine's memory.
    Container,
}
