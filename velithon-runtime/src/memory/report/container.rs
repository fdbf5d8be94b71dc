use serde::Serialize;

/// A control group's memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub struct ContainerMemory {
    /// The lowest limit on the way from the process' own group to the topmost one that can be seen; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_bytes: Option<u64>,
    /// What the group that has this limit uses, cached files included; without a limit, the process' own group.
    pub current_bytes: u64,
    /// `current_bytes` without cached files that nobody used lately. This is what counts against the limit.
    pub working_set_bytes: u64,
}
