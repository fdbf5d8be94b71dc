pub(crate) mod counted;
pub(crate) mod seen;

use std::time::Duration;

use counted::Counted;
use seen::Seen;

/// Which total the pages of a source state.
///
/// A total that follows from the rows of the page is never counted: the page is short, or the first one is all there
/// is. And none is less than the rows that the client has in hand; where a count says so, the rows win.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// None at all: no `total`, no `total_pages`, no link to the last page.
    None,
    /// How many rows there are, counted for each page.
    Exact,
    /// The same up to this many rows, and "at least that many" beyond: counting stops there.
    Capped(u64),
    /// Counted at most once in this time, however many requests wait for it. A count that failed is shared for up
    /// to a second.
    Cached(Duration),
}

/// What is left to do for a total after the rows were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing is left to count: this is the total, or there is none.
    Known(Option<Counted>),
    /// The rows have to be counted, at most this many of them.
    Count { at_most: u64 },
}

impl Total {
    pub(crate) fn need(self, seen: Seen) -> Need {
        if self == Self::None {
            return Need::Known(None);
        }
        if let Some(counted) = seen.decide() {
            return Need::Known(Some(counted));
        }
        match self {
            Self::Capped(cap) if seen.proven() > cap => Need::Known(Some(self.state(seen.proven(), seen))),
            // One more than the cap, to tell "exactly" from "at least".
            Self::Capped(cap) => Need::Count {
                at_most: cap.saturating_add(1),
            },
            _ => Need::Count { at_most: u64::MAX },
        }
    }

    /// The total of a list with so many rows.
    pub(crate) fn of(self, rows: usize, seen: Seen) -> Option<Counted> {
        match self.need(seen) {
            Need::Known(total) => total,
            Need::Count { .. } => Some(self.state(u64::try_from(rows).unwrap_or(u64::MAX), seen)),
        }
    }

    /// The total to state after a count.
    pub(crate) fn state(self, rows: u64, seen: Seen) -> Counted {
        match self {
            Self::Capped(cap) if rows > cap => Counted::at_least(cap.max(seen.end())),
            _ => seen.correct(Counted::exact(rows)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(offset: u64, served: u64, more: bool) -> Seen {
        Seen {
            offset,
            is_placed: true,
            served,
            more,
        }
    }

    #[test]
    fn a_total_that_follows_from_the_rows_is_not_counted() {
        for total in [Total::Exact, Total::Capped(10), Total::Cached(Duration::ZERO)] {
            assert_eq!(total.need(seen(0, 0, false)), Need::Known(Some(Counted::exact(0))));
            assert_eq!(total.need(seen(150, 50, false)), Need::Known(Some(Counted::exact(200))));
        }
        assert_eq!(Total::None.need(seen(0, 0, false)), Need::Known(None));
    }

    #[test]
    fn a_page_past_the_end_or_before_it_is_counted() {
        for seen in [seen(0, 50, true), seen(200, 0, false)] {
            assert_eq!(Total::Exact.need(seen), Need::Count { at_most: u64::MAX });
            assert_eq!(Total::Capped(100).need(seen), Need::Count { at_most: 101 });
        }
    }

    #[test]
    fn a_page_behind_a_cursor_is_counted_unless_its_rows_exceed_the_cap() {
        let last = Seen::of_walk(true, 50, false);
        assert_eq!(Total::Exact.need(last), Need::Count { at_most: u64::MAX });
        assert_eq!(Total::Capped(10).need(last), Need::Known(Some(Counted::at_least(50))));
        assert_eq!(Total::Exact.state(10, last), Counted::at_least(50));
        let only = Seen::of_walk(false, 50, false);
        assert_eq!(Total::Exact.need(only), Need::Known(Some(Counted::exact(50))));
    }

    #[test]
    fn a_cap_is_exact_up_to_itself() {
        let total = Total::Capped(100);
        assert_eq!(total.state(100, seen(0, 50, true)), Counted::exact(100));
        assert_eq!(total.state(101, seen(0, 50, true)), Counted::at_least(100));
        assert_eq!(
            total.need(seen(100, 50, true)),
            Need::Known(Some(Counted::at_least(150)))
        );
        assert_eq!(
            Total::Capped(u64::MAX).need(seen(0, 1, true)),
            Need::Count { at_most: u64::MAX }
        );
    }

    /// The page and the row behind it are as many rows as the cap: there may be more.
    #[test]
    fn rows_that_just_reach_the_cap_are_counted() {
        let (total, reached) = (Total::Capped(100), seen(50, 49, true));
        assert_eq!(reached.proven(), 100);
        assert_eq!(total.need(reached), Need::Count { at_most: 101 });
        assert_eq!(total.state(100, reached), Counted::exact(100));
        assert_eq!(total.state(101, reached), Counted::at_least(100));
    }

    #[test]
    fn the_rows_win_over_a_count() {
        assert_eq!(Total::Exact.state(10, seen(50, 50, true)), Counted::at_least(101));
        assert_eq!(Total::Exact.state(10, seen(500, 0, false)), Counted::exact(10));
    }
}
