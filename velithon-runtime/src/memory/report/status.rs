use serde::Serialize;

/// How full the memory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MemoryStatus {
    /// `memory_percent` is below both thresholds.
    Healthy,
    /// At the first threshold or above.
    Warning,
    /// At the second threshold or above.
    Critical,
    /// Nothing could be read.
    Unknown,
}
