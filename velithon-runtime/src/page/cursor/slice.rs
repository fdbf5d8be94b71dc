//! Pages of rows that are in memory.

use std::{cmp::Ordering, collections::BinaryHeap};

use super::request::{CursorRequest, ROWS_BEYOND};
use crate::{
    keyset::{Keyset, compare_rows},
    page::{handler::cursor_return::RowOf, items::PageItems},
};

impl<T: Keyset> CursorRequest<T> {
    /// The rows to answer with out of all there are, which are sorted by [`sort`](Self::sort): found by binary search, at
    /// most [`limit`](Self::limit) of them, in the order in which they are to be handed back.
    ///
    /// Rows that are sorted otherwise make wrong pages. A handler that returns its rows instead of taking this handle
    /// need not sort them, but each page looks at all of them.
    pub fn slice<'r>(&self, rows: &'r [T]) -> impl Iterator<Item = &'r T> + use<'r, T> {
        self.slice_of(rows, usize::try_from(self.limit()).unwrap_or(usize::MAX))
    }

    fn slice_of<'r, R: RowOf<T>>(&self, rows: &'r [R], limit: usize) -> impl Iterator<Item = &'r R> + use<'r, R, T> {
        let (forward, backward) = if self.is_backward() {
            let end = self.key().map_or(rows.len(), |key| {
                rows.partition_point(|row| key.compare(row.row()) == Ordering::Less)
            });
            (None, rows.get(..end))
        } else {
            let start = self.key().map_or(0, |key| {
                rows.partition_point(|row| key.compare(row.row()) != Ordering::Greater)
            });
            (rows.get(start..), None)
        };
        let forward = forward.unwrap_or_default().iter();
        forward.chain(backward.unwrap_or_default().iter().rev()).take(limit)
    }

    /// The rows to answer with out of all there are, in whatever order these are: some more than [`limit`](Self::limit), for a
    /// page that has to end later because of long keys.
    pub(crate) fn select<'r>(&'r self, rows: &'r [T]) -> PageItems<&'r T> {
        if is_sorted(rows, self.sort_index()) {
            return self.select_sorted(rows);
        }
        let limit = self.limit_beyond();
        let ahead = if self.is_backward() {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        let is_ahead = |row: &&T| self.key().is_none_or(|key| key.compare(row) == ahead);
        // The last of the rows so far on top. Sorting them would panic where a `KeyType::compare` is no order.
        let mut kept = BinaryHeap::new();
        for row in rows.iter().filter(is_ahead) {
            let placed = Placed {
                row,
                sort: self.sort_index(),
                is_backward: self.is_backward(),
            };
            if kept.len() < limit {
                kept.push(placed);
            } else if let Some(mut last) = kept.peek_mut()
                && placed.cmp(&last).is_lt()
            {
                *last = placed;
            }
        }
        let is_all = kept.len() < limit;
        let selected = kept.into_sorted_vec().into_iter().map(|placed| placed.row);
        PageItems::new(selected.collect()).all(is_all)
    }

    /// The same out of rows that are sorted by [`sort`](Self::sort).
    fn select_sorted<'r, R: RowOf<T>>(&self, rows: &'r [R]) -> PageItems<&'r T> {
        let limit = self.limit_beyond();
        let selected: Vec<_> = self.slice_of(rows, limit).map(RowOf::row).collect();
        let is_all = selected.len() < limit;
        PageItems::new(selected).all(is_all)
    }

    fn limit_beyond(&self) -> usize {
        let limit = usize::try_from(self.limit()).unwrap_or(usize::MAX);
        limit.saturating_add(ROWS_BEYOND)
    }
}

fn is_sorted<T: Keyset>(rows: &[T], sort: usize) -> bool {
    rows.is_sorted_by(|one, other| compare_rows(sort, one, other).is_le())
}

/// Rows in memory in one order, which is found once for all the batches of an export: rows that are not sorted cost a pointer
/// each.
pub(crate) enum Sorted<'r, T> {
    AsTheyAre(&'r [T]),
    Pointers(Vec<&'r T>),
}

impl<'r, T: Keyset> Sorted<'r, T> {
    /// Sorts the rows by the order of a request.
    pub(crate) fn new(rows: &'r [T], request: &CursorRequest<T>) -> Self {
        if is_sorted(rows, request.sort_index()) {
            return Self::AsTheyAre(rows);
        }
        let sort = request.sort_index();
        let placed = |row| Placed {
            row,
            sort,
            is_backward: false,
        };
        let all: BinaryHeap<_> = rows.iter().map(placed).collect();
        Self::Pointers(all.into_sorted_vec().into_iter().map(|placed| placed.row).collect())
    }

    /// The rows that a request in this order asks for, as [`CursorRequest::select`] finds them.
    pub(crate) fn select(&self, request: &CursorRequest<T>) -> PageItems<&T> {
        match self {
            Self::AsTheyAre(rows) => request.select_sorted(rows),
            Self::Pointers(rows) => request.select_sorted(rows),
        }
    }
}

/// A row where a request reads it.
struct Placed<'r, T> {
    row: &'r T,
    sort: usize,
    is_backward: bool,
}

impl<T: Keyset> Ord for Placed<'_, T> {
    fn cmp(&self, other: &Self) -> Ordering {
        let ordering = compare_rows(self.sort, self.row, other.row);
        if self.is_backward { ordering.reverse() } else { ordering }
    }
}

impl<T: Keyset> PartialOrd for Placed<'_, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Keyset> PartialEq for Placed<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T: Keyset> Eq for Placed<'_, T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyset::tests::Numbered;

    #[test]
    fn rows_that_are_sorted_cost_no_pointers() {
        let needs_no_pointers = |ids: &[i64]| {
            let rows: Vec<_> = ids.iter().map(|id| Numbered { id: *id }).collect();
            matches!(Sorted::new(&rows, &CursorRequest::new(1)), Sorted::AsTheyAre(_))
        };
        assert!(needs_no_pointers(&[1, 2, 2, 3]));
        assert!(!needs_no_pointers(&[2, 1]));
    }

    /// `Ord` demands that `==` agrees with `cmp`.
    #[test]
    fn rows_of_one_place_are_equal() {
        let placed = |row| Placed {
            row,
            sort: 0,
            is_backward: false,
        };
        let [one, other, next] = [1, 1, 2].map(|id| Numbered { id });
        assert!(placed(&one) == placed(&other));
        assert!(placed(&one) != placed(&next));
    }
}
