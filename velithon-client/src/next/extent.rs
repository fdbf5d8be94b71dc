//! What the numbers of a page say of rows behind it.

use serde_json::Value;

use super::PageEnd;

/// Members by which a page says whether there is another one, as Stripe, Relay, Spring and Jira do, and what they say there of one.
const MORE: [(&str, bool); 8] = [
    ("has_more", true),
    ("hasMore", true),
    ("has_next", true),
    ("hasNext", true),
    ("has_next_page", true),
    ("hasNextPage", true),
    ("last", false),
    ("isLast", false),
];

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
    /// The page has as many rows as it may have, reaches so many rows, and says nothing of others.
    Full(u64),
    /// The page has fewer rows than it may have, or no such numbers.
    Unknown,
}

impl PageEnd<'_> {
    /// What the page's own `total`, `size` or `limit`, and `page` or `offset` say, and what it says in so many words: members
    /// beside the rows, members of an object there, such as `meta`, or headers such as `X-Total`.
    pub(crate) fn extent(&self) -> Extent {
        let by_numbers = self.by_numbers().unwrap_or(Extent::Unknown);
        match (self.by_word(), by_numbers) {
            (Some(more @ Extent::More(_)), _) => more,
            (Some(no_more), Extent::Full(_) | Extent::Unknown) => no_more,
            _ => by_numbers,
        }
    }

    fn by_word(&self) -> Option<Extent> {
        MORE.into_iter().find_map(|(name, there_is)| {
            let said = self.stated(name)?.as_bool()?;
            Some(if said == there_is {
                Extent::More(name)
            } else {
                Extent::NoMore
            })
        })
    }

    fn by_numbers(&self) -> Option<Extent> {
        let number = |name: &str| match self.stated(name) {
            Some(value) => value.as_u64(),
            None => self.header(name)?.parse().ok(),
        };
        let size = number("limit").or_else(|| number("size"));
        let before = match number("offset") {
            Some(offset) => offset,
            None => number("page")?.checked_sub(1)?.checked_mul(size?)?,
        };
        let reached = before.checked_add(self.rows)?;
        let is_full = self.rows >= size.unwrap_or(1).max(1);
        let Some(total) = number("total") else {
            return (is_full && size.is_some()).then_some(Extent::Full(reached));
        };
        let kind = self.stated("total_kind");
        let kind = kind.as_ref().and_then(Value::as_str);
        // Of a last page, Velithon knows the total.
        let is_at_least = kind.or_else(|| self.header("total_kind")) == Some("at_least");
        Some(match is_full && (reached < total || is_at_least) {
            true => Extent::ShortOfTotal(reached),
            false if reached >= total && !is_at_least => Extent::ReachesTotal,
            // A total may be older than the page.
            false => Extent::Unknown,
        })
    }

    /// A member that is no object or array, of the body or of an object in it.
    pub(super) fn stated(&self, name: &str) -> Option<Value> {
        let scalar = |value: Value| (!value.is_object() && !value.is_array()).then_some(value);
        if let Some(value) = self.member(name).and_then(scalar) {
            return Some(value);
        }
        let objects = self.members.iter().filter(|(_, value)| value.get().starts_with('{'));
        let mut within = objects.filter_map(|(_, object)| {
            let mut object: Value = serde_json::from_str(object.get()).ok()?;
            object.get_mut(name).map(Value::take).and_then(scalar)
        });
        within.next()
    }
}
