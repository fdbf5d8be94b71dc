//! What the numbers of a page say of rows behind it.

use serde_json::value::RawValue;

use super::{PageEnd, stated::MORE};

/// Whether more rows follow a page that leads to no other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A member of this name says that there are more.
    More(&'static str),
    /// A member says that there are no more.
    NoMore,
    /// The page states a total, and its rows reach it.
    ReachesTotal,
    /// The page is full, reaches so many rows, and says that there are more: a server may lead no deeper than it likes.
    ShortOfTotal(u64),
    /// The page does not state which rows it has, and says that there are more than the walk has read, which are so many.
    MoreThanRead(u64),
    /// The page has as many rows as it may have, reaches so many rows, and says nothing of others.
    Full(u64),
    /// The page has fewer rows than it may have, or no such numbers.
    Unknown,
}

impl PageEnd<'_> {
    /// What the page's own `total`, `size` or `limit`, and `page` or `offset` say, and what it says in so many words: members
    /// beside the rows, members of an object there, such as `meta`, or headers such as `X-Total`.
    pub(crate) fn extent(&self) -> Extent {
        let by_numbers = self.by_numbers();
        match (self.by_word(), by_numbers) {
            (Some(more @ Extent::More(_)), _) => more,
            (Some(no_more), Extent::MoreThanRead(_) | Extent::Full(_) | Extent::Unknown) => no_more,
            _ => by_numbers,
        }
    }

    fn by_word(&self) -> Option<Extent> {
        MORE.into_iter().find_map(|(name, there_is)| {
            let said: bool = self.stated.get(name)?.get().parse().ok()?;
            Some(if said == there_is {
                Extent::More(name)
            } else {
                Extent::NoMore
            })
        })
    }

    fn by_numbers(&self) -> Extent {
        let size = self.number("limit").or_else(|| self.number("size"));
        let total = self.number("total");
        let is_full = self.rows >= size.unwrap_or(1).max(1);
        let is_more = is_full && self.is_at_least();
        // A total may be older than a page that is shorter than it may be.
        let is_below = |reached| total.is_some_and(|total| reached < total) && (is_full || size.is_none());
        let Some(reached) = self.reached(size) else {
            let read = self.rows_so_far;
            let is_below = self.has_read_all_before() && total.is_some_and(|total| read < total);
            return if is_more || is_below {
                Extent::MoreThanRead(read)
            } else {
                Extent::Unknown
            };
        };
        match total {
            None if is_full && size.is_some() && !is_more => Extent::Full(reached),
            _ if is_more || is_below(reached) => Extent::ShortOfTotal(reached),
            Some(total) if reached >= total && !self.is_at_least() => Extent::ReachesTotal,
            _ => Extent::Unknown,
        }
    }

    /// How many rows there are up to the end of this page, as far as it states where it begins.
    fn reached(&self, size: Option<u64>) -> Option<u64> {
        let before = match self.number("offset") {
            Some(offset) => offset,
            None => self.number("page")?.checked_sub(1)?.checked_mul(size?)?,
        };
        before.checked_add(self.rows)
    }

    /// Whether the walk has read what comes before this page, as far as anybody can tell: it may have begun at a later one.
    fn has_read_all_before(&self) -> bool {
        let is_first_read = self.rows_so_far == self.rows;
        self.is_counted && !(is_first_read && self.number("page").is_some_and(|page| page > 1))
    }

    /// Of a last page, Velithon knows the total.
    fn is_at_least(&self) -> bool {
        match self.stated.get("total_kind") {
            Some(kind) => kind.get() == "\"at_least\"",
            None => self.header("total_kind") == Some("at_least"),
        }
    }

    fn number(&self, name: &str) -> Option<u64> {
        let stated = self.stated.get(name).map(RawValue::get);
        stated.or_else(|| self.header(name))?.parse().ok()
    }
}
