//! The names that APIs have for what a page says of others, by their letters alone, as [`known`](super::known) compares them.

/// URLs of the next page, of the body or of an object in it.
pub(super) const URLS: [&str; 9] = [
    "odatanextlink",
    "nextlink",
    "nexturl",
    "nextpageurl",
    "nextrecordsurl",
    "nexturi",
    "nextpageuri",
    "nexthref",
    "nextpagelink",
];

/// The member `next` of an object of links, or the link in a list of them whose relation that is. No member has this name.
pub(super) const LINK_NEXT: &str = "links.next";

/// What a link in a list says its relation by: as HAL and `PayPal` have it, and FHIR.
pub(super) const RELATION: [&str; 2] = ["rel", "relation"];

/// What a URL is called in an object of its own, as HAL and others have it.
pub(super) const URL: [&str; 4] = ["href", "url", "uri", "link"];

/// Cursors, of the body or of an object in it, and the parameter that each of them mostly goes into.
pub(super) const CURSORS: [(&str, &str); 2] = [("nextcursor", "cursor"), ("nextpagetoken", PAGE_TOKEN)];

/// The parameter, where the cursor's name has a line between its words, and where it has none.
pub(super) const PAGE_TOKEN: &str = "page_token";
pub(super) const PAGE_TOKEN_OF_CAMELS: &str = "pageToken";

/// Cursors of the start: Twitter and Redis mean by them that there are no more, and a walk that counts down may go on there.
pub(crate) const START_CURSORS: [&str; 2] = ["0", "-1"];

/// A URL whose name may mean something else, of the body or of an object that describes the page.
pub(super) const NEXT: &str = "next";

/// Words on whether there is another page, as Stripe, Relay, Spring, Jira and Zendesk have them, and what they say where there is one.
pub(super) const MORE: [(&str, bool); 15] = [
    ("hasmore", true),
    ("hasnext", true),
    ("hasnextpage", true),
    ("hasmorepages", true),
    ("hasmoreitems", true),
    ("hasmoreresults", true),
    ("moreavailable", true),
    ("moreitemsincollection", true),
    ("more", true),
    ("last", false),
    ("islast", false),
    ("islastpage", false),
    ("lastpage", false),
    ("isend", false),
    ("endofstream", false),
];

/// Names that may be about anything, in an object that may be, too.
pub(super) const VAGUE: [&str; 11] = [
    "more",
    "last",
    "nexturi",
    "nexthref",
    "continue",
    "continuation",
    "nextkey",
    "nextstart",
    "nextfrom",
    "nextmaxid",
    "nextresults",
];

/// Words that there are more rows than the page has, as `ArcGIS` and S3 have them. Where they are false, there may be another page all
/// the same.
pub(super) const CUT: [&str; 3] = ["exceededtransferlimit", "truncated", "istruncated"];

/// Words that rows of the page itself are missing, wherever it leads, as GitHub and Elasticsearch have them.
pub(super) const INCOMPLETE: [&str; 4] = ["incompleteresults", "incompletesearch", "partialresults", "timedout"];

/// What leads on, and only by a whole URL says how: otherwise it is the number of a page, or a cursor whose parameter has as many
/// names as there are APIs.
pub(super) const LEADS: [&str; 19] = [
    "nextpage",
    "nexttoken",
    "nextoffset",
    "continuationtoken",
    "nextcontinuationtoken",
    "continuation",
    "continue",
    "nextmarker",
    "nextkey",
    "nextpagekey",
    "nextstart",
    "nextpagestart",
    "nextmaxid",
    "nextfrom",
    "nextcursormark",
    "nextpagecursor",
    "nextpageparams",
    "nextresults",
    "lastevaluatedkey",
];

/// What leads on as those do, or repeats where the request began.
pub(super) const CURSOR: &str = "cursor";

/// What names the last row of a page, the last page's too: only of a full page may it lead on.
pub(super) const AFTER: [&str; 2] = ["after", "endcursor"];

/// Where the page before is. Of the first one, they hold nothing.
pub(super) const PREVIOUS: [&str; 8] = [
    "prev",
    "previous",
    "prevpage",
    "previouspage",
    "prevpageurl",
    "previouspageurl",
    "prevcursor",
    "previouscursor",
];

/// Bitbucket says `size` of all rows, beside `pagelen`.
pub(super) const SIZE: [&str; 8] = [
    "limit",
    "pagelen",
    "size",
    "perpage",
    "pagesize",
    "itemsperpage",
    "resultsperpage",
    "hitsperpage",
];
pub(super) const OFFSET: [&str; 2] = ["offset", "skip"];
pub(super) const PAGE: [&str; 4] = ["page", "currentpage", "pagenumber", "pageindex"];

/// Directus counts all rows of the table, too, whatever the filter is.
pub(super) const TOTAL: [&str; 11] = [
    "filtercount",
    "total",
    "totalcount",
    "totalitems",
    "totalelements",
    "totalrecords",
    "totalentries",
    "totaldocs",
    "totalsize",
    "numfound",
    "nbhits",
];

/// Totals that some servers only estimate, as `YouTube` does: they say that a walk may not end with its first page, and no more.
pub(super) const ESTIMATE: [&str; 2] = ["totalresults", "numresults"];

/// A total beside the place or the size of a page, as `MusicBrainz` has it, and otherwise a count of anything.
pub(super) const COUNT: &str = "count";
pub(super) const TOTAL_KIND: &str = "totalkind";

/// What it says of a total that there may be more than: Velithon's word, and that of Elasticsearch, which has it in the total.
pub(super) const AT_LEAST: [&str; 2] = ["at_least", "gte"];

/// How many pages there are.
pub(super) const PAGES: [&str; 6] = [
    "totalpages",
    "pagecount",
    "lastpage",
    "nbpages",
    "numpages",
    PAGES_OR_SHEETS,
];

/// The one of them that counts anything, such as the sheets of a book, unless the page has a number.
pub(super) const PAGES_OR_SHEETS: &str = "pages";

/// The one of them that also counts the rows of the page, as Open Food Facts does.
pub(super) const PAGE_COUNT: &str = "pagecount";

/// The one of them that is one less than the count where pages have numbers from 0 on.
pub(super) const LAST_PAGE: &str = "lastpage";

/// Objects that say it one level deeper, as in `meta.pagination`, or two, as in `meta.pagination.links`.
pub(super) const OBJECTS: [&str; 10] = [
    "page",
    "pages",
    "paging",
    "pagination",
    "pageinfo",
    "cursor",
    "cursors",
    "links",
    "link",
    "urls",
];

/// Those of them that hold URLs by their relations.
pub(super) const LINKS: [&str; 3] = ["links", "link", "urls"];

/// Objects that describe the page: `_meta`, `pageInfo` and `page_info` are among them.
pub(super) const ABOUT_PAGE: [&str; 21] = [
    "cursor",
    "cursors",
    "info",
    "link",
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
    "searchmetadata",
    "urls",
];

/// Objects that a header holds, as many servers of .NET have it.
pub(super) const PAGINATION: [&str; 2] = ["pagination", "paging"];

/// What any object that describes the page has two of.
pub(super) const NUMBERS: [&[&str]; 5] = [&OFFSET, &PAGE, &SIZE, &TOTAL, &[TOTAL_KIND]];

/// What stands before the name in a header, such as `X-Next-Cursor`, `X-WP-Total` or `X-MS-ContinuationToken`.
pub(super) const HEADER_PREFIXES: [&str; 5] = ["x-pagination-", "x-wp-", "x-ms-", "x-", ""];
