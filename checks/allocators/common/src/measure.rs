use std::time::{Duration, Instant};

/// Page faults of this process so far that needed no disk: the price of memory that was given back and obtained again.
pub fn page_faults() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The second field, the program's name in brackets, may have spaces.
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    fields.split(' ').nth(7).unwrap().parse().unwrap()
}

#[derive(Clone, Copy)]
pub struct Cost {
    pub time: Duration,
    pub faults: u64,
}

pub fn cost(work: impl FnOnce()) -> Cost {
    let (before, started) = (page_faults(), Instant::now());
    work();
    Cost {
        time: started.elapsed(),
        faults: page_faults() - before,
    }
}

pub fn median<T: Copy + Ord>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values[values.len() / 2]
}
