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

//# rows in an Option
//@ Option
//= cannot be paginated
#[paginate]
async fn handler() -> Option<Vec<u32>> { None }

//# a value where a Result of rows is returned
//@ vec![1, 2]
//= expected `Result<Vec<u32>, AppError>`
#[paginate]
async fn handler() -> Result<Vec<u32>, AppError> { vec![1, 2] }

//# an await that is missing from the rows
//@ load()
//= found future
async fn load() -> Vec<u32> { vec![] }
#[paginate]
async fn handler() -> Vec<u32> { load() }

//# an iterator of a type that does not exist
//@ Rwo
//= cannot find type `Rwo`
#[paginate]
async fn handler() -> impl Iterator<Item = Rwo> { std::iter::empty() }

//# a list with an error type that does not exist
//@ ApError
//= cannot find type `ApError`
#[paginate]
async fn handler() -> Result<Vec<u32>, ApError> { Ok(vec![]) }

//# an error that is not named
//@ impl IntoResponse
//= write its name
#[paginate]
async fn handler() -> Result<Vec<u32>, impl IntoResponse> { Ok::<_, AppError>(vec![]) }

//# Results in a list
//@ Result<u32, String>
//= `Result<Vec<T>, E>`
#[paginate]
async fn handler() -> Vec<Result<u32, String>> { vec![] }

//# Results behind an alias in a list
//@ Vec
//= CollectIntoResultOfList
#[paginate]
async fn handler() -> Vec<One> { vec![] }
type One = Result<u32, String>;

//# Results behind an alias in a list, awaited
//@ Vec
//= CollectIntoResultOfList
#[paginate]
async fn handler() -> Vec<One> { tokio::task::yield_now().await; vec![] }
type One = Result<u32, String>;

//# Results behind an alias in a list in a Result
//@ Result
//= CollectIntoResultOfList
#[paginate]
async fn handler() -> Result<Vec<One>, AppError> { tokio::task::yield_now().await; Ok(vec![]) }
type One = Result<u32, String>;

//# Results behind an alias in a list of a plain fn
//@ Result
//= CollectIntoResultOfList
#[paginate]
fn handler() -> Result<Vec<One>, AppError> { Ok(vec![]) }
type One = Result<u32, String>;

//# Results in a list in a Result of a generic handler
//@ Result<T, String>
//= `Result<Vec<T>, E>`
#[paginate]
async fn handler<T: Serialize>() -> Result<Vec<Result<T, String>>, AppError> { todo!() }

//# Results in a VecDeque
//@ Result<u32, String>
//= `Result<Vec<T>, E>`
#[paginate]
async fn handler() -> VecDeque<Result<u32, String>> { todo!() }

//# Results in an Arc
//@ Result<u32, String>
//= `Result<Vec<T>, E>`
#[paginate]
async fn handler() -> Arc<[Result<u32, String>]> { todo!() }

//# Results on a page of a request
//@ Result<u32, String>
//= `Result<Vec<T>, E>`
#[paginate]
async fn handler(page: PageRequest) -> PageItems<Result<u32, String>> { todo!() }

//# Results behind an alias on a page of a request
//@ PageItems
//= CollectIntoResultOfList
#[paginate]
async fn handler(page: PageRequest) -> PageItems<One> { todo!() }
type One = Result<u32, String>;

//# Results behind an alias on a page of a request, awaited
//@ Result
//= CollectIntoResultOfList
#[paginate]
async fn handler(page: PageRequest) -> Result<PageItems<One>, AppError> { tokio::task::yield_now().await; todo!() }
type One = Result<u32, String>;

//# Results behind an alias on a page of a request of a plain fn
//@ PageItems
//= CollectIntoResultOfList
#[paginate]
fn handler(page: PageRequest) -> PageItems<One> { todo!() }
type One = Result<u32, String>;

//# Results in a list by cursor
//@ Result<Row, String>
//= `Result<Vec<T>, E>`
#[paginate(style = cursor)]
async fn handler() -> Vec<Result<Row, String>> { todo!() }

//# Results behind an alias in a list by cursor
//@ Vec
//= Keyset
#[paginate(style = cursor)]
async fn handler() -> Vec<One> { todo!() }
type One = Result<Row, String>;

//# Results on a page of a cursor's request
//@ Result<Row, String>
//= `Result<Vec<T>, E>`
#[paginate]
async fn handler(page: CursorRequest<Row>) -> PageItems<Result<Row, String>> { todo!() }

//# a source of Results
//@ Tries
//= ReturnErrFromRows
#[paginate]
async fn handler() -> Tries { Tries }

//# a source of Results in a Result, awaited
//@ Result
//= ReturnErrFromRows
#[paginate(total = none)]
async fn handler() -> Result<Tries, AppError> { tokio::task::yield_now().await; Ok(Tries) }

//# a source of Results that are counted now and then
//@ Tries
//= ReturnErrFromRows
#[paginate(total = cached("30s"))]
async fn handler() -> Tries { Tries }

//# a source of Results that is not named
//@ impl
//= ReturnErrFromRows
#[paginate]
async fn handler() -> impl velithon::PageSource { Tries }

//# a source of Results of a plain fn
//@ Tries
//= ReturnErrFromRows
#[paginate]
fn handler() -> Tries { Tries }

//# error and rows in the wrong places
//@ Result<AppError, Vec<Row>>
//= write `Result<Vec<Row>, AppError>`
#[paginate]
async fn handler() -> Result<AppError, Vec<Row>> { todo!() }

//# a closure that borrows a variable of the body
//@ |n|
//= use the `move` keyword
#[paginate]
async fn handler() -> impl Iterator<Item = u32> { let factor = 3; (0..3).map(|n| n * factor) }

//# a Result whose error is left out, without an alias
//@ Result
//= add missing generic argument
#[paginate]
async fn handler() -> Result<Vec<u32>> { Ok(vec![]) }

//# a row with an argument too many in a Result
//@ Wrapper
//= takes 1 generic argument
#[paginate]
async fn handler() -> Result<Vec<Wrapper<u32, u32>>, AppError> { todo!() }

//# an iterator whose rows have an argument too many
//@ Wrapper
//= takes 1 generic argument
#[paginate]
async fn handler() -> std::vec::IntoIter<Wrapper<u32, u32>> { todo!() }

//# an iterator in a Result whose rows lack their argument
//@ Wrapper
//= missing generics for
#[paginate]
async fn handler() -> Result<std::vec::IntoIter<Wrapper>, AppError> { todo!() }

//# an iterator of rows that do not exist in a Result
//@ Rwo
//= cannot find type
#[paginate]
async fn handler() -> Result<std::vec::IntoIter<Rwo>, AppError> { todo!() }

//# a boxed iterator over a trait without dyn
//@ Error
//= dyn
#[paginate]
async fn handler() -> Result<Box<dyn Iterator<Item = Box<Error>> + Send>, AppError> { todo!() }
