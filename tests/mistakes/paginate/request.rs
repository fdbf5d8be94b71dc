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

//# a request that an extractor holds
//@ Query<PageRequest>
//= write `page: PageRequest`
#[paginate]
async fn handler(Query(page): Query<PageRequest>) -> PageItems<u32> { PageItems::new(vec![page.size()]) }

//# a request that may be missing
//@ Option<PageRequest>
//= write `page: PageRequest`
#[paginate]
async fn handler(page: Option<PageRequest>) -> PageItems<u32> { PageItems::new(page.iter().map(|page| page.size()).collect()) }

//# a request beside an iterator
//@ impl Iterator<Item = u32>
//= write `PageItems<T>`, or remove the request
#[paginate]
async fn handler(page: PageRequest) -> impl Iterator<Item = u32> { 0..page.size() }

//# a parameter that is a reference
//@ &Db
//= take a value
#[paginate]
async fn handler(db: &Db, page: PageRequest) -> PageItems<Row> { PageItems::new(db.0.to_vec()) }

//# an extractor that has the request's name
//@ page
//= names two parameters
#[paginate]
async fn handler(Path(page): Path<u32>, page: PageRequest) -> PageItems<u32> { PageItems::new(vec![page.size()]) }

//# an await that is forgotten before the only question mark
//@ load()?
//= consider `await`ing on the `Future`
async fn load() -> Result<Vec<u32>, AppError> { Err(AppError) }
#[paginate]
async fn handler(page: PageRequest) -> Result<PageItems<u32>, AppError> { Ok(PageItems::new(load()?)) }

//# a request that is not written to its end
//@ )
//= expected one of `>`
#[paginate]
async fn handler(page: PageRequest<) -> PageItems<u32> { todo!() }

//# error and rows of a request in the wrong places
//@ Result<AppError, PageItems<u32>>
//= write `Result<PageItems<u32>, AppError>`
#[paginate]
async fn handler(page: PageRequest) -> Result<AppError, PageItems<u32>> { todo!() }

//# a cursor's request for a list
//@ Vec<Row>
//= write `CursorRequest<Row>`
#[paginate(style = cursor)]
async fn handler(page: CursorRequest<Vec<Row>>) -> PageItems<Row> { todo!() }
