//# a member that pages do not have
//@ totals
//= pages have no member `totals`
#[paginate(members(totals = "count"))]
async fn handler() -> Vec<u32> { vec![] }

//# a member that is named twice
//@ total
//= remove one of the two
#[paginate(members(total = "count", total = "sum"))]
async fn handler() -> Vec<u32> { vec![] }

//# every member of other styles, on numbered pages
//@ offset
//= pages of this style have no member `next_cursor`
//+ 4 each of them has one
#[paginate(members(offset = "a", limit = "b", next_cursor = "c", prev_cursor = "d"))]
async fn handler() -> Vec<u32> { vec![] }

//# every member of other styles, on pages from a row on
//@ page
//= pages of this style have no member `total_pages`
//+ 5 each of them has one
#[paginate(style = offset, members(page = "a", size = "b", total_pages = "c", next_cursor = "d", prev_cursor = "e"))]
async fn handler() -> Vec<u32> { vec![] }

//# every member of other styles, on a walk
//@ page
//= pages of this style have no member `last`
//+ 5 each of them has one
#[paginate(style = cursor, members(page = "a", offset = "b", limit = "c", total_pages = "d", last = "e"))]
async fn handler() -> Vec<Row> { vec![] }

//# a link of the body where links are in the header
//@ next
//= write `links = body` or `links = both`
#[paginate(members(next = "next_page"))]
async fn handler() -> Vec<u32> { vec![] }

//# a member whose name is no text
//@ 3
//= write `members(total = "count", total_kind = none)`
#[paginate(members(total = 3))]
async fn handler() -> Vec<u32> { vec![] }

//# members of a bare array
//@ (total = "count")
//= name the items
#[paginate(items = none, members(total = "count"))]
async fn handler() -> Vec<u32> { vec![] }

//# two members of one name
//@ "n"
//= name one of them otherwise
#[paginate(members(page = "n", size = "n"))]
async fn handler() -> Vec<u32> { vec![] }

//# an object that is called as the rows are
//@ "items"
//= name one of them otherwise
#[paginate(meta = "items")]
async fn handler() -> Vec<u32> { vec![] }

//# a name for the rows of an envelope that is a type
//@ "rows"
//= remove `items`
#[paginate(envelope = Legacy, items = "rows")]
async fn handler() -> Vec<u32> { vec![] }
#[derive(serde::Serialize)]
struct Legacy<R> { rows: R }
impl<R> From<velithon::PageParts<R>> for Legacy<R> {
    fn from(page: velithon::PageParts<R>) -> Self { Self { rows: page.rows } }
}

//# an object in an envelope that is a type
//@ "meta"
//= remove `meta`
#[paginate(envelope = Legacy, meta = "meta")]
async fn handler() -> Vec<u32> { vec![] }
#[derive(serde::Serialize)]
struct Legacy<R> { rows: R }
impl<R> From<velithon::PageParts<R>> for Legacy<R> {
    fn from(page: velithon::PageParts<R>) -> Self { Self { rows: page.rows } }
}

//# an envelope with the type of its rows
//@ <
//= write `envelope = Legacy`
#[paginate(envelope = Legacy<u32>)]
async fn handler() -> Vec<u32> { vec![] }

//# an envelope that no page becomes
//@ Legacy
//= From<PageParts
#[paginate(envelope = Legacy)]
async fn handler() -> Vec<u32> { vec![] }
#[derive(serde::Serialize)]
struct Legacy<R> { rows: R }

//# an envelope that does not exist
//@ Lgeacy
//= cannot find type `Lgeacy`
#[paginate(envelope = Lgeacy)]
async fn handler() -> Vec<u32> { vec![] }
