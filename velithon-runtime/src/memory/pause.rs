pub(super) mod table;

use std::{fmt, sync::Arc};

use super::state::State;

/// Keeps freed memory in the process until it is dropped or its time is over:
/// [`MemoryManager::pause`](crate::MemoryManager::pause).
#[must_use = "giving memory back resumes when the guard is dropped"]
pub struct PauseGuard {
    state: Arc<State>,
    deadline: u64,
}

impl PauseGuard {
    pub(super) fn new(state: Arc<State>, deadline: u64) -> Self {
        Self { state, deadline }
    }
}

impl Drop for PauseGuard {
    fn drop(&mut self) {
        self.state.end_pause(self.deadline);
    }
}

impl fmt::Debug for PauseGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PauseGuard").finish_non_exhaustive()
    }
}
