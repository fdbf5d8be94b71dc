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

//# an export as a table without its feature
//@ csv
//= write `velithon = { version = "…", features = ["csv"] }` in Cargo.toml
#[paginate(style = cursor, export, formats = [ndjson, csv])]
async fn handler() -> Vec<Row> { Vec::new() }

//# a size below zero
//@ -
//= from 1 to
#[paginate(size = -20)]
async fn handler() -> Vec<u32> { vec![] }

//# a size with a unit
//@ 20rows
//= whole number
#[paginate(size = 20rows)]
async fn handler() -> Vec<u32> { vec![] }

//# a size beyond all numbers
//@ 99999999999999999999999
//= from 1 to
#[paginate(size = 99999999999999999999999)]
async fn handler() -> Vec<u32> { vec![] }

//# a style in quotation marks
//@ "cursor"
//= expected `page`
#[paginate(style = "cursor")]
async fn handler() -> Vec<Row> { vec![] }

//# a misspelt argument
//@ max_sise
//= there are
#[paginate(max_sise = 100)]
async fn handler() -> Vec<u32> { vec![] }

//# a total that is a bool
//@ true
//= exact
#[paginate(total = true)]
async fn handler() -> Vec<u32> { vec![] }

//# an empty name of the rows
//@ ""
//= or `none`
#[paginate(items = "")]
async fn handler() -> Vec<u32> { vec![] }

//# an export with a value
//@ true
//= export
#[paginate(style = cursor, export = true)]
async fn handler(page: CursorRequest<Row>) -> PageItems<Row> { todo!() }

//# a number of rows under limit
//@ 20
//= write `size = 20`
#[paginate(style = offset, limit = 20)]
async fn handler() -> Vec<u32> { vec![] }

//# a total without its argument's name
//@ exact
//= write `total = exact`
#[paginate(exact)]
async fn handler() -> Vec<u32> { vec![] }

//# an unknown word without a value
//@ keyset
//= unknown argument `keyset`
#[paginate(keyset)]
async fn handler() -> Vec<u32> { vec![] }

//# Send, which is no argument here
//@ Send
//= unknown argument `Send`
#[paginate(Send)]
async fn handler() -> Vec<u32> { vec![] }

//# a number of rows below zero under limit
//@ -
//= write `size = …` for the number of rows, from 1 to 4294967295
#[paginate(style = offset, limit = -20)]
async fn handler() -> Vec<u32> { vec![] }

//# no rows under limit
//@ 0
//= from 1 to 4294967295
#[paginate(style = offset, limit = 0)]
async fn handler() -> Vec<u32> { vec![] }
