pub(crate) mod paging;
pub(crate) mod query;
pub(crate) mod refusal;

/// The rows that a client asked for: the handle of `#[paginate]`, already checked against the handler's limits.
///
/// A query reads [`limit`](Self::limit) rows from [`offset`](Self::offset) on. That is one row more than the page has:
/// the client does not see it, it only tells that there is a next page, which therefore never costs a `COUNT`.
///
/// ```
/// use velithon::PageRequest;
///
/// let page = PageRequest::new(200, 100); // what `?page=3&size=100` asks for
/// assert_eq!((page.offset(), page.limit()), (200, 101));
/// assert_eq!((page.page(), page.size()), (3, 100));
/// ```
///
/// It is no extractor of a framework: `#[axum::debug_handler]`, which checks that every parameter is one, goes below
/// `#[paginate]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    offset: i64,
    size: u32,
}

impl PageRequest {
    /// The deepest row at which a page may start: every number that has to do with the page still fits an `i64`.
    pub(crate) const DEEPEST: u64 = i64::MAX as u64 - u32::MAX as u64 - 1;

    /// The page of `size` rows from row `offset` on, counted from 0. The attribute makes it from the request; this is
    /// for tests of what takes one.
    ///
    /// A `size` of 0 counts as 1, and an offset beyond 2<sup>63</sup> - 2<sup>32</sup> - 1 as that.
    #[must_use]
    pub fn new(offset: u64, size: u32) -> Self {
        Self {
            offset: i64::try_from(offset.min(Self::DEEPEST)).unwrap_or_default(),
            size: size.max(1),
        }
    }

    /// How many rows to read: one more than the page has. From 2 to 2<sup>32</sup>; an `i64` because SQL binds that.
    ///
    /// On SQLite, put a sign before the placeholder, `LIMIT +$1`: by the value of a bare one SQLite plans the statement, and so
    /// prepares it anew each time that it runs.
    #[must_use]
    pub fn limit(&self) -> i64 {
        i64::from(self.size) + 1
    }

    /// How many rows come before the page. Never negative; an `i64` because SQL binds that.
    #[must_use]
    pub fn offset(&self) -> i64 {
        self.offset
    }

    /// How many rows the page has at most, at least 1.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.size
    }

    /// The number of the page, from 1. In the offset style, of the page that the first row would be on.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.start() / u64::from(self.size) + 1
    }

    pub(crate) fn start(&self) -> u64 {
        self.offset.unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_within_what_a_database_takes() {
        let deepest = i64::MAX - i64::from(u32::MAX) - 1;
        for (asked, starts_at) in [
            (0, 0),
            (deepest.unsigned_abs(), deepest),
            (deepest.unsigned_abs() + 1, deepest),
            (u64::MAX, deepest),
        ] {
            assert_eq!(PageRequest::new(asked, 1).offset(), starts_at, "{asked}");
        }
        for (asked, size) in [(0, 1), (1, 1), (u32::MAX, u32::MAX)] {
            let page = PageRequest::new(0, asked);
            assert_eq!((page.size(), page.limit()), (size, i64::from(size) + 1), "{asked}");
        }
    }
}
