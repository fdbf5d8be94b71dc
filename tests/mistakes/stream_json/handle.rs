//# an emitted item of another type
//@ &"text"
//= mismatched types
#[stream_json]
async fn handler(rows: &Emitter<u32>) { rows.emit(&"text").await; }

//# an emitted item by value
//@ 1
//= &
#[stream_json]
async fn handler(rows: &Emitter<u32>) { rows.emit(1).await; }

//# items of emit_all of another type
//@ ["text"]
//= `Items<
#[stream_json]
async fn handler(rows: &Emitter<u32>) { rows.emit_all(["text"]).await; }

//# the emitter by value
//@ Emitter<u32>
//= write `&Emitter<u32>`
#[stream_json]
async fn handler(rows: Emitter<u32>) {}

//# the emitter by a mutable reference
//@ &mut Emitter<u32>
//= write `&Emitter<u32>`
#[stream_json]
async fn handler(rows: &mut Emitter<u32>) {}

//# the emitter in an Arc
//@ Arc<Emitter<u32>>
//= write `&Emitter<u32>`
#[stream_json]
async fn handler(rows: Arc<Emitter<u32>>) { rows.emit(&1).await; }

//# the emitter in a Box
//@ Box<Emitter<u32>>
//= write `&Emitter<u32>`
#[stream_json]
async fn handler(rows: Box<Emitter<u32>>) {}

//# a misspelt emitter
//@ &Emiter<u32>
//= write `&Emitter<T>`
#[stream_json]
async fn handler(rows: &Emiter<u32>) {}

//# the emitter under another name
//@ &Rows
//= write `&Emitter<T>`
#[stream_json]
async fn handler(rows: &Rows) {}
type Rows = Emitter<u32>;

//# two handles
//@ &Emitter<u32>
//= remove the second
#[stream_json]
async fn handler(first: &Emitter<u32>, second: &Emitter<u32>) {}

//# the handle of the other attribute
//@ PageRequest
//= #[paginate]
#[stream_json]
async fn handler(page: PageRequest) -> Vec<u32> { vec![] }

//# an emitter in a plain fn
//@ &Emitter<u32>
//= write `async fn`
#[stream_json]
fn handler(rows: &Emitter<u32>) {}

//# a blocking emitter in an async fn
//@ &BlockingEmitter<u32>
//= remove `async`
#[stream_json]
async fn handler(rows: &BlockingEmitter<u32>) {}

//# the emitter moved into a task
//@ &
//= requires that borrow lasts for `'static`
#[stream_json]
async fn handler(rows: &Emitter<u32>) { tokio::spawn(async { rows.emit(&1).await }); }

//# a document borrowed for too short a time
//@ &db.0
//= does not live long enough
#[stream_json]
async fn handler(State(db): State<Db>) -> &'static Vec<Row> { &db.0 }

//# a stream from a plain fn
//@ impl Stream<Item = u32>
//= write `async fn`
#[stream_json]
fn handler() -> impl Stream<Item = u32> { stream::empty() }

//# an await in a plain fn
//@ await
//= only allowed inside `async`
#[stream_json]
fn handler() -> Vec<u32> { async { vec![] }.await }

//# a method
//@ &self
//= takes a free function
impl Db {
    #[stream_json]
    async fn streamed(&self) -> Vec<u32> { vec![] }
}

//# an unsafe handler
//@ unsafe
//= cannot be `unsafe`
#[stream_json]
async unsafe fn handler() -> Vec<u32> { vec![] }

//# a handler with an ABI
//@ extern "C"
//= has no ABI
#[stream_json]
async extern "C" fn handler() -> Vec<u32> { vec![] }

//# a struct
//@ struct
//= expected
#[stream_json]
struct Handler;

//# a declaration
//@ async fn handler() -> Vec<u32>;
//= free function without a body
#[stream_json]
async fn handler() -> Vec<u32>;

//# both attributes
//@ #[paginate]
//= remove one of the two
#[stream_json]
#[paginate]
async fn handler() -> Vec<u32> { vec![] }

//# sixteen extractors
//@ State<Db>
//= at most 15 extractors
#[stream_json]
async fn handler(_: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>, _: State<Db>) -> Vec<u32> { vec![] }

//# a generic item without Serialize
//@ Vec
//= Serialize
#[stream_json]
async fn handler<T: Send + Sync + 'static>() -> Vec<T> { vec![] }

//# a type that does not exist
//@ Rwo
//= cannot find type `Rwo`
#[stream_json]
async fn handler() -> Vec<Rwo> { vec![] }

//# an SQL statement
//@ SqlSource<Sqlite, Row>
//= is for `#[paginate]`
#[stream_json]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row> { sql::select("SELECT 1").on(db) }

//# a const handler
//@ const
//= remove
#[stream_json]
const fn handler() -> Vec<u32> { Vec::new() }

//# a handler of C
//@ extern "C"
//= remove
#[stream_json]
extern "C" fn handler() -> Vec<u32> { Vec::new() }

//# a method that borrows itself mutably
//@ &mut self
//= remove `self`
struct Api;
impl Api {
    #[stream_json]
    async fn handler(&mut self) -> Vec<u32> { vec![] }
}

//# an item that is moved before it is emitted
//@ &row
//= borrow of moved value
#[stream_json]
async fn handler(rows: &Emitter<String>) {
    let row = String::from("a");
    drop(row);
    rows.emit(&row).await;
}

//# a question mark in a handler that returns nothing
//@ ?
//= the `?` operator can only be used
#[stream_json]
async fn handler(rows: &Emitter<u32>) {
    std::fs::read("rows")?;
    rows.emit(&1).await;
}

//# an emitter with a lifetime
//@ 'a
//= remove the lifetime
#[stream_json]
async fn handler<'a>(rows: &'a Emitter<u32>) { rows.emit(&1).await; }

//# an emitter beside an iterator
//@ impl Iterator<Item = u32>
//= emit the items, or remove the emitter
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> impl Iterator<Item = u32> { 0..3 }

//# an emitter beside a stream in a result
//@ Result<impl Stream<Item = u32>, AppError>
//= emit the items, or remove the emitter
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<impl Stream<Item = u32>, AppError> { Ok(stream::empty()) }

//# an emitter that an extractor holds
//@ State<Emitter<u32>>
//= write `&Emitter<u32>`
#[stream_json]
async fn handler(State(rows): State<Emitter<u32>>) { rows.emit(&1).await; }

//# two parameters of one name
//@ rows
//= names two parameters
#[stream_json]
async fn handler(Path(rows): Path<u32>, rows: &Emitter<u32>) { rows.emit(&1).await; }

//# a method whose body uses self
//@ &self
//= remove `self`
struct Api { rows: Vec<u32> }
impl Api {
    #[stream_json]
    async fn handler(&self) -> Vec<u32> { self.rows.clone() }
}

//# a method of a trait
//@ &self
//= remove `self`
trait Handles { fn handler(&self) -> Vec<u32>; }
struct Api { rows: Vec<u32> }
impl Handles for Api {
    #[stream_json]
    fn handler(&self) -> Vec<u32> { self.rows.clone() }
}

//# a parameter whose type is not written yet
//@ )
//= expected type
#[stream_json]
async fn handler(id:) -> Vec<u32> { vec![] }

//# an emitter that is not written to its end
//@ )
//= you might have meant to end the type parameters here
#[stream_json]
async fn handler(rows: &Emitter<u32) {}

//# a comma that is missing between parameters
//@ id
//= missing `,`
#[stream_json]
async fn handler(db: State<Db> id: Path<u32>) -> Vec<u32> { vec![] }

//# no list of parameters
//@ 
//= add a parameter list
#[stream_json]
async fn handler -> Vec<u32> { vec![] }

//# a colon in place of the arrow
//@ :
//= use `->` instead
#[stream_json]
async fn handler(): Vec<u32> { vec![] }
