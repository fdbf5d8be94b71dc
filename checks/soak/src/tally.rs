//! What happened, counted; and what must not have.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

macro_rules! events {
    ($($event:ident = $text:literal,)+) => {
        /// What is counted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Event {
            $($event,)+
        }

        impl fmt::Display for Event {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$event => $text,)+
                })
            }
        }
    };
}

events! {
    WholePage = "whole pages and documents",
    WholeArray = "whole exports, as an array",
    WholeLines = "whole exports, as lines",
    WholeFile = "whole exports, as a file",
    WholeCopy = "whole copies by exports, over cuts and resumptions",
    ExportLeft = "exports left in the middle, and resumed by their last mark",
    WholeWalk = "whole walks",
    WholeWalkOverFailures = "whole walks, over pages that failed",
    WalkPageFailed = "pages of walks that failed, and were asked for again",
    WalkPageLeft = "pages of walks that were left in the middle, and asked for again",
    Busy = "refused because the store is busy",
    Failed = "failed with a status of its own",
    Closed = "closed without an answer",
    PageCutOff = "pages and documents cut off",
    ExportCutOff = "exports cut off",
    ErrorRecord = "exports cut off, after a record of the error",
    HungUp = "hung up",
    Stalled = "stalled for a while, and read on",
    Slept = "slept, and found its export cut off",
    Garbage = "garbage, and nothing came back",
    GarbageAnswered = "garbage, refused with a status",
    OddAnswered = "odd requests, answered as they should be",
    Refused = "wrong requests, refused as they should be",
    Restarted = "database stopped and started",
}

#[derive(Default)]
pub(crate) struct Tally {
    counts: Mutex<BTreeMap<Event, u64>>,
    faults: Mutex<Vec<String>>,
}

impl Tally {
    pub(crate) fn count(&self, event: Event) {
        *locked(&self.counts).entry(event).or_default() += 1;
    }

    pub(crate) fn of(&self, event: Event) -> u64 {
        locked(&self.counts).get(&event).copied().unwrap_or(0)
    }

    pub(crate) fn fault(&self, what: String) {
        locked(&self.faults).push(what);
    }

    pub(crate) fn faults(&self) -> usize {
        locked(&self.faults).len()
    }

    /// Takes over the faults, which count wherever they happen; but not the counts, which are of the bad times alone.
    pub(crate) fn take_faults(&self, other: &Self) {
        locked(&self.faults).append(&mut locked(&other.faults));
    }
}

/// Nobody panics with a lock in hand.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (event, count) in &*locked(&self.counts) {
            writeln!(f, "{count:>8} {event}")?;
        }
        let faults = locked(&self.faults);
        // The first ones tell enough.
        for fault in faults.iter().take(20) {
            writeln!(f, "FAULT: {fault}")?;
        }
        write!(f, "{} faults", faults.len())
    }
}
