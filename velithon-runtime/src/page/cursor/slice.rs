//! Pages of rows that are in memory.

use std::cmp::Ordering;

use super::CursorRequest;
use crate::{Keyset, keyset::compare_rows};

impl<T: Keyset> CursorRequest<T> {
    /// The rows to answer with out of all there are, which are sorted by [`sort`](Self::sort): found by binary search, at
    /// most [`limit`](Self::limit) of them, in the order in which they are to be handed back.
    ///
    /// Rows that are sorted otherwise make wrong pages. A handler that returns its rows instead of taking this handle
    /// need not sort them, but each page looks at all of them.
    pub fn slice<'r>(&self, rows: &'r [T]) -> impl Iterator<Item = &'r T> + use<'r, T> {
        let limit = usize::try_from(self.limit()).unwrap_or(usize::MAX);
        let (forward, backward) = if self.is_backward() {
            let end = self.key().map_or(rows.len(), |key| {
                rows.partition_point(|row| key.compare(row) == Ordering::Less)
            });
            (None, rows.get(..end))
        } else {
            let start = self.key().map_or(0, |key| {
                rows.partition_point(|row| key.compare(row) != Ordering::Greater)
            });
            (rows.get(start..), None)
        };
        let forward = forward.unwrap_or_default().iter();
        forward.chain(backward.unwrap_or_default().iter().rev()).take(limit)
    }

    /// The rows to answer with out of all there are, in whatever order these are.
    pub(crate) fn select<'r>(&self, rows: &'r [T]) -> Vec<&'r T> {
        let order = |one: &T, other: &T| compare_rows(self.sort_index(), one, other);
        if rows.is_sorted_by(|one, other| order(one, other).is_le()) {
            return self.slice(rows).collect();
        }
        let reading = |one: &&T, other: &&T| {
            let ordering = order(one, other);
            if self.is_backward() {
                ordering.reverse()
            } else {
                ordering
            }
        };
        let ahead = if self.is_backward() {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        let is_ahead = |row: &&T| self.key().is_none_or(|key| key.compare(row) == ahead);
        // Never more than twice the page: what cannot be on it goes as soon as that many came together.
        let limit = usize::try_from(self.limit()).unwrap_or(usize::MAX);
        let mut kept = Vec::new();
        for row in rows.iter().filter(is_ahead) {
            kept.push(row);
            if kept.len() / 2 >= limit {
                kept.select_nth_unstable_by(limit, reading);
                kept.truncate(limit);
            }
        }
        kept.sort_by(reading);
        kept.truncate(limit);
        kept
    }
}
