//! What has to have happened: a soak in which it did not proves nothing.

use crate::tally::{Event, Tally};

/// How long a soak takes that has time for clients to sleep.
pub(crate) const WITH_SLEEPERS: u64 = 150;

struct Demand {
    /// One of these.
    of: &'static [Event],
    /// In a soak of at least so many seconds.
    seconds: u64,
}

const ALWAYS: &[Demand] = &[
    demand(0, &[Event::WholePage]),
    demand(0, &[Event::HungUp]),
    demand(20, &[Event::Stalled]),
    demand(20, &[Event::Garbage]),
    demand(20, &[Event::GarbageAnswered]),
    demand(20, &[Event::OddAnswered]),
    demand(20, &[Event::Refused]),
    demand(60, &[Event::WholeArray]),
    demand(60, &[Event::WholeLines]),
    demand(60, &[Event::WholeFile]),
    demand(60, &[Event::WholeCopy]),
    demand(60, &[Event::ExportLeft]),
    demand(60, &[Event::WholeWalk, Event::WholeWalkOverFailures]),
    demand(60, &[Event::WalkPageLeft]),
    demand(WITH_SLEEPERS, &[Event::Slept]),
];

const INTERRUPTED: &[Demand] = &[
    demand(60, &[Event::Restarted]),
    demand(60, &[Event::ExportCutOff, Event::ErrorRecord]),
    demand(60, &[Event::WalkPageFailed]),
    demand(60, &[Event::WholeWalkOverFailures]),
];

const fn demand(seconds: u64, of: &'static [Event]) -> Demand {
    Demand { of, seconds }
}

/// In a hundred answers to good clients, from a store whose database runs. Sixteen connections for two dozen clients, of
/// which one in nine holds one for at most three seconds, are seldom all in use for the five seconds that a request waits.
const MOST_REFUSED: u64 = 2;

/// Looks for what did not happen, and says what there was no time for.
pub(crate) fn check(seconds: u64, interrupted: bool, tally: &Tally) {
    if interrupted {
        require(INTERRUPTED, seconds, tally);
    } else {
        println!("not tried: a database that is stopped; there is no DATABASE_RESTART");
        let whole: u64 = [Event::WholePage, Event::WholeArray, Event::WholeLines, Event::WholeFile]
            .map(|event| tally.of(event))
            .iter()
            .sum();
        let refused = tally.of(Event::Busy) + tally.of(Event::Failed);
        if refused * 100 > (refused + whole) * MOST_REFUSED {
            tally.fault(format!(
                "{refused} answers refused, and {whole} whole: more than {MOST_REFUSED} %"
            ));
        }
    }
    require(ALWAYS, seconds, tally);
}

fn require(demands: &[Demand], seconds: u64, tally: &Tally) {
    for Demand { of, seconds: least } in demands {
        let what = of.iter().map(ToString::to_string).collect::<Vec<_>>().join(", or ");
        let times: u64 = of.iter().map(|event| tally.of(*event)).sum();
        match times {
            0 if seconds < *least => println!("not tried: {what}; it takes {least} seconds"),
            0 => tally.fault(format!("not once: {what}")),
            _ => {}
        }
    }
}
