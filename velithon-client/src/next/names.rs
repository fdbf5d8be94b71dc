//! The names that APIs have for what a page says of others.

/// URLs of the next page, of the body or of an object in it.
pub(super) const URLS: [&str; 7] = [
    "@odata.nextLink",
    "nextLink",
    "next_url",
    "nextUrl",
    "next_page_url",
    "nextPageUrl",
    "nextRecordsUrl",
];

/// The same in objects of links.
pub(super) const LINKS: [&str; 2] = ["/links/next", "/_links/next"];

/// What a URL is called in an object of its own, as HAL and others have it.
pub(super) const URL: [&str; 4] = ["href", "url", "uri", "link"];

/// Cursors, of the body or of an object in it, and the parameter that each of them mostly goes into.
pub(super) const CURSORS: [(&str, &str); 4] = [
    ("next_cursor", "cursor"),
    ("nextCursor", "cursor"),
    ("next_page_token", "page_token"),
    ("nextPageToken", "pageToken"),
];

/// URLs whose name may mean something else.
pub(super) const NEXT: [&str; 6] = [
    "next",
    "/paging/next",
    "/pagination/next",
    "/pages/next",
    "/meta/next",
    "/info/next",
];

/// Words on whether there is another page, as Stripe, Relay, Spring, Jira and Zendesk have them, and what they say where there is one.
pub(super) const MORE: [(&str, bool); 12] = [
    ("has_more", true),
    ("hasMore", true),
    ("has_next", true),
    ("hasNext", true),
    ("has_next_page", true),
    ("hasNextPage", true),
    ("last", false),
    ("is_last", false),
    ("isLast", false),
    ("is_last_page", false),
    ("isLastPage", false),
    ("end_of_stream", false),
];

/// What leads on, and only by a whole URL says how: otherwise it is the number of a page, or a cursor whose parameter has as many
/// names as there are APIs.
pub(super) const LEADS: [&str; 8] = [
    "next_page",
    "nextPage",
    "next_token",
    "nextToken",
    "next_offset",
    "nextOffset",
    "continuation_token",
    "continuationToken",
];

/// What leads on as those do, or repeats where the request began.
pub(super) const CURSOR: &str = "cursor";

/// Bitbucket says `size` of all rows, beside `pagelen`.
pub(super) const SIZE: [&str; 7] = [
    "limit",
    "pagelen",
    "size",
    "per_page",
    "perPage",
    "page_size",
    "pageSize",
];
pub(super) const OFFSET: [&str; 2] = ["offset", "skip"];
pub(super) const PAGE: [&str; 3] = ["page", "current_page", "currentPage"];
pub(super) const TOTAL: [&str; 7] = [
    "total",
    "total_count",
    "totalCount",
    "total_items",
    "totalItems",
    "total_elements",
    "totalElements",
];
pub(super) const TOTAL_KIND: &str = "total_kind";

/// How many pages there are.
pub(super) const PAGES: [&str; 6] = [
    "total_pages",
    "totalPages",
    "page_count",
    "pageCount",
    "last_page",
    "lastPage",
];

/// Those of them that also count the rows of the page, as Open Food Facts does.
pub(super) const PAGE_COUNT: [&str; 2] = ["page_count", "pageCount"];

/// Those of them that are one less than the count where pages have numbers from 0 on.
pub(super) const LAST_PAGE: [&str; 2] = ["last_page", "lastPage"];

/// Objects that say it one level deeper, as in `meta.pagination`.
pub(super) const OBJECTS: [&str; 3] = ["page", "paging", "pagination"];

/// The name as it stands here, if it is one of a page's members.
pub(super) fn known(name: &[u8]) -> Option<&'static str> {
    let pairs = CURSORS
        .iter()
        .map(|(name, _)| *name)
        .chain(MORE.iter().map(|(name, _)| *name));
    let lists: [&[&str]; 8] = [&URLS, &LEADS, &SIZE, &OFFSET, &PAGE, &TOTAL, &PAGES, &OBJECTS];
    let mut names = pairs
        .chain(lists.into_iter().flatten().copied())
        .chain([TOTAL_KIND, CURSOR]);
    names.find(|known| known.as_bytes() == name)
}
