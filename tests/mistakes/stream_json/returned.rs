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
//@ Result<impl Iterator<Item = Result<u32, std::fmt::Error>>, AppError>
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
//@ Result<AppError, Vec<u32>>
//= write `Result<Vec<u32>, AppError>`
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

//# a value where a Result is returned
//@ vec![1, 2]
//= expected `Result<Vec<u32>, AppError>`
#[stream_json]
async fn handler() -> Result<Vec<u32>, AppError> { vec![1, 2] }

//# a Result where a value is returned
//@ Ok(vec![1, 2])
//= expected `Vec<u32>`
#[stream_json]
async fn handler() -> Vec<u32> { Ok(vec![1, 2]) }

//# an await that is missing from a query
//@ load()
//= consider `await`ing
async fn load() -> Vec<u32> { vec![] }
#[stream_json]
async fn handler() -> Vec<u32> { load() }

//# an iterator that is not Send
//@ impl
//= future is not `Send`
#[stream_json]
async fn handler() -> impl Iterator<Item = u32> {
    let shared = Rc::new(1);
    (0..10).map(move |number| number + *shared)
}

//# a list of lists whose rows lack Serialize
//@ Vec
//= Inner
#[stream_json]
async fn handler() -> Vec<Vec<Inner>> { vec![] }

//# an iterator of borrowed locals
//@ rows
//= borrowed
#[stream_json]
async fn handler() -> impl Iterator<Item = u32> {
    let rows = vec![1, 2];
    rows.iter().copied()
}

//# an error type that does not exist
//@ ApError
//= cannot find type `ApError`
#[stream_json]
async fn handler() -> Result<Vec<u32>, ApError> { Ok(vec![]) }

//# a document's type that does not exist
//@ Rwo
//= cannot find type `Rwo`
#[stream_json]
async fn handler() -> Option<Rwo> { None }

//# an await that is forgotten before the only question mark
//@ load()?
//= consider `await`ing on the `Future`
async fn load() -> Result<Row, AppError> { Err(AppError) }
#[stream_json]
async fn handler() -> Result<Row, AppError> { let row = load()?; Ok(row) }

//# rows, but no return type
//@ handler
//= nothing to stream
#[stream_json]
async fn handler() { vec![1u32] }

//# a str in an option
//@ str
//= write `String`
#[stream_json]
async fn handler() -> Option<str> { None }

//# a list of slices
//@ [u32]
//= write `Vec<u32>`
#[stream_json]
async fn handler() -> Vec<[u32]> { vec![] }

//# an error without a size
//@ str
//= write `String`
#[stream_json]
async fn handler() -> Result<Vec<u32>, str> { Ok(vec![]) }

//# a trait without impl
//@ Iterator<Item = u32>
//= write `impl Iterator<Item = u32>`
#[stream_json]
async fn handler() -> Iterator<Item = u32> { 0..3 }

//# a boxed trait without dyn
//@ Iterator<Item = u32>
//= write `dyn Iterator<Item = u32> + Send`
#[stream_json]
async fn handler() -> Box<Iterator<Item = u32>> { Box::new(0..3) }

//# an error that is not named
//@ impl IntoResponse
//= write its name
#[stream_json]
async fn handler() -> Result<Vec<u32>, impl IntoResponse> { Ok::<_, AppError>(vec![]) }

//# a boxed error of a list
//@ Result
//= wrap an error of another crate
#[stream_json]
async fn handler() -> Result<Vec<u32>, Box<dyn Error>> { Ok(vec![]) }

//# a boxed error of a document
//@ Result
//= wrap an error of another crate
#[stream_json]
async fn handler() -> Result<u32, Box<dyn Error>> { Ok(1) }

//# an iterator of Self
//@ Self
//= write the name of the type
struct Shop;
impl Shop {
    #[stream_json]
    async fn handler() -> impl Iterator<Item = Self> { std::iter::empty() }
}

//# a closure that borrows a variable of the body
//@ |n|
//= use the `move` keyword
#[stream_json]
async fn handler() -> impl Iterator<Item = u32> { let factor = 3; (0..3).map(|n| n * factor) }

//# a closure of a stream that borrows a variable of the body, in a Result
//@ |n|
//= use the `move` keyword
#[stream_json]
async fn handler() -> Result<impl Stream<Item = u32>, AppError> { let (factor, _) = (3, 4); Ok(stream::iter(0..3).map(|n| n * factor)) }

//# a closure of a plain fn that borrows a variable of the body
//@ |n|
//= use the `move` keyword
#[stream_json]
fn handler() -> impl Iterator<Item = u32> { let factor = 3; (0..3).map(|n| n * factor) }

//# a Result of actix-web's
//@ actix_web::Result<Vec<u32>>
//= write `?Send`
#[stream_json]
async fn handler() -> actix_web::Result<Vec<u32>> { Ok(vec![]) }

//# an error of actix-web's
//@ actix_web::Error
//= write `?Send`
#[stream_json]
async fn handler() -> Result<impl Iterator<Item = u32>, actix_web::Error> { Ok(0..3) }

//# a lifetime that is missing from a document in a Result
//@ &
//= missing lifetime specifier
#[stream_json]
async fn handler() -> Result<&str, AppError> { todo!() }

//# a lifetime that is missing from the error of a document
//@ &
//= missing lifetime specifier
#[stream_json]
async fn handler() -> Result<u32, &str> { todo!() }

//# a list with an argument too many in a Result
//@ Wrapper
//= takes 1 generic argument
#[stream_json]
async fn handler() -> Result<Vec<Wrapper<u32, u32>>, AppError> { todo!() }

//# a document with an argument too many in a Result
//@ Wrapper
//= takes 1 generic argument
#[stream_json]
async fn handler() -> Result<Wrapper<u32, u32>, AppError> { todo!() }

//# a document without its argument
//@ Wrapper
//= missing generics for
#[stream_json]
async fn handler() -> Wrapper { todo!() }

//# a list of a trait without dyn in a Result
//@ Error
//= dyn
#[stream_json]
async fn handler() -> Result<Vec<Box<Error>>, AppError> { todo!() }

//# a Result with three arguments
//@ Result
//= takes 2 generic arguments
#[stream_json]
async fn handler() -> std::result::Result<Vec<u32>, AppError, u32> { todo!() }

//# a list in a Result whose rows do not exist
//@ Rwo
//= cannot find type
#[stream_json]
async fn handler() -> Result<Vec<Rwo>, AppError> { todo!() }
