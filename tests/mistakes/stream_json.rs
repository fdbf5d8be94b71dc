//# a return type without a size: dyn Iterator
//@ dyn Iterator<Item = u32>
//= write `impl Iterator<Item = u32>`
#[stream_json]
async fn handler() -> dyn Iterator<Item = u32> { todo!() }

//# a return type without a size: dyn Iterator in a Result
//@ dyn Iterator<Item = u32>
//= write `impl Iterator<Item = u32>`
#[stream_json]
async fn handler() -> Result<dyn Iterator<Item = u32>, AppError> { todo!() }

//# a return type without a size: str
//@ str
//= write `String`
#[stream_json]
async fn handler() -> str { todo!() }

//# a return type without a size: a slice
//@ [u32]
//= write `Vec<u32>`
#[stream_json]
async fn handler() -> [u32] { todo!() }

//# a return type without a size, from a plain fn
//@ [u32]
//= write `Vec<u32>`
#[stream_json]
fn handler() -> [u32] { todo!() }

//# an item type that is left to the compiler
//@ _
//= write the type
#[stream_json]
async fn handler() -> Vec<_> { vec![1] }

//# an item type of impl Iterator that is left to the compiler
//@ _
//= write the type
#[stream_json]
async fn handler() -> impl Iterator<Item = _> { 0..3 }

//# an iterator in an Option
//@ Option<impl Iterator<Item = u32>>
//= return `Option<Vec<T>>`, or an empty iterator
#[stream_json]
async fn handler() -> Option<impl Iterator<Item = u32>> { Some(0..3) }

//# an iterator in an Option in a Result
//@ Option<impl Iterator<Item = u32>>
//= return `Option<Vec<T>>`, or an empty iterator
#[stream_json]
async fn handler() -> Result<Option<impl Iterator<Item = u32>>, AppError> { Ok(Some(0..3)) }

//# a TryStream
//@ impl TryStream<Ok = u32, Error = AppError>
//= write `impl Stream<Item = Result<T, E>>`
#[stream_json]
async fn handler() -> impl TryStream<Ok = u32, Error = AppError> { stream::iter([Ok(1)]) }

//# an impl Trait that says nothing of items
//@ impl Clone
//= impl Serialize
#[stream_json]
async fn handler() -> impl Clone { 1 }

//# a boxed iterator that is not Send
//@ Box<dyn Iterator<Item = u32>>
//= write `Box<dyn Iterator<Item = u32> + Send>`
#[stream_json]
async fn handler() -> Box<dyn Iterator<Item = u32>> { Box::new(0..3) }

//# a boxed iterator that is not Send, in a Result
//@ Box<dyn Iterator<Item = u32>>
//= write `Box<dyn Iterator<Item = u32> + Send>`
#[stream_json]
async fn handler() -> Result<Box<dyn Iterator<Item = u32>>, AppError> { Ok(Box::new(0..3)) }

//# a boxed stream that is not Send
//@ Pin<Box<dyn Stream<Item = u32>>>
//= write `Box<dyn Stream<Item = u32> + Send>`
#[stream_json]
async fn handler() -> Pin<Box<dyn Stream<Item = u32>>> { Box::pin(stream::empty()) }

//# a value across an await that is not Send
//@ handler
//= `Send`
#[stream_json]
async fn handler(rows: &Emitter<u32>) {
    let kept = Rc::new(1);
    rows.emit(&kept).await;
    drop(kept);
}

//# a lock across an await
//@ Vec
//= `Send`
#[stream_json]
async fn handler() -> Vec<u32> {
    let lock = Mutex::new(1);
    let guard = lock.lock().unwrap();
    tokio::task::yield_now().await;
    vec![*guard]
}

//# the item of an emitter without Serialize
//@ emit
//= derive(serde::Serialize)
#[stream_json]
async fn handler(rows: &Emitter<Inner>) { rows.emit(&Inner { id: 1 }).await; }

//# the item of a list without Serialize
//@ Vec
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> Vec<Inner> { vec![] }

//# the item of a list in a Result without Serialize
//@ Result
//= `Inner`
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> Result<Vec<Inner>, AppError> { Ok(vec![]) }

//# the item of an iterator without Serialize
//@ impl
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> impl Iterator<Item = Inner> { std::iter::empty() }

//# the item of an iterator in a Result without Serialize
//@ Result
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> Result<impl Iterator<Item = Inner>, AppError> { Ok(std::iter::empty()) }

//# the item of a stream without Serialize
//@ impl
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> impl Stream<Item = Inner> { stream::empty() }

//# a document without Serialize
//@ Inner
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> Inner { Inner { id: 1 } }

//# a document in a Result without Serialize
//@ Result
//= `Inner`
//= derive(serde::Serialize)
#[stream_json]
async fn handler() -> Result<Inner, AppError> { Ok(Inner { id: 1 }) }

//# a map of values without Serialize
//@ HashMap
//= derive(serde::Serialize)
//= needs it, too
#[stream_json]
async fn handler() -> HashMap<String, Inner> { HashMap::new() }

//# an Option of a value without Serialize
//@ Option
//= derive(serde::Serialize)
//= needs it, too
#[stream_json]
async fn handler() -> Option<Inner> { None }

//# a generic value around one without Serialize
//@ Wrapper
//= derive(serde::Serialize)
//= needs it, too
#[stream_json]
async fn handler() -> Wrapper<Inner> { todo!() }

//# a plain fn, whose list has items without Serialize
//@ Vec
//= derive(serde::Serialize)
#[stream_json]
fn handler() -> Vec<Inner> { vec![] }

//# a plain fn, whose document is not Serialize
//@ Inner
//= derive(serde::Serialize)
#[stream_json]
fn handler() -> Inner { Inner { id: 1 } }

//# Json around the value
//@ Json
//= return the value itself
#[stream_json]
async fn handler() -> Json<Row> { todo!() }

//# a response
//@ Response
//= return the value itself
#[stream_json]
async fn handler() -> Response { todo!() }

//# a number of requests counted by an Rc
//@ Rc
//= `Send`
#[stream_json]
async fn handler() -> Rc<u32> { Rc::new(1) }

//# an error of another crate that is no response
//@ anyhow
//= struct AppError(anyhow::Error)
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> anyhow::Result<()> { Ok(()) }

//# an error of the standard library that is no response
//@ io
//= with `impl IntoResponse for AppError`
#[stream_json]
async fn handler() -> io::Result<Vec<u32>> { Ok(vec![]) }

//# a boxed error
//@ Result
//= with `impl IntoResponse for AppError`
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<(), Box<dyn Error + Send + Sync>> { Ok(()) }

//# an error of the database driver
//@ Result
//= with `impl IntoResponse for AppError`
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<(), sqlx::Error> { Ok(()) }

//# an own error that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[stream_json]
async fn handler() -> Result<Vec<u32>, NoAnswer> { Ok(vec![]) }

//# an own error of a document that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[stream_json]
async fn handler() -> Result<Row, NoAnswer> { todo!() }

//# an own error of an iterator that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[stream_json]
async fn handler() -> Result<impl Iterator<Item = u32>, NoAnswer> { Ok(0..3) }

//# an own error of an item that is no response
//@ impl
//= `NoAnswer` cannot be a response
#[stream_json]
async fn handler() -> impl Iterator<Item = Result<u32, NoAnswer>> { std::iter::empty() }

//# an own error of a plain fn that is no response
//@ Result
//= `NoAnswer` cannot be a response
#[stream_json]
fn handler() -> Result<Vec<u32>, NoAnswer> { Ok(vec![]) }

//# an error of an item that does not convert
//@ Result
//= From<std::fmt::Error>
#[stream_json]
async fn handler() -> Result<impl Iterator<Item = Result<u32, std::fmt::Error>>, AppError> { Ok(std::iter::empty()) }

//# a question mark that does not convert
//@ ?
//= From<std::fmt::Error>
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<(), AppError> {
    Err::<(), _>(std::fmt::Error)?;
    Ok(())
}

//# error and success in the wrong places
//@ Result
//= `Vec<u32>` cannot be a response
//+ 2 the success is no JSON, and the error no response
#[stream_json]
async fn handler() -> Result<AppError, Vec<u32>> { todo!() }

//# nothing returned, and no handle
//@ handler
//= nothing to stream
#[stream_json]
async fn handler() {}

//# the unit returned under no handle
//@ handler
//= nothing to stream
#[stream_json]
async fn handler(State(db): State<Db>) { drop(db); }

//# a number under a handle
//@ u32
//= returns `()` or `Result<(), E>`
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> u32 { 1 }

//# a Result of a number under a handle
//@ Result
//= returns `()` or `Result<(), E>`
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<u32, AppError> { Ok(1) }

//# a missing Ok at the end
//@ { rows.emit(&1).await; }
//= mismatched types
#[stream_json]
async fn handler(rows: &Emitter<u32>) -> Result<(), AppError> { rows.emit(&1).await; }

//# a value of another type
//@ "text"
//= mismatched types
#[stream_json]
async fn handler() -> Vec<u32> { "text" }

//# items of another type
//@ impl
//= yields `String`
#[stream_json]
async fn handler() -> impl Iterator<Item = String> { [1].into_iter() }

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

//# an argument that does not exist
//@ chunks
//= unknown argument `chunks`
#[stream_json(chunks = 1024)]
async fn handler() -> Vec<u32> { vec![] }

//# an argument twice
//@ chunk
//= set twice
#[stream_json(chunk = 1024, chunk = 2048)]
async fn handler() -> Vec<u32> { vec![] }

//# an argument without a value
//@ chunk
//= has no value
#[stream_json(chunk)]
async fn handler() -> Vec<u32> { vec![] }

//# arguments after an equals sign
//@ #[stream_json = "x"]
//= key-value macro attributes are not supported
#[stream_json = "x"]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk too small
//@ 10
//= from 1 KiB to 1 MiB
#[stream_json(chunk = 10)]
async fn handler() -> Vec<u32> { vec![] }

//# a chunk that is a constant
//@ SIZE
//= literal
#[stream_json(chunk = SIZE)]
async fn handler() -> Vec<u32> { vec![] }

//# a stall without a unit
//@ 30
//= such as `"60s"`
#[stream_json(stall = 30)]
async fn handler() -> Vec<u32> { vec![] }

//# a format that does not exist
//@ xml
//= `array` or `ndjson`
#[stream_json(format = xml)]
async fn handler() -> Vec<u32> { vec![] }

//# formats without brackets
//@ array
//= write `formats = [array, ndjson]`
#[stream_json(formats = array, ndjson)]
async fn handler() -> Vec<u32> { vec![] }

//# format and formats
//@ [
//= remove one of the two
#[stream_json(format = array, formats = [array, ndjson])]
async fn handler() -> Vec<u32> { vec![] }

//# a missing comma
//@ stall
//= expected `,`
#[stream_json(chunk = 1024 stall = "30s")]
async fn handler() -> Vec<u32> { vec![] }

//# a semicolon between arguments
//@ ;
//= expected `,`
#[stream_json(items = "rows"; chunk = 1024)]
async fn handler() -> Vec<u32> { vec![] }

//# not Send with an exclamation mark
//@ !
//= write `?Send`
#[stream_json(!Send)]
async fn handler() -> Vec<u32> { vec![] }

//# a plain fn that is not Send
//@ ?Send
//= remove `?Send`
#[stream_json(?Send)]
fn handler() -> Vec<u32> { vec![] }

//# items of a document
//@ Row
//= one document, which has no items
#[stream_json(items = "rows")]
async fn handler() -> Row { todo!() }

//# a document of items
//@ Vec
//= goes item by item
#[stream_json(document = blocking)]
async fn handler() -> Vec<u32> { vec![] }

//# a name that is a number
//@ 1
//= expected a text in quotation marks
#[stream_json(items = 1)]
async fn handler() -> Vec<u32> { vec![] }

//# an empty name
//@ ""
//= empty
#[stream_json(items = "")]
async fn handler() -> Vec<u32> { vec![] }

//# a relative path to the crate
//@ velithon
//= from the root
#[stream_json(crate = velithon)]
async fn handler() -> Vec<u32> { vec![] }

//# openapi without a path
//@ openapi
//= nothing to describe
#[stream_json(openapi)]
async fn handler() -> Vec<u32> { vec![] }

//# a body extractor before another one, routed
//@ handler
//= Handler
#[stream_json]
async fn handler(body: String, State(db): State<Db>) -> Vec<u32> { vec![] }
fn routes() -> Router<Db> { Router::new().route("/", get(handler)) }

//# debug_handler above the attribute
//@ &
//= without an explicit lifetime name
#[axum::debug_handler]
#[stream_json]
async fn handler(rows: &Emitter<u32>) {}

//# tokio's main above the attribute
//@ &Emitter<u32>
//= `#[tokio::main]` above has taken `async`
#[tokio::main]
#[stream_json]
async fn handler(rows: &Emitter<u32>) {}

//# a table without its feature
//@ csv
//= write `velithon = { version = "…", features = ["csv"] }` in Cargo.toml
#[stream_json(format = csv)]
async fn handler() -> Vec<u32> { vec![1] }

//# tables among other formats, with options, without their feature
//@ csv
//= write `velithon = { version = "…", features = ["csv"] }` in Cargo.toml
#[stream_json(formats = [array, csv], csv(guard = on))]
async fn handler() -> Vec<u32> { vec![1] }

//# a delimiter that is none
//@ csv
//= expected what stands between two fields
//+ 2 the feature is off in this crate, too
#[stream_json(format = csv, csv(delimiter = ":"))]
async fn handler() -> Vec<u32> { vec![1] }

//# options of tables without a format that is one
//@ (guard = on)
//= write `formats = [array, ndjson, csv]`
#[stream_json(csv(guard = on))]
async fn handler() -> Vec<u32> { vec![1] }

//# tables named without `format`
//@ csv
//= write `format = csv`
#[stream_json(csv)]
async fn handler() -> Vec<u32> { vec![1] }
