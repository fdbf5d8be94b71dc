use super::link_list::Positions;
use crate::page::{
    reference::PagePosition,
    request::paging::Paging,
    total::{counted::Counted, seen::Seen},
};

/// The rows at which the neighbours of a page start. One that does not exist, or that the server would refuse, is
/// absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Targets {
    pub(crate) first: Option<u64>,
    pub(crate) prev: Option<u64>,
    pub(crate) next: Option<u64>,
    pub(crate) last: Option<u64>,
}

impl Targets {
    pub(crate) fn of(paging: &Paging<'_>, seen: Seen, total: Option<Counted>) -> Self {
        Self::new(seen, u64::from(paging.request.size()), paging.deepest, total)
    }

    fn new(seen: Seen, size: u64, deepest: u64, total: Option<Counted>) -> Self {
        let exact = total.filter(|total| total.exact).map(|total| total.rows);
        let last = exact.and_then(|rows| last_start(rows, seen.offset, size));
        let before = (seen.offset > 0).then(|| seen.offset.saturating_sub(size));
        let prev = match (seen.served, exact) {
            // Past the end: back to the last page that has rows, if any has.
            (0, Some(_)) => before.and_then(|before| last.map(|last| last.min(before))),
            _ => before,
        };
        let next = seen.more.then(|| seen.offset.saturating_add(size));
        Self {
            first: Some(0),
            prev,
            next: next.filter(|&offset| offset <= deepest),
            last: last.filter(|&offset| offset <= deepest),
        }
    }

    /// Where the links go, of pages that are named as `position` says.
    pub(crate) fn links(self, position: impl Fn(u64) -> u64) -> Positions<4> {
        let targets = [
            ("first", self.first),
            ("prev", self.prev),
            ("next", self.next),
            ("last", self.last),
        ];
        targets.map(|(relation, offset)| (relation, offset.map(&position).map(PagePosition::Number)))
    }
}

/// Where the last page starts, if pages follow each other as they do from `offset` on; `None` if there are no rows.
fn last_start(rows: u64, offset: u64, size: u64) -> Option<u64> {
    let last_row = rows.checked_sub(1)?;
    let shift = offset.checked_rem(size)?;
    Some(match last_row.checked_sub(shift) {
        Some(rows_behind) => shift + rows_behind / size * size,
        None => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(offset: u64, served: u64, more: bool, size: u64, total: Option<Counted>) -> [Option<u64>; 4] {
        let seen = Seen {
            offset,
            is_placed: true,
            served,
            more,
        };
        let Targets {
            first,
            prev,
            next,
            last,
        } = Targets::new(seen, size, 50_000, total);
        [first, prev, next, last]
    }

    #[test]
    fn offsets_keep_their_own_grid() {
        let total = Some(Counted::exact(200));
        assert_eq!(
            targets(50, 30, true, 30, total),
            [Some(0), Some(20), Some(80), Some(170)]
        );
        assert_eq!(targets(5, 10, true, 10, total), [Some(0), Some(0), Some(15), Some(195)]);
        assert_eq!(
            targets(5, 0, false, 10, Some(Counted::exact(3))),
            [Some(0), Some(0), None, Some(0)]
        );
    }

    #[test]
    fn past_the_end_leads_back_to_rows() {
        let total = Some(Counted::exact(200));
        assert_eq!(
            targets(1000, 0, false, 50, total),
            [Some(0), Some(150), None, Some(150)]
        );
        assert_eq!(targets(1000, 0, false, 50, None), [Some(0), Some(950), None, None]);
        assert_eq!(
            targets(1000, 0, false, 50, Some(Counted::at_least(100))),
            [Some(0), Some(950), None, None]
        );
        assert_eq!(
            targets(1000, 0, false, 50, Some(Counted::exact(0))),
            [Some(0), None, None, None]
        );
    }

    #[test]
    fn a_page_that_lost_its_rows_to_a_race_does_not_lead_forward_by_prev() {
        assert_eq!(targets(100, 0, false, 50, Some(Counted::exact(900)))[1], Some(50));
    }

    #[test]
    fn no_link_leads_where_the_server_would_refuse() {
        let total = Some(Counted::exact(1_000_000));
        assert_eq!(
            targets(50_000, 50, true, 50, total),
            [Some(0), Some(49_950), None, None]
        );
        assert_eq!(
            targets(49_950, 50, true, 50, total),
            [Some(0), Some(49_900), Some(50_000), None]
        );
    }

    #[test]
    fn huge_totals_are_exact() {
        let total = Some(Counted::exact(u64::MAX));
        let last = Targets::new(
            Seen {
                offset: 7,
                is_placed: true,
                served: 10,
                more: true,
            },
            10,
            u64::MAX,
            total,
        )
        .last;
        assert_eq!(last, Some(u64::MAX / 10 * 10 - 3));
    }
}
