/// A number of rows, exact or a lower bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub(crate) rows: u64,
    /// Whether there are exactly so many, rather than at least.
    pub(crate) exact: bool,
}

impl Counted {
    pub(crate) const fn exact(rows: u64) -> Self {
        Self { rows, exact: true }
    }

    pub(crate) const fn at_least(rows: u64) -> Self {
        Self { rows, exact: false }
    }

    /// The value of `total_kind`.
    pub(crate) fn kind(self) -> &'static str {
        if self.exact { "exact" } else { "at_least" }
    }

    /// How many pages of `size` rows that is; unknown as long as there may be more rows.
    pub(crate) fn pages(self, size: u32) -> Option<u64> {
        self.exact.then(|| self.rows.div_ceil(u64::from(size.max(1))))
    }
}
