//! Whose words an answer has that the handler did not make: those of its error type, where that can say them.

use std::{error::Error, io, vec};

use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt, stream};
use http::{Method, StatusCode};
use serde::Serialize;
use velithon::{
    CountSource, CursorRequest, CursorSource, Emitter, Keyset, Page, PageItems, PageRequest, PageSource, Problem,
    paginate, stream_json,
};
use velithon_test_support::{get, request};

/// An error type that says all there is to say.
#[derive(Debug, PartialEq)]
enum AppError {
    Refused(Problem),
    Lost(String),
    Own,
}

impl From<Problem> for AppError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<io::Error> for AppError {
    fn from(error: io::Error) -> Self {
        Self::Lost(error.to_string())
    }
}

impl From<Box<dyn Error + Send + Sync>> for AppError {
    fn from(error: Box<dyn Error + Send + Sync>) -> Self {
        Self::Lost(format!("boxed: {error}"))
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

/// An error type that knows neither problems nor the errors of sources.
#[derive(Debug, PartialEq)]
struct Mute;

impl IntoResponse for Mute {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

/// An error type that is made of any error.
#[derive(Debug)]
struct Anything(#[expect(dead_code, reason = "shown where a test fails")] String);

impl<E: Error> From<E> for Anything {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl IntoResponse for Anything {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

/// A source that fails with `E`.
struct Broken<E>(fn() -> E);

impl<E: Into<Box<dyn Error + Send + Sync>> + Send> PageSource for Broken<E> {
    type Item = Row;
    type Error = E;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<Row>, E> {
        Err((self.0)())
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>> + Send> CountSource for Broken<E> {
    async fn count(&mut self, _: u64) -> Result<u64, E> {
        Err((self.0)())
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>> + Send> CursorSource for Broken<E> {
    type Item = Row;
    type Error = E;

    async fn rows(&mut self, _: &CursorRequest<Row>) -> Result<Vec<Row>, E> {
        Err((self.0)())
    }
}

fn io() -> io::Error {
    io::Error::other("no disk")
}

fn boxed() -> Box<dyn Error + Send + Sync> {
    "no disk".into()
}

fn lost() -> AppError {
    AppError::Lost("no disk".to_owned())
}

#[paginate]
async fn source() -> Result<Broken<io::Error>, AppError> {
    Ok(Broken(io))
}

#[paginate]
async fn boxed_source() -> Result<Broken<Box<dyn Error + Send + Sync>>, AppError> {
    Ok(Broken(boxed))
}

#[paginate]
fn source_on_a_thread() -> Result<Broken<io::Error>, AppError> {
    Ok(Broken(io))
}

#[paginate(style = cursor)]
async fn walk() -> Result<Broken<io::Error>, AppError> {
    Ok(Broken(io))
}

#[paginate(style = cursor)]
fn walk_on_a_thread() -> Result<Broken<io::Error>, AppError> {
    Ok(Broken(io))
}

#[paginate]
async fn items() -> Result<impl Stream<Item = io::Result<u8>>, AppError> {
    Ok(stream::once(async { Err(io()) }).boxed())
}

#[paginate]
async fn iterator() -> Result<vec::IntoIter<io::Result<u8>>, AppError> {
    Ok(vec![Err(io())].into_iter())
}

#[paginate]
fn iterator_on_a_thread() -> Result<impl Iterator<Item = io::Result<u8>>, AppError> {
    Ok(std::iter::once(Err(io())))
}

#[paginate]
async fn generic<E>(fail: fn() -> E) -> Result<impl PageSource, AppError>
where
    E: Error + Send + Sync + 'static,
    AppError: From<E>,
{
    Ok(Broken(fail))
}

#[paginate]
async fn handle(page: PageRequest) -> Result<PageItems<u8>, AppError> {
    let _ = page;
    Err(AppError::Own)
}

#[paginate]
fn handle_on_a_thread(page: PageRequest) -> Result<PageItems<u8>, AppError> {
    let _ = page;
    Err(AppError::Own)
}

#[paginate]
async fn cursor_handle(page: CursorRequest<Row>) -> Result<PageItems<Row>, AppError> {
    drop(page);
    Err(AppError::Own)
}

#[paginate]
async fn mute() -> Result<Broken<io::Error>, Mute> {
    Ok(Broken(io))
}

#[paginate]
async fn anything() -> Result<Broken<io::Error>, Anything> {
    Ok(Broken(io))
}

#[paginate]
async fn problems() -> Result<Vec<u8>, Problem> {
    Ok(vec![1])
}

#[stream_json]
async fn misuse(rows: &Emitter<u8>) -> Result<(), AppError> {
    rows.emit_all((0..2).inspect(|row| drop(rows.emit(row)))).await;
    Ok(())
}

fn code(error: Result<Page, AppError>) -> String {
    match error.map(|page| page.status()) {
        Err(AppError::Refused(problem)) => {
            let body = problem.into_http().into_body();
            let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
            body["code"].as_str().expect("a code").to_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_error_of_a_source_is_the_handlers_own() {
    assert_eq!(source(get("/")).await.unwrap_err(), lost());
    assert_eq!(source_on_a_thread(get("/")).await.unwrap_err(), lost());
    assert_eq!(walk(get("/")).await.unwrap_err(), lost());
    assert_eq!(walk_on_a_thread(get("/")).await.unwrap_err(), lost());
    assert_eq!(items(get("/")).await.unwrap_err(), lost());
    assert_eq!(iterator(get("/")).await.unwrap_err(), lost());
    assert_eq!(generic(get("/"), io).await.unwrap_err(), lost());
    assert_eq!(iterator_on_a_thread(get("/")).await.unwrap_err(), lost());
    let boxed = AppError::Lost("boxed: no disk".to_owned());
    assert_eq!(boxed_source(get("/")).await.unwrap_err(), boxed);
}

#[tokio::test]
async fn a_refusal_is_said_by_an_error_type_that_is_made_of_problems() {
    let refused = get("/?page=0");
    assert_eq!(code(source(refused.clone()).await), "invalid-parameter");
    assert_eq!(code(source_on_a_thread(refused.clone()).await), "invalid-parameter");
    assert_eq!(code(items(refused.clone()).await), "invalid-parameter");
    assert_eq!(code(iterator_on_a_thread(refused.clone()).await), "invalid-parameter");
    assert_eq!(code(generic(refused.clone(), io).await), "invalid-parameter");
    assert_eq!(code(handle(refused.clone()).await), "invalid-parameter");
    assert_eq!(code(handle_on_a_thread(refused).await), "invalid-parameter");
    let refused = get("/?cursor=x");
    assert_eq!(code(walk(refused.clone()).await), "invalid-cursor");
    assert_eq!(code(walk_on_a_thread(refused.clone()).await), "invalid-cursor");
    assert_eq!(code(cursor_handle(refused).await), "invalid-cursor");
    assert_eq!(
        code(source(request(Method::HEAD, "/?page=0")).await),
        "invalid-parameter"
    );
}

#[paginate]
async fn hidden(_page: PageRequest) -> Result<PageItems<u32>, impl IntoResponse> {
    tokio::task::yield_now().await;
    Err(AppError::Own)
}

#[paginate]
async fn hidden_at_once(_page: PageRequest) -> Result<PageItems<u32>, impl IntoResponse> {
    Err(AppError::Own)
}

#[paginate]
fn hidden_on_a_thread(_page: PageRequest) -> Result<PageItems<u32>, impl IntoResponse> {
    Err(AppError::Own)
}

#[stream_json]
async fn hidden_misuse(rows: &Emitter<u8>) -> Result<(), impl IntoResponse> {
    rows.emit_all((0..2).inspect(|row| drop(rows.emit(row)))).await;
    Ok::<_, AppError>(())
}

#[tokio::test]
async fn an_error_type_that_is_not_named_says_refusals_too() {
    let refused = get("/?page=0");
    let answers = [
        hidden(refused.clone()).await.into_response(),
        hidden_at_once(refused.clone()).await.into_response(),
        hidden_on_a_thread(refused).await.into_response(),
        hidden_misuse(get("/")).await.into_response(),
    ];
    assert_eq!(answers.map(|answer| answer.status()), [StatusCode::IM_A_TEAPOT; 4]);
}

#[tokio::test]
async fn the_handlers_own_error_stays_its_own() {
    assert_eq!(handle(get("/")).await.unwrap_err(), AppError::Own);
    assert_eq!(handle_on_a_thread(get("/")).await.unwrap_err(), AppError::Own);
    assert_eq!(cursor_handle(get("/")).await.unwrap_err(), AppError::Own);
}

#[tokio::test]
async fn an_error_type_that_knows_neither_is_not_asked() {
    let page = mute(get("/?page=0")).await.expect("our own answer");
    assert_eq!(page.status(), 400);
    let page = mute(get("/")).await.expect("our own answer");
    assert_eq!(page.status(), 500);
}

#[tokio::test]
async fn an_error_type_that_is_made_of_anything_makes_no_500_of_a_refusal() {
    let page = anything(get("/?page=0")).await.expect("our own answer");
    assert_eq!(page.status(), 400);
    anything(get("/")).await.expect_err("what `?` would have made of it");
}

#[tokio::test]
async fn problems_themselves_are_an_error_type() {
    let problem = problems(get("/?size=-1")).await.unwrap_err();
    assert_eq!(problem.status(), 400);
    assert_eq!(problems(get("/")).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_stream_that_fails_before_it_starts_is_refused_in_the_same_words() {
    match misuse(get("/")).await {
        Err(AppError::Refused(problem)) => assert_eq!(problem.status(), 500),
        other => panic!("{other:?}"),
    }
}
