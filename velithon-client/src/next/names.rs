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

/// Cursors of the start: Twitter and Redis mean by them that there are no more, and a walk that counts down may go on there.
pub(crate) const START_CURSORS: [&str; 2] = ["0", "-1"];

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

/// Objects that describe the page, by their letters alone: `_meta`, `pageInfo` and `page_info` are among them.
const ABOUT_PAGE: [&str; 17] = [
    "cursor",
    "info",
    "links",
    "listinfo",
    "meta",
    "metadata",
    "page",
    "pageinfo",
    "pager",
    "pages",
    "pagination",
    "paginationinfo",
    "paginator",
    "paging",
    "responsemetadata",
    "resultinfo",
    "resultset",
];

/// What any object that describes the page has two of.
const NUMBERS: [&[&str]; 5] = [&OFFSET, &PAGE, &SIZE, &TOTAL, &[TOTAL_KIND]];

/// Whether an object of this name, with members of these known names, describes the page, and not something beside its rows, such as
/// `cart` with its `total`. Velithon's has the name that its application gives it.
pub(super) fn is_about_page(object: &str, members: &[&str]) -> bool {
    let letters = object.bytes().filter(u8::is_ascii_alphanumeric);
    let letters = letters.map(|letter| letter.to_ascii_lowercase());
    let is_stated = |names: &&&[&str]| members.iter().any(|member| names.contains(member));
    ABOUT_PAGE.iter().any(|name| name.bytes().eq(letters.clone())) || NUMBERS.iter().filter(is_stated).count() > 1
}

/// Whether a member is about a next page, or says in a word that there is one, whatever the object around it is.
pub(super) fn is_about_next(name: &str, value: &str) -> bool {
    let cursors = CURSORS.iter().map(|(name, _)| name);
    let mut names = URLS.iter().chain(&LEADS).chain(cursors);
    names.any(|next| *next == name) || value.parse().is_ok_and(|word| MORE.contains(&(name, word)))
}

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
