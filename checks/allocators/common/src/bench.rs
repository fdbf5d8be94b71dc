use std::{
    hint::black_box,
    thread,
    time::{Duration, Instant},
};

use velithon_runtime::MemoryManager;

use crate::{
    crew::Crew,
    load::SmallObjects,
    measure::{Cost, cost, median},
};

const THREADS: u64 = 2;
/// How long a service is idle between bursts: what an allocator gives back meanwhile has to be obtained again.
const GAP: Duration = Duration::from_millis(300);

pub fn run(found: &str) {
    let memory = MemoryManager::new();
    assert_eq!(memory.allocator(), found);
    let crew = Crew::new(THREADS, &memory);
    println!("{found}");
    report(&memory);
    large_bodies(&memory, &crew);
    bursts(&memory, &crew);
    report(&memory);
}

/// Bursts of 128 MiB of small objects, giving back on and suspended, in alternating order.
fn bursts(memory: &MemoryManager, crew: &Crew) {
    let burst = || crew.run(|seed| drop(SmallObjects::new(seed).make((128 << 20) / THREADS as usize)));
    let (mut on, mut suspended) = (Vec::new(), Vec::new());
    for round in 0..6 {
        for suspend in [round % 2 == 0, round % 2 != 0] {
            crew.cleanup(memory);
            if suspend {
                memory.gc_disable();
            }
            // The first burst fills the process and does not count.
            burst();
            for _ in 0..5 {
                thread::sleep(GAP);
                if suspend { &mut suspended } else { &mut on }.push(cost(burst));
            }
            if suspend {
                memory.gc_enable();
            }
        }
    }
    let show = |costs: &[Cost]| {
        (
            median(costs.iter().map(|cost| cost.time)),
            median(costs.iter().map(|cost| cost.faults)),
        )
    };
    let (on, suspended) = (show(&on), show(&suspended));
    println!("  burst of 128 MiB, giving back: {:8.1?}, {:6} page faults", on.0, on.1);
    println!(
        "  burst of 128 MiB, suspended:   {:8.1?}, {:6} page faults",
        suspended.0, suspended.1
    );
    let before = memory.report().process.resident_bytes.unwrap();
    let after = crew.cleanup(memory).resident_after.unwrap();
    println!(
        "  cleanup after the last burst:  {} -> {} MiB",
        before >> 20,
        after >> 20
    );
    assert!(
        after < before / 2 || after < 64 << 20,
        "what was freed while suspended stays"
    );
}

/// Bodies of 1 MiB before and after a pause: the end of a pause must not make every body a fresh mapping.
fn large_bodies(memory: &MemoryManager, crew: &Crew) {
    let bodies = || {
        crew.run(|seed| {
            for body in 0..1_000 {
                let small = SmallObjects::new(seed + body).make(20 << 10);
                let mut text = Vec::new();
                while text.len() < 1 << 20 {
                    text.extend_from_slice(black_box(&[b'x'; 512]));
                }
                black_box((small, text));
            }
        });
    };
    bodies();
    let before = cost(bodies);
    memory.gc_disable();
    memory.gc_enable();
    let after = cost(bodies);
    let rate = |cost: Cost| THREADS as f64 * 1e3 / cost.time.as_secs_f64();
    println!(
        "  1 MiB bodies before a pause: {:8.0} per second, {:8} page faults",
        rate(before),
        before.faults
    );
    println!(
        "  1 MiB bodies after it:       {:8.0} per second, {:8} page faults",
        rate(after),
        after.faults
    );
    // A few thousand faults for 2,000 bodies are noise.
    assert!(
        after.faults <= 3 * before.faults.max(2_000),
        "the pause has changed how large blocks are obtained"
    );
}

fn report(memory: &MemoryManager) {
    let times = (0..1_000).map(|_| {
        let started = Instant::now();
        black_box(memory.report());
        started.elapsed()
    });
    println!("  one report: {:.1?}", median(times));
}
