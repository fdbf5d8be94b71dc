use tokio::runtime::Builder;
use velithon_runtime::MemoryManager;

use crate::load::SmallObjects;

const TASKS: u64 = 2_000;
const BYTES: usize = 512 << 20;

/// Four workers make 512 MiB of small objects, each object is freed on whichever worker, and a cleanup gives the
/// memory back although it runs on yet another thread.
pub fn check(found: &str) {
    let memory = MemoryManager::new();
    let hook = memory.clone();
    let runtime = Builder::new_multi_thread()
        .worker_threads(4)
        .on_thread_park(move || hook.on_thread_park())
        .build()
        .unwrap();
    let (peak, report) = runtime.block_on(async {
        let make = |seed| tokio::spawn(async move { SmallObjects::new(seed).make(BYTES / TASKS as usize) });
        let made: Vec<_> = (1..=TASKS).map(make).collect();
        let mut objects = Vec::new();
        for task in made {
            objects.push(task.await.unwrap());
        }
        let peak = memory.report().process.resident_bytes.unwrap();
        let freed: Vec<_> = objects
            .into_iter()
            .map(|part| tokio::spawn(async move { drop(part) }))
            .collect();
        for task in freed {
            task.await.unwrap();
        }
        (peak, memory.cleanup_async().await)
    });
    let (before, after) = (report.resident_before.unwrap(), report.resident_after.unwrap());
    println!(
        "{found}: tokio, 4 workers: {} MiB at the peak, {} when freed, {} after the cleanup ({:.1} %), {:.0?}",
        peak >> 20,
        before >> 20,
        after >> 20,
        after as f64 * 100.0 / peak as f64,
        report.duration,
    );
    assert!(after < peak / 4, "{after} of {peak} bytes are left");
}
