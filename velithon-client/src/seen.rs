use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

/// The places that have been reached, pages by their URLs and marks by their cursors or ids, in bounded memory.
///
/// The first [`KEPT`] are all remembered. Of those behind them, only one is at a time, which changes after twice as many
/// pages each time (Brent's algorithm): a walk that runs in circles is found there, too, though later.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    hasher: RandomState,
    kept: HashSet<u64>,
    landmark: Option<u64>,
    steps: u64,
    limit: u64,
}

const KEPT: usize = 32_768;

impl Seen {
    /// Whether a place is one that is remembered.
    pub(crate) fn has(&self, place: &str) -> bool {
        let place = self.hasher.hash_one(place);
        self.kept.contains(&place) || self.landmark == Some(place)
    }

    /// Remembers a place; whether it had been seen.
    pub(crate) fn is_again(&mut self, place: &str) -> bool {
        if self.has(place) {
            return true;
        }
        let place = self.hasher.hash_one(place);
        if self.kept.len() < KEPT {
            self.kept.insert(place);
            return false;
        }
        self.steps += 1;
        if self.steps >= self.limit {
            self.landmark = Some(place);
            self.steps = 0;
            // Odd numbers and even ones of pages pass: every other page of a circle may be new each time.
            self.limit = self.limit.saturating_mul(2).saturating_add(1);
        }
        false
    }
}

/// The place of a page: its URL without the fragment, which is never sent.
pub(crate) fn page(url: &str) -> &str {
    url.split_once('#').map_or(url, |(page, _)| page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_pages_are_kept_than_so_many() {
        let mut seen = Seen::default();
        assert!((0..KEPT + 10).all(|page| !seen.is_again(&page.to_string())));
        assert_eq!(seen.kept.len(), KEPT);
    }

    #[test]
    fn every_circle_is_found_however_late_it_begins() {
        for (lead, circle) in [(0, 1), (5, 3), (KEPT, 1), (KEPT + 1_000, 777), (3 * KEPT, 2)] {
            let mut seen = Seen::default();
            let page = |at: usize| if at < lead { at } else { lead + (at - lead) % circle };
            let found = (0..8 * (lead + circle + KEPT)).find(|at| seen.is_again(&page(*at).to_string()));
            assert!(
                found.is_some_and(|at| at >= lead + circle),
                "{lead} {circle}: {found:?}"
            );
        }
    }

    /// A server that redirects to a page that was read, from a URL that is another one each time.
    #[test]
    fn a_page_between_new_ones_is_found_however_late_it_comes() {
        for lead in [0, 1, KEPT, KEPT + 1_001] {
            let mut seen = Seen::default();
            let page = |at: usize| {
                if at < lead || at.is_multiple_of(2) {
                    at
                } else {
                    usize::MAX
                }
            };
            let found = (0..8 * (lead + KEPT)).find(|at| seen.is_again(&page(*at).to_string()));
            assert!(found.is_some_and(|at| page(at) == usize::MAX), "{lead}: {found:?}");
        }
    }
}
