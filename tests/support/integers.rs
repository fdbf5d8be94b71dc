use std::{convert::Infallible, hash::Hash};

use velithon::{CountKey, CountSource, PageRequest, PageSource};

use crate::Seen;

/// The integers from 0 to below a bound, counted where the test sees it.
#[derive(Clone, Debug)]
pub struct Integers {
    /// The bound.
    pub below: i64,
    /// Where the counts are noted.
    pub seen: Seen,
}

impl PageSource for Integers {
    type Item = i64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Infallible> {
        Ok((page.offset()..self.below.min(page.offset() + page.limit())).collect())
    }
}

impl CountSource for Integers {
    async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
        self.seen.count();
        Ok(self.below.unsigned_abs().min(at_most))
    }
}

/// [`Integers`] whose count, once begun, does not end before eight requests have read their rows.
#[derive(Clone, Debug)]
pub struct CountedTogether(pub Integers);

impl PageSource for CountedTogether {
    type Item = i64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Infallible> {
        self.0.seen.go(1);
        self.0.rows(page).await
    }
}

impl CountSource for CountedTogether {
    async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
        self.0.seen.all(8).await;
        self.0.count(at_most).await
    }
}

impl CountKey for CountedTogether {
    fn count_key(&self) -> impl Hash {
        self.0.below
    }
}
