use super::counted::Counted;

/// What the rows of a page prove about the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Rows before the page.
    pub(crate) offset: u64,
    /// Whether there are exactly so many before it. Behind a cursor there may be more.
    pub(crate) is_placed: bool,
    /// Rows on the page.
    pub(crate) served: u64,
    /// Whether a row after the page was read.
    pub(crate) more: bool,
}

impl Seen {
    /// What the rows of a page prove that a cursor leads to, or that begins without one.
    pub(crate) fn of_walk(has_cursor: bool, served: u64, more: bool) -> Self {
        Self {
            offset: 0,
            is_placed: !has_cursor,
            served,
            more,
        }
    }

    /// The total, where the rows alone decide it: they ended, and it is known where.
    pub(crate) fn decide(self) -> Option<Counted> {
        let ended = self.is_placed && !self.more && (self.served > 0 || self.offset == 0);
        ended.then(|| Counted::exact(self.end()))
    }

    /// How many rows there must be, for this page to be as it is.
    pub(crate) fn proven(self) -> u64 {
        self.end().saturating_add(u64::from(self.more))
    }

    /// A count that does not contradict the rows: they may have changed since it was made.
    pub(crate) fn correct(self, counted: Counted) -> Counted {
        match self.proven() {
            proven if counted.rows < proven => Counted::at_least(proven),
            _ => counted,
        }
    }

    /// One past the last row of the page; 0 if it has none, because a page past the end proves nothing.
    pub(crate) fn end(self) -> u64 {
        match self.served {
            0 => 0,
            served => self.offset.saturating_add(served),
        }
    }
}
