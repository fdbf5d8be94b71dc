//! The names that APIs have for what a page says of others, by their letters alone, as [`known`](super::known) compares them.

/// URLs of the next page, of the body or of an object in it.
pub(super) const URLS: [&str; 10] = [
    "odatanextlink",
    "hydranext",
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

/// The relations of the next page, of a list in the body; the second is Trustpilot's.
pub(super) const NEXT_RELATIONS: [&str; 2] = [NEXT, "next-page"];

/// The relations of other pages, and of the page itself: a server that links to those links to the next one, too.
pub(super) const OTHER_RELATIONS: [&str; 7] = ["self", "current", "first", "start", "prev", "previous", "last"];

/// What a URL is called in an object of its own, as HAL and others have it.
pub(super) const URL: [&str; 5] = ["href", "url", "uri", "link", "@href"];

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
pub(super) const MORE: [(&str, bool); 22] = [
    ("hasmore", true),
    ("hasnext", true),
    ("hasnextpage", true),
    ("hasmorepages", true),
    ("hasmoreitems", true),
    ("hasmoreresults", true),
    ("hasmorerecords", true),
    ("hasmorepage", true),
    ("hasadditional", true),
    ("morerecords", true),
    ("moreresults", true),
    ("havemore", true),
    ("havemoreresults", true),
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
pub(super) const VAGUE: [&str; 12] = [
    "more",
    "last",
    "bookmark",
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
pub(super) const CUT: [&str; 3] = [TRANSFER_LIMIT, "truncated", "istruncated"];

/// The one of them that is about nothing else, whatever the object around it is.
pub(super) const TRANSFER_LIMIT: &str = "exceededtransferlimit";

/// Words that rows of the page itself are missing, wherever it leads, as GitHub and Elasticsearch have them.
pub(super) const INCOMPLETE: [&str; 4] = ["incompleteresults", "incompletesearch", "partialresults", "timedout"];

/// Lists of what could not be had, where they are not empty: of Google's places, and of `GraphQL` beside the `data` that holds the rows.
pub(super) const UNREACHABLE: &str = "unreachable";
pub(super) const ERRORS: &str = "errors";
pub(super) const DATA: &str = "data";

/// The object by which Elasticsearch says of how many of its shards rows are missing, and the number of these.
pub(super) const SHARDS: &str = "_shards";
pub(super) const FAILED: &str = "failed";

/// What leads on, and only by a whole URL says how: otherwise it is the number of a page, or a cursor whose parameter has as many
/// names as there are APIs.
pub(super) const LEADS: [&str; 26] = [
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
    "nextbatch",
    "nextpageid",
    "nextrange",
    "nextfilename",
    "paginationtoken",
    "pagekey",
    "bookmark",
];

/// A member of another name with `next` or `more` in it, or a `next` of an object that may be about anything, whose URL has the page's own
/// path. No member has this name.
pub(super) const ELSEWHERE: &str = "next elsewhere";
pub(super) const ELSEWHERE_PARTS: [&str; 2] = ["next", "more"];

/// An object of any name in one that describes the page, or that the rows are in. No member has this name.
pub(super) const OBJECT: &str = "any object";

/// What the URLs of a list of links are relative to, as Confluence has it, whose references begin with a slash all the same.
pub(super) const BASE: &str = "base";

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

/// Headers of servers that lead to the next page wherever there is one, and to nothing where there is none: of GitHub, Shopify,
/// Freshdesk, and of Velithon's bare arrays. Those that state their place beside their size are full by that.
pub(super) const LEADING_SERVERS: [&str; 4] = [
    "x-github-request-id",
    "x-shopify-api-version",
    "x-freshdesk-api-version",
    "x-size",
];

/// What Google calls a list by, as in `drive#fileList`: of the last page, it leaves out the token.
pub(super) const KIND: &str = "kind";

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
pub(super) const ABOUT_PAGE: [&str; 22] = [
    "additionaldata",
    "cursor",
    "cursors",
    "info",
    "link",
    "links",
    "listinfo",
    "meta",
    "metadata",
    "nav",
    "navigation",
    "page",
    "pagecontext",
    "pageinfo",
    "pages",
    "responsemetadata",
    "resultinfo",
    "resultset",
    "resultsetmetadata",
    "searchinfo",
    "searchmetadata",
    "urls",
];

/// What the names of others begin with, such as `pagination`, `paginator` or `pagingMetadata`.
pub(super) const ABOUT_PAGES: [&str; 3] = ["pagina", "paging", "pager"];

/// What the names of other objects and lists of links end with, such as `servers_links` of `OpenStack`.
pub(super) const OF_LINKS: &str = "links";

/// Objects that a header holds, as many servers of .NET have it.
pub(super) const PAGINATION: [&str; 2] = ["pagination", "paging"];

/// What stands before the name in a header, such as `X-Next-Cursor`, `X-WP-Total` or `X-MS-ContinuationToken`.
pub(super) const HEADER_PREFIXES: [&str; 6] = ["x-pagination-", "pagination-", "x-wp-", "x-ms-", "x-", ""];
