use serde::Serialize;

#[cfg(feature = "cursor")]
use super::cursor::walked::Walked;
use super::{
    failure::Failure,
    request::paging::Paging,
    response::Page,
    total::counted::Counted,
    writer::{PageWriter, added::Added},
};

/// Without cursors, no rows are read by a walk.
#[cfg(not(feature = "cursor"))]
type Walked = ();

/// The rows of one page, as a handler with a [`PageRequest`](crate::PageRequest) or a
/// [`CursorRequest`](crate::CursorRequest) returns them.
///
/// Hand over what a query for [`limit`](crate::PageRequest::limit) rows found, all of it: the row beyond the page is
/// cut off, and tells that there is a next page.
///
/// ```
/// use velithon::{PageItems, PageRequest};
///
/// fn letters(page: PageRequest) -> PageItems<char> {
///     let rows = ('a'..='z').skip(page.offset() as usize).take(page.limit() as usize).collect();
///     PageItems::new(rows).total(26)
/// }
/// ```
///
/// It is no response of a framework: `#[axum::debug_handler]`, which checks that the return type is one, goes below
/// `#[paginate]`.
#[derive(Clone, Debug)]
#[must_use = "the rows of a page are for the response"]
pub struct PageItems<T> {
    rows: Vec<T>,
    total: Option<Counted>,
    walked: Walked,
    added: Added,
}

/// What a [`PageItems`] consists of.
#[cfg(feature = "cursor")]
pub(crate) struct ItemParts<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) total: Option<Counted>,
    pub(crate) walked: Walked,
    pub(crate) added: Added,
}

impl<T> PageItems<T> {
    /// The rows of a page that states no total.
    pub fn new(rows: Vec<T>) -> Self {
        Self {
            rows,
            total: None,
            walked: Walked::default(),
            added: Added::default(),
        }
    }

    /// The rows, the one beyond the page included, in the order in which they were read.
    #[must_use]
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// States how many rows there are on all pages together.
    ///
    /// Takes any integer, because databases count in `i64`. A total that is less than the rows show, such as a
    /// negative one, is raised to what they show.
    pub fn total(mut self, rows: impl TryInto<u64>) -> Self {
        self.total = Some(Counted::exact(rows.try_into().unwrap_or_default()));
        self
    }

    /// States how many rows there are at least, where counting them all would cost too much.
    ///
    /// Takes any integer, like [`total`](Self::total).
    pub fn at_least(mut self, rows: impl TryInto<u64>) -> Self {
        self.total = Some(Counted::at_least(rows.try_into().unwrap_or_default()));
        self
    }

    /// Adds a member to the page's body, beside the rows: `"facets": {…}`. It is serialised here; a value that is no JSON is
    /// answered as a row that is none. A bare array has no room for it.
    ///
    /// A name that was added before, or that the page's own members have or may have, such as `items` or `total`, is answered by a
    /// 500, and the log names it: `members(…)` renames the page's own. With `envelope` only a name that was added twice is; all others are for the type to look at.
    ///
    /// ```
    /// use velithon::PageItems;
    ///
    /// let page = PageItems::new(vec!["a", "b"]).with("facets", &[("letters", 2)]);
    /// ```
    pub fn with(mut self, name: impl Into<String>, value: &(impl Serialize + ?Sized)) -> Self {
        self.added.push(name.into(), value);
        self
    }
}

impl<T> PageItems<T> {
    /// The same page of what `map` makes of each row, the one beyond the page included. Keys that a database gave, as
    /// `CursorRequest::fetch` reads them, stay. A handler with a [`CursorRequest<Row>`](crate::CursorRequest) returns what
    /// carries its row: a type that is `Borrow<Row>`.
    ///
    /// ```
    /// use velithon::PageItems;
    ///
    /// let lengths = PageItems::new(vec!["a", "bc"]).total(2).map(str::len);
    /// assert_eq!(lengths.rows(), [1, 2]);
    /// ```
    pub fn map<U>(self, map: impl FnMut(T) -> U) -> PageItems<U> {
        let (rows, page) = self.without_rows();
        page.with_rows(rows.into_iter().map(map).collect())
    }

    /// The rows, and the page without them.
    pub(crate) fn without_rows(mut self) -> (Vec<T>, Self) {
        (std::mem::take(&mut self.rows), self)
    }

    /// The same page with other rows, which have the same keys.
    pub(crate) fn with_rows<U>(self, rows: Vec<U>) -> PageItems<U> {
        let Self {
            total,
            walked,
            added,
            rows: _,
        } = self;
        PageItems {
            rows,
            total,
            walked,
            added,
        }
    }
}

/// The rows of a page that states no total.
impl<T> From<Vec<T>> for PageItems<T> {
    fn from(rows: Vec<T>) -> Self {
        Self::new(rows)
    }
}

impl<T> PageItems<T> {
    /// The same rows with the total that their source states.
    pub(crate) fn counted(mut self, total: Option<Counted>) -> Self {
        self.total = total;
        self
    }
}

#[cfg(feature = "cursor")]
impl<T> PageItems<T> {
    pub(crate) fn into_parts(self) -> ItemParts<T> {
        let Self {
            rows,
            total,
            walked,
            added,
        } = self;
        ItemParts {
            rows,
            total,
            walked,
            added,
        }
    }

    /// No rows, because the database refuses the key in the request's cursor: whatever the handler does with them, the answer
    /// is 400, code `invalid-cursor`.
    pub(crate) fn refused() -> Self {
        let mut items = Self::new(Vec::new());
        items.walked.is_refused = true;
        items
    }

    /// The same rows, after which there are none if this is so.
    pub(crate) fn all(mut self, is_all: bool) -> Self {
        self.walked.is_all = is_all;
        self
    }

    /// The same rows with keys that their database has given.
    #[cfg(feature = "sql")]
    pub(crate) fn with_keys(mut self, keys: crate::keyset::row_keys::RowKeys) -> Self {
        self.walked.keys = Some(keys);
        self
    }
}

impl<T: Serialize> PageItems<T> {
    pub(crate) fn render(self, paging: &Paging<'_>) -> Page {
        let mut writer = PageWriter::new(paging).with_added(self.added);
        if let Err(error) = writer.extend(self.rows) {
            return Failure::from(error).answer(paging.head(), paging.options.handler);
        }
        let seen = writer.seen(paging);
        // A handler that read `size()` rows has no row to tell of the next page; its total still can.
        if writer.is_full() && self.total.is_some_and(|total| total.rows > seen.end()) {
            writer.more();
        }
        let seen = writer.seen(paging);
        // What the rows prove is true, whatever was counted a moment earlier or later.
        let total = self
            .total
            .map(|total| seen.decide().unwrap_or_else(|| seen.correct(total)));
        writer.finish(paging, total)
    }
}
