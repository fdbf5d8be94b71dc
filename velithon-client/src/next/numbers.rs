//! The names that APIs have for numbers of a page: its place, its size, what there is in all. They are written as in
//! [`names`](super::names).

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

/// What the parameters of a URL are called by which it asks for so many rows, beside the names of a page's size.
pub(super) const SIZE_PARAMETERS: [&str; 8] = [
    "pagelimit",
    "maxresults",
    "maxrecords",
    "resultrecordcount",
    "take",
    "count",
    "rows",
    "numrows",
];
pub(super) const OFFSET: [&str; 2] = ["offset", "skip"];
pub(super) const PAGE: [&str; 4] = ["page", "currentpage", "pagenumber", "pageindex"];

/// Directus counts all rows of the table, too, whatever the filter is.
pub(super) const TOTAL: [&str; 19] = [
    "hydratotalitems",
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
    "odatacount",
    "numbermatched",
    "totalfeatures",
    "itemstotal",
    "hitcount",
    "recordsfiltered",
    "recordstotal",
];

/// Totals that some servers only estimate, as `YouTube` does: they say that a walk may not end with its first page, and no more.
pub(super) const ESTIMATE: [&str; 4] = ["totalresults", "numresults", "estimatedtotalhits", "totalhits"];

/// Totals beside the place or the size of a page, as `MusicBrainz` has them, in an object that describes the page, or where nothing else
/// stands beside the rows, as of Sequelize. Otherwise they count anything.
pub(super) const COUNTS: [&str; 6] = ["count", "found", "matched", "hits", "itemcount", "objectcount"];
pub(super) const TOTAL_KIND: &str = "totalkind";

/// What it says of a total that there may be more than: Velithon's word, and that of Elasticsearch, which has it in the total.
pub(super) const AT_LEAST: [&str; 2] = ["at_least", "gte"];

/// How many pages there are.
pub(super) const PAGES: [&str; 7] = [
    "totalpages",
    "pagestotal",
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

/// What any object that describes the page has two of.
pub(super) const NUMBERS: [&[&str]; 5] = [&OFFSET, &PAGE, &SIZE, &TOTAL, &[TOTAL_KIND]];
