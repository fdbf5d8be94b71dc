use std::{
    fs,
    sync::Barrier,
    thread::{self, available_parallelism},
};

use velithon_runtime::MemoryManager;

/// glibc reserves so much for each heap but the main one, and begins it at a multiple of that.
const HEAP: u64 = 64 << 20;

/// Afterwards there are as many heaps as processors, or as the environment says, however many threads allocate; other
/// allocators have nothing to tune.
pub fn check() {
    let memory = MemoryManager::new();
    assert_eq!(memory.tune(), memory.capabilities().tune);
    if memory.allocator() != "glibc" {
        return;
    }
    let allowed = match std::env::var("MALLOC_ARENA_MAX") {
        Ok(allowed) => allowed.parse().unwrap(),
        Err(_) => available_parallelism().unwrap().get().max(2),
    };
    let (threads, barrier) = (4 * allowed, Barrier::new(4 * allowed + 1));
    let heaps = thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let block = vec![1_u8; 4096];
                barrier.wait();
                barrier.wait();
                drop(block);
            });
        }
        barrier.wait();
        let heaps = 1 + heaps_of_threads();
        barrier.wait();
        heaps
    });
    assert_eq!(heaps, allowed, "heaps for {threads} threads");
    println!("glibc: tuned, {heaps} heaps for {threads} threads");
}

fn heaps_of_threads() -> usize {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let is_heap = |line: &&str| {
        let start = line.split('-').next().unwrap();
        u64::from_str_radix(start, 16).unwrap().is_multiple_of(HEAP) && line.contains(" rw-p 00000000 00:00 0")
    };
    maps.lines().filter(is_heap).count()
}
