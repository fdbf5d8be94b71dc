//! Bodies of pages that are a type of the application's, around rows that have been written already.

pub(crate) mod link;
pub(crate) mod rows;
pub(crate) mod wrap;

use serde_json::value::RawValue;

use link::PageLink;

/// What an envelope is made of: the rows of a page, and what is known of it.
///
/// `#[paginate(envelope = Legacy)]` makes the body of each page a `Legacy<R>`, which is `From<PageParts<R>>` and `Serialize`
/// for any `R` that is. The rows stand in for a list: they are in the body already, and are written where `rows` is.
///
/// ```
/// use serde::Serialize;
/// use velithon::{PageLink, PageParts};
///
/// #[derive(Serialize)]
/// struct Legacy<R> {
///     count: Option<u64>,
///     next: Option<PageLink>,
///     previous: Option<PageLink>,
///     results: R,
/// }
///
/// impl<R> From<PageParts<R>> for Legacy<R> {
///     fn from(page: PageParts<R>) -> Self {
///         Self { count: page.total, next: page.next, previous: page.prev, results: page.rows }
///     }
/// }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PageParts<R> {
    /// The rows of the page, a list.
    pub rows: R,
    /// How many they are.
    pub served: u32,
    /// How many rows a page has at most.
    pub size: u32,
    /// Which page this is, counted from 1, where pages are numbered.
    pub page: Option<u64>,
    /// The row at which it starts, counted from 0; nothing where pages are reached by cursors.
    pub offset: Option<u64>,
    /// How many rows all pages have together, where that is known, or at least where `total_is_exact` is not so.
    pub total: Option<u64>,
    /// Whether `total` is the number of rows, and not a lower bound.
    pub total_is_exact: bool,
    /// How many pages there are, where the total is exact.
    pub total_pages: Option<u64>,
    /// Whether there is a page after this one.
    pub has_more: bool,
    /// The path of the request.
    pub path: String,
    /// The link to the first page, relative to the request unless the handler says `links_base`.
    pub first: Option<PageLink>,
    /// The link to the page before, where there is one.
    pub prev: Option<PageLink>,
    /// The link to the next page, where there is one that the server would answer.
    pub next: Option<PageLink>,
    /// The link to the last page, where the total is exact.
    pub last: Option<PageLink>,
    /// The cursor of the next page, where pages are reached by cursors.
    pub next_cursor: Option<String>,
    /// The cursor of the page before.
    pub prev_cursor: Option<String>,
    /// What the handler added by [`PageItems::with`](crate::PageItems::with): names and JSON.
    pub with: Vec<(String, Box<RawValue>)>,
}
