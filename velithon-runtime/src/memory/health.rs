use super::{manager::MemoryManager, report::MemoryReport};

/// A handler that answers with [`MemoryManager::report`], for every framework that Velithon has a feature for.
///
/// It always answers 200, whatever the status says: a liveness probe that failed under pressure would restart the
/// process when it is busiest. Reading takes some tens of microseconds.
pub async fn memory_health() -> MemoryReport {
    MemoryManager::new().report()
}
