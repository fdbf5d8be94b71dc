//# a return type without a size: dyn Iterator
//@ dyn Iterator<Item = u32>
//= write `impl Iterator<Item = u32>`
#[paginate]
async fn handler() -> dyn Iterator<Item = u32> { todo!() }

//# a return type without a size: str
//@ str
//= write `String`
#[paginate]
async fn handler() -> str { todo!() }

//# a return type without a size: a slice
//@ [u32]
//= write `Vec<u32>`
#[paginate]
async fn handler() -> [u32] { todo!() }

//# a row type that is left to the compiler
//@ _
//= write the type
#[paginate]
async fn handler() -> Vec<_> { vec![1] }

//# a row type in a Result that is left to the compiler
//@ _
//= write the type
#[paginate]
async fn handler() -> Result<Vec<_>, AppError> { Ok(vec![1]) }

//# a value across an await that is not Send, routed
//@ PageItems
//= `kept`
#[paginate]
async fn handler(State(db): State<Db>, page: PageRequest) -> PageItems<i64> {
    let kept = Rc::new(1);
    tokio::task::yield_now().await;
    PageItems::new(vec![*kept])
}
fn routes() -> Router<Db> { Router::new().route("/", get(handler)) }

//# a lock across an await in a handler of a cursor
//@ PageItems
//= `guard`
#[paginate]
async fn handler(page: CursorRequest<Row>) -> PageItems<Row> {
    let lock = Mutex::new(vec![]);
    let guard = lock.lock().unwrap();
    tokio::task::yield_now().await;
    PageItems::new(guard.clone())
}

//# a value across an await of a handler that returns a list
//@ Vec
//= `kept`
#[paginate]
async fn handler() -> Vec<u32> {
    let kept = Rc::new(1);
    tokio::task::yield_now().await;
    vec![*kept]
}

//# a row without Serialize
//@ Vec
//= derive(serde::Serialize)
#[paginate]
async fn handler() -> Vec<Inner> { vec![] }

//# a row of an iterator without Serialize
//@ impl
//= derive(serde::Serialize)
#[paginate]
async fn handler() -> impl Iterator<Item = Inner> { std::iter::empty() }

//# a row of a stream in a Result without Serialize
//@ Result
//= derive(serde::Serialize)
#[paginate]
async fn handler() -> Result<impl Stream<Item = Inner>, AppError> { Ok(stream::empty()) }

//# a row of a plain fn without Serialize
//@ Vec
//= derive(serde::Serialize)
#[paginate]
fn handler() -> Vec<Inner> { vec![] }

//# a row of a request without Serialize
//@ PageItems
//= `Inner`
//= derive(serde::Serialize)
#[paginate]
async fn handler(page: PageRequest) -> PageItems<Inner> { PageItems::new(vec![]) }

//# a row of a request in a Result without Serialize
//@ Result
//= `Inner`
//= derive(serde::Serialize)
#[paginate]
async fn handler(page: PageRequest) -> Result<PageItems<Inner>, AppError> { todo!() }

//# a row of a cursor's request without Serialize
//@ PageItems
//= derive(serde::Serialize)
#[paginate]
async fn handler(page: CursorRequest<Walked>) -> PageItems<Walked> { todo!() }
#[derive(Clone, Keyset)]
#[keyset(sort = "id", id)]
struct Walked { #[keyset(unique)] id: i64 }

//# rows of a cursor's request without a Keyset
//@ Plain
//= `Keyset`
//+ 2 the compiler demands it of the request and of the rows
#[paginate]
async fn handler(page: CursorRequest<Plain>) -> PageItems<Plain> { todo!() }

//# other rows than the cursor's request has
//@ PageItems
//= return the rows that the request is for
#[paginate]
async fn handler(page: CursorRequest<Row>) -> PageItems<u32> { todo!() }

//# a document
//@ Row
//= `Row` cannot be paginated
#[paginate]
async fn handler() -> Row { todo!() }

//# a document in a Result
//@ Result
//= `Row` cannot be paginated
#[paginate]
async fn handler() -> Result<Row, AppError> { todo!() }

//# Json around the rows
//@ Json
//= return the `Vec<T>` itself
#[paginate]
async fn handler() -> Json<Vec<Row>> { todo!() }

//# a map
//@ HashMap
//= .into_values()
#[paginate]
async fn handler() -> HashMap<u32, u32> { todo!() }

//# a set of rows that cannot be sorted
//@ HashSet
//= need `Ord`
#[paginate]
async fn handler() -> HashSet<Unsorted> { todo!() }
#[derive(serde::Serialize, PartialEq, Eq, Hash)]
struct Unsorted(u32);

//# an impl Trait that says nothing of rows
//@ impl Clone
//= write `impl Iterator<Item = T>`
#[paginate]
async fn handler() -> impl Clone { vec![1] }

//# an Option of an iterator
//@ Option<impl Iterator<Item = u32>>
//= empty iterator
#[paginate]
async fn handler() -> Option<impl Iterator<Item = u32>> { Some(0..3) }

//# an Option of an iterator in a Result
//@ Option<impl Iterator<Item = u32>>
//= empty iterator
#[paginate]
async fn handler() -> Result<Option<impl Iterator<Item = u32>>, AppError> { Ok(Some(0..3)) }

//# a TryStream
//@ impl TryStream<Ok = u32, Error = AppError>
//= write `impl Stream<Item = Result<T, E>>`
#[paginate]
async fn handler() -> impl TryStream<Ok = u32, Error = AppError> { stream::iter([Ok(1)]) }

//# an error of an item that is no error
//@ impl
//= implement `std::error::Error`
#[paginate]
async fn handler() -> impl Iterator<Item = Result<u32, NoAnswer>> { std::iter::empty() }

//# an error of an item of a stream that is no error
//@ impl
//= implement `std::error::Error`
#[paginate]
async fn handler() -> impl Stream<Item = Result<u32, NoAnswer>> { stream::empty() }

//# an error of another crate that is no response
//@ anyhow
//= struct AppError(anyhow::Error)
#[paginate]
async fn handler() -> anyhow::Result<Vec<u32>> { Ok(vec![]) }

//# an error of the standard library that is no response
//@ io
//= with `impl IntoResponse for AppError`
#[paginate]
async fn handler(page: PageRequest) -> io::Result<PageItems<u32>> { todo!() }

//# an own error that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[paginate]
async fn handler() -> Result<Vec<u32>, NoAnswer> { Ok(vec![]) }

//# an own error under a request that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[paginate]
async fn handler(page: PageRequest) -> Result<PageItems<u32>, NoAnswer> { todo!() }

//# an own error under a cursor's request that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[paginate]
async fn handler(page: CursorRequest<Row>) -> Result<PageItems<Row>, NoAnswer> { todo!() }

//# an own error of an iterator that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[paginate]
async fn handler() -> Result<impl Iterator<Item = u32>, NoAnswer> { Ok(0..3) }

//# PageItems without a request
//@ PageItems<u32>
//= there is none
#[paginate]
async fn handler() -> PageItems<u32> { todo!() }

//# PageItems in a Result without a request
//@ PageItems<u32>
//= there is none
#[paginate]
async fn handler() -> Result<PageItems<u32>, AppError> { todo!() }

//# a misspelt request
//@ PageRequst
//= write `PageRequest`
#[paginate]
async fn handler(page: PageRequst) -> PageItems<u32> { todo!() }

//# the request by reference
//@ &PageRequest
//= write `PageRequest`
#[paginate]
async fn handler(page: &PageRequest) -> PageItems<u32> { todo!() }

//# rows without PageItems under a request
//@ Vec
//= PageItems::new(rows)
#[paginate]
async fn handler(page: PageRequest) -> Vec<u32> { vec![] }

//# nothing returned under a request
//@ handler
//= return `PageItems<T>`
#[paginate]
async fn handler(page: PageRequest) {}

//# nothing returned
//@ handler
//= nothing to paginate
#[paginate]
async fn handler() {}

//# two requests
//@ PageRequest
//= remove the second
#[paginate]
async fn handler(first: PageRequest, second: PageRequest) -> PageItems<u32> { todo!() }

//# the handle of the other attribute
//@ &Emitter<u32>
//= #[stream_json]
#[paginate]
async fn handler(rows: &Emitter<u32>) -> Vec<u32> { vec![] }

//# rows of another type
//@ "text"
//= mismatched types
#[paginate]
async fn handler() -> Vec<u32> { "text" }

//# rows of another type under a request
//@ "text"
//= mismatched types
#[paginate]
async fn handler(page: PageRequest) -> PageItems<u32> { PageItems::new(vec!["text"]) }

//# a question mark that does not convert
//@ ?
//= From<std::fmt::Error>
#[paginate]
async fn handler(page: PageRequest) -> Result<PageItems<u32>, AppError> {
    Err::<(), _>(std::fmt::Error)?;
    Ok(PageItems::new(vec![]))
}

//# a missing await
//@ rows()
//= mismatched types
#[paginate]
async fn handler() -> Vec<u32> { rows() }
async fn rows() -> Vec<u32> { vec![] }

//# a row type that does not exist
//@ Rwo
//= cannot find type `Rwo`
#[paginate]
async fn handler() -> Vec<Rwo> { vec![] }

//# a generic row without Serialize
//@ Vec
//= Serialize
#[paginate]
async fn handler<T: Send + Sync + 'static>() -> Vec<T> { vec![] }

//# an iterator that is to be counted
//@ impl
//= write `total = none`
#[paginate(total = exact)]
async fn handler() -> impl Iterator<Item = u32> { 0..3 }

//# a boxed iterator that is to be counted
//@ Box
//= write `total = none`
#[paginate(total = exact)]
async fn handler() -> Box<dyn Iterator<Item = u32> + Send> { Box::new(0..3) }

//# a total under a request
//@ exact
//= PageItems::new(rows).total(n)
#[paginate(total = exact)]
async fn handler(page: PageRequest) -> PageItems<u32> { todo!() }

//# a walk that is to be counted and cannot be
//@ impl
//= write `total = none`
#[paginate(style = cursor, total = exact)]
async fn handler() -> impl velithon::CursorSource<Item = Row> { rows() }
struct Walk;
impl velithon::CursorSource for Walk {
    type Item = Row;
    type Error = std::convert::Infallible;
    async fn rows(&mut self, _: &CursorRequest<Row>) -> Result<Vec<Row>, Self::Error> { Ok(vec![]) }
}
fn rows() -> Walk { Walk }

//# an iterator that is to be walked
//@ impl
//= CursorSource
#[paginate(style = cursor)]
async fn handler() -> impl Iterator<Item = Row> { std::iter::empty() }

//# rows without a Keyset that are to be walked
//@ Vec
//= `Keyset`
#[paginate(style = cursor)]
async fn handler() -> Vec<Plain> { vec![] }

//# an order that the rows do not have
//@ "name"
//= these rows have no order `name`
#[paginate(style = cursor, sort = "name")]
async fn handler() -> Vec<Row> { vec![] }

//# an order that the rows of a request do not have
//@ "name"
//= these rows have no order `name`
#[paginate(sort = "name")]
async fn handler(page: CursorRequest<Row>) -> PageItems<Row> { todo!() }

//# a cursor's request in a numbered style
//@ CursorRequest<Row>
//= write `style = cursor`
#[paginate(style = offset)]
async fn handler(page: CursorRequest<Row>) -> PageItems<Row> { todo!() }

//# a numbered request in the style of cursors
//@ PageRequest
//= take a `CursorRequest<T>`
#[paginate(style = cursor)]
async fn handler(page: PageRequest) -> PageItems<Row> { todo!() }

//# a statement without an order
//@ SqlSource
//= order
#[paginate]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Plain> { sql::select("SELECT 1").on(db) }

//# an ordered statement in the style of cursors
//@ SqlSource
//= drop `.order_by`
#[paginate(style = cursor)]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row, sql::OrderBy> { sql::select("SELECT 1").order_by("id").on(db) }

//# an ordered statement whose type does not say so
//@ sql::select("SELECT 1").order_by("id").on(db)
//= OrderBy
#[paginate]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row> { sql::select("SELECT 1").order_by("id").on(db) }

//# a statement whose row nobody can read
//@ SqlSource
//= FromRow
#[paginate(style = cursor)]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Walked> { sql::select("SELECT 1").on(db) }
#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Walked { #[keyset(unique)] id: i64 }

//# a missing comma
//@ max_size
//= expected `,`
#[paginate(size = 10 max_size = 100)]
async fn handler() -> Vec<u32> { vec![] }

//# a semicolon between arguments
//@ ;
//= expected `,`
#[paginate(items = "rows"; size = 10)]
async fn handler() -> Vec<u32> { vec![] }

//# a size that is a constant
//@ SIZE
//= as a literal
#[paginate(size = SIZE)]
async fn handler() -> Vec<u32> { vec![] }

//# a size in quotation marks
//@ "20"
//= write `size = 20`
#[paginate(size = "20")]
async fn handler() -> Vec<u32> { vec![] }

//# a limit in quotation marks
//@ "20"
//= names the parameter
#[paginate(style = offset, limit = "20")]
async fn handler() -> Vec<u32> { vec![] }

//# a size of zero
//@ 0
//= from 1 to 4294967295
#[paginate(size = 0)]
async fn handler() -> Vec<u32> { vec![] }

//# a size above its maximum
//@ 200
//= above `max_size`
#[paginate(size = 200, max_size = 100)]
async fn handler() -> Vec<u32> { vec![] }

//# cursor without its name
//@ cursor
//= write `style = cursor`
#[paginate(cursor)]
async fn handler() -> Vec<Row> { vec![] }

//# offset without its name
//@ offset
//= write `style = offset`
#[paginate(offset)]
async fn handler() -> Vec<Row> { vec![] }

//# a style that does not exist
//@ keyset
//= expected `page` or `offset` or `cursor`
#[paginate(style = keyset)]
async fn handler() -> Vec<Row> { vec![] }

//# a total that does not exist
//@ estimated
//= capped
#[paginate(total = estimated)]
async fn handler() -> Vec<Row> { vec![] }

//# a bound total without its bound
//@ capped
//= write `capped(10_000)`
#[paginate(total = capped)]
async fn handler() -> Vec<Row> { vec![] }

//# an argument of cursors on numbered pages
//@ "id"
//= write `style = cursor`
#[paginate(sort = "id")]
async fn handler() -> Vec<Row> { vec![] }

//# an argument of numbered pages on cursors
//@ 100
//= remove `max_offset`
#[paginate(style = cursor, max_offset = 100)]
async fn handler() -> Vec<Row> { vec![] }

//# a parameter of another style
//@ "after"
//= `style = cursor`
#[paginate(cursor = "after")]
async fn handler() -> Vec<Row> { vec![] }

//# one name for two parameters
//@ "page"
//= both parameters have this name
#[paginate(size = "page")]
async fn handler() -> Vec<Row> { vec![] }

//# a name that the envelope has
//@ "total"
//= name the items otherwise
#[paginate(items = "total")]
async fn handler() -> Vec<Row> { vec![] }

//# links in a bare array
//@ none
//= write `links = header`
#[paginate(items = none, links = body)]
async fn handler() -> Vec<Row> { vec![] }

//# an argument that does not exist
//@ per_page
//= unknown argument `per_page`
#[paginate(per_page = 10)]
async fn handler() -> Vec<Row> { vec![] }

//# arguments after an equals sign
//@ #[paginate = "x"]
//= key-value macro attributes are not supported
#[paginate = "x"]
async fn handler() -> Vec<u32> { vec![] }

//# names to bind without parentheses
//@ "tag"
//= write `bind("tag", "q")`
#[paginate(style = cursor, bind = "tag")]
async fn handler() -> Vec<Row> { vec![] }

//# a method
//@ &self
//= takes a free function
impl Db {
    #[paginate]
    async fn paginated(&self) -> Vec<u32> { vec![] }
}

//# a body extractor before another one, routed
//@ handler
//= Handler
#[paginate]
async fn handler(body: String, State(db): State<Db>) -> Vec<u32> { vec![] }
fn routes() -> Router<Db> { Router::new().route("/", get(handler)) }

//# debug_handler above the attribute
//@ PageItems
//= FromRequest
//+ 2 axum checks every parameter and the return type before this attribute sees them
#[axum::debug_handler]
#[paginate]
async fn handler(page: PageRequest) -> PageItems<i64> { todo!() }

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

//# a member of another style
//@ next_cursor
//= pages of this style have no member `next_cursor`
#[paginate(members(next_cursor = "next"))]
async fn handler() -> Vec<u32> { vec![] }

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
//# an export as a table without its feature
//@ csv
//= write `velithon = { version = "…", features = ["csv"] }` in Cargo.toml
#[paginate(style = cursor, export, formats = [ndjson, csv])]
async fn handler() -> Vec<Row> { Vec::new() }
