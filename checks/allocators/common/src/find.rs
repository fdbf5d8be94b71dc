use velithon_runtime::{MemoryManager, memory::CleanupOutcome};

/// The right allocator is found, and what it is said to be capable of works.
pub fn check(found: &str) {
    let memory = MemoryManager::new();
    assert_eq!(memory.allocator(), found);
    let capabilities = memory.capabilities();
    assert!(capabilities.purge && capabilities.suspend, "{capabilities:?}");
    assert_eq!(memory.cleanup().outcome, CleanupOutcome::Purged);

    assert!(memory.gc_disable());
    assert!(!memory.report().gc_enabled);
    assert!(memory.gc_enable());

    let statistics = memory.deep_report().statistics;
    assert_eq!(statistics.is_some(), capabilities.statistics);
    if let Some(statistics) = statistics {
        let (allocated, mapped) = (statistics.allocated_bytes.unwrap(), statistics.mapped_bytes.unwrap());
        assert!(allocated > 0 && allocated <= mapped, "{statistics:?}");
    }
    println!("{found}: found, {capabilities:?}");
}
