//! What the store has written into its log.

use crate::{
    sleepers::CONNECTIONS,
    tally::{Event, Tally},
};

/// Looks through the log for what must not stand in it, and for what must.
pub(crate) fn check(log: &str, interrupted: bool, tally: &Tally) {
    let (mut errors, mut stalled) = (0, 0);
    for line in log.lines() {
        let is_error = line.contains(" ERROR ");
        errors += u64::from(is_error);
        stalled += u64::from(line.contains(r#"outcome="stalled""#));
        // The time to wait for a connection is over: the one failure of a store whose database runs.
        let is_expected = interrupted || line.contains("pool timed out");
        if line.contains("panicked at") || is_error && !is_expected {
            tally.fault(format!("in the store's log: {line}"));
        }
    }
    // A response may leave the reason of its failure to the log.
    let failed = tally.of(Event::Failed);
    if failed > errors {
        tally.fault(format!("{failed} responses failed, and the log has {errors} errors"));
    }
    if tally.of(Event::Slept) > 0 && stalled < CONNECTIONS as u64 {
        tally.fault(format!("the log has {stalled} responses with the outcome \"stalled\""));
    }
    println!("the store's log: {errors} errors, {stalled} stalled responses");
}
