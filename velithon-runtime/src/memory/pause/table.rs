use std::collections::BTreeMap;

/// The pauses that are open, and whether the allocator was told to suspend.
#[derive(Debug, Default)]
pub(in crate::memory) struct Pauses {
    /// Pauses by `gc_disable`. `gc_enable` ends the one with the latest deadline, so that a forgotten `gc_disable` keeps
    /// the earliest deadline and ends on time, however many pairs follow it.
    pub(in crate::memory) counted: Deadlines,
    /// Pauses by [`PauseGuard`](super::PauseGuard): each guard ends its own.
    pub(in crate::memory) guards: Deadlines,
    pub(in crate::memory) suspended: bool,
}

impl Pauses {
    pub(in crate::memory) fn is_empty(&self) -> bool {
        self.counted.0.is_empty() && self.guards.0.is_empty()
    }

    /// When the next pause ends by itself; `u64::MAX` if none is open.
    pub(in crate::memory) fn earliest(&self) -> u64 {
        let first = |deadlines: &Deadlines| deadlines.0.keys().next().copied();
        first(&self.counted)
            .into_iter()
            .chain(first(&self.guards))
            .min()
            .unwrap_or(u64::MAX)
    }

    /// Ends the pauses whose deadline is over; returns how many those were.
    pub(in crate::memory) fn expire(&mut self, now: u64) -> u64 {
        self.counted.expire(now).saturating_add(self.guards.expire(now))
    }
}

/// How many pauses end at which millisecond.
#[derive(Debug, Default)]
pub(in crate::memory) struct Deadlines(BTreeMap<u64, u64>);

impl Deadlines {
    /// Adds a pause; returns its deadline, which is up to 1/64 of its length early. Rounding makes the table small: a few
    /// thousand rows at most, however many pauses of whatever lengths are forgotten.
    pub(in crate::memory) fn add(&mut self, now: u64, length: u64) -> u64 {
        let unit = (length / 64).checked_ilog2().map_or(1, |log| 1 << log);
        let deadline = now.saturating_add(length) / unit * unit;
        let count = self.0.entry(deadline).or_default();
        *count = count.saturating_add(1);
        deadline
    }

    /// Ends a pause with this deadline, unless it has ended by itself.
    pub(in crate::memory) fn remove(&mut self, deadline: u64) {
        if let Some(count) = self.0.get_mut(&deadline) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(&deadline);
            }
        }
    }

    pub(in crate::memory) fn remove_latest(&mut self) {
        if let Some((&deadline, _)) = self.0.last_key_value() {
            self.remove(deadline);
        }
    }

    fn expire(&mut self, now: u64) -> u64 {
        let open = match now.checked_add(1) {
            Some(later) => self.0.split_off(&later),
            None => BTreeMap::new(),
        };
        let over = std::mem::replace(&mut self.0, open);
        over.into_values().fold(0, u64::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stays_small_however_many_are_forgotten() {
        let mut deadlines = Deadlines::default();
        for now in 0..200_000 {
            deadlines.add(now, 60_000);
            deadlines.expire(now);
        }
        assert!(deadlines.0.len() <= 130, "{}", deadlines.0.len());
    }

    #[test]
    fn a_deadline_is_never_late_and_at_most_a_64th_early() {
        for length in [0, 1, 63, 64, 65, 1_000, 60_000, 3_600_000, u64::MAX / 2] {
            let deadline = Deadlines::default().add(12_345, length);
            assert!(
                deadline <= 12_345 + length && deadline >= 12_345 + length - length / 64,
                "{length}"
            );
        }
        assert!(Deadlines::default().add(5, u64::MAX) < u64::MAX);
    }
}
