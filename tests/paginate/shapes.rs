//! Every shape of handler is paginated.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "offsets of fixtures with five rows"
)]

use std::{borrow::Cow, convert::Infallible, io, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Query, State},
    http::{Request, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use futures::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use tower::ServiceExt;
use velithon::{CountSource, PageItems, PageRequest, PageSource, paginate};

#[derive(Debug)]
struct AppError;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "the handler's own answer").into_response()
    }
}

impl From<io::Error> for AppError {
    fn from(_: io::Error) -> Self {
        Self
    }
}

type AppResult<T> = Result<T, AppError>;
type Hidden = Result<Vec<u32>, AppError>;

#[derive(Clone)]
struct Numbers(Arc<Vec<u32>>);

impl<S: Sync> FromRequestParts<S> for Numbers {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Arc::new((0..5).collect())))
    }
}

fn numbers() -> Vec<u32> {
    (0..5).collect()
}

const COUNTED: &str = r#"{"items":[2,3],"page":2,"size":2,"total":5,"total_kind":"exact","total_pages":3}"#;
const UNCOUNTED: &str = r#"{"items":[2,3],"page":2,"size":2}"#;

async fn second_page<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H) -> (u16, String) {
    let request = Request::get("/?page=2&size=2").body(Body::empty()).unwrap();
    let response = Router::new().fallback(handler).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let text = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(text.to_vec()).unwrap())
}

macro_rules! gives {
    ($($name:ident = $text:expr;)*) => {
        #[tokio::test]
        async fn every_shape_gives_its_page() {
            $(
                println!("{}", stringify!($name));
                assert_eq!(second_page($name).await, (200, $text.to_owned()), stringify!($name));
            )*
        }
    };
}

gives! {
    told = COUNTED;
    told_and_fallible = COUNTED;
    told_with_opaque_items = COUNTED;
    told_with_opaque_items_and_fallible = COUNTED;
    told_and_blocking = COUNTED;
    vector = COUNTED;
    vector_in_a_hidden_result = COUNTED;
    vector_and_blocking = COUNTED;
    array = COUNTED;
    slice = COUNTED;
    shared_slice = COUNTED;
    borrowed_or_owned = COUNTED;
    iterator = UNCOUNTED;
    iterator_borrows_an_argument = UNCOUNTED;
    iterator_borrows_an_argument_and_blocks = UNCOUNTED;
    iterator_of_results = UNCOUNTED;
    iterator_of_opaque_items = UNCOUNTED;
    iterator_in_a_result = UNCOUNTED;
    iterator_of_results_in_an_alias = UNCOUNTED;
    boxed_iterator = UNCOUNTED;
    range = UNCOUNTED;
    returned_stream = UNCOUNTED;
    stream_borrows_an_argument = UNCOUNTED;
    boxed_stream_in_a_result = UNCOUNTED;
    source = COUNTED;
    source_without_total = UNCOUNTED;
    opaque_source = UNCOUNTED;
    opaque_counted_source = COUNTED;
    uncounted_source = UNCOUNTED;
    source_in_a_result = COUNTED;
    patterns = COUNTED;
    debugged = COUNTED;
    debugged_with_a_handle = COUNTED;
    instrumented_above = COUNTED;
    instrumented_below = COUNTED;
    debugged_and_blocking = COUNTED;
    documented = COUNTED;
    configured = COUNTED;
    configured_below = COUNTED;
    attributed = COUNTED;
    patterns_and_told = COUNTED;
    patterns_and_blocking = UNCOUNTED;
    many_extractors = COUNTED;
    hidden_handle = COUNTED;
    early_return = COUNTED;
}

#[paginate]
async fn told(page: PageRequest) -> PageItems<u32> {
    let (from, to) = (page.offset() as u32, page.offset() as u32 + page.limit() as u32);
    PageItems::new((from..to.min(5)).collect()).total(5)
}

#[paginate]
async fn told_and_fallible(numbers: Numbers, page: velithon::PageRequest) -> AppResult<PageItems<u32>> {
    let from = Ok::<_, io::Error>(page.offset())?;
    let rows = numbers.0.iter().skip(from as usize).take(page.limit() as usize);
    Ok(PageItems::new(rows.copied().collect()).total(5))
}

#[paginate]
async fn told_with_opaque_items(page: PageRequest) -> PageItems<impl Serialize> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[paginate]
async fn told_with_opaque_items_and_fallible(page: PageRequest) -> AppResult<PageItems<impl Serialize>> {
    Ok(PageItems::new(numbers().split_off(page.offset() as usize)).total(5))
}

#[paginate]
fn told_and_blocking(numbers: Numbers, page: PageRequest) -> Result<PageItems<u32>, AppError> {
    let from = Ok::<_, io::Error>(page.offset())?;
    Ok(PageItems::new(numbers.0[from as usize..].to_vec()).total(5))
}

#[paginate]
async fn vector() -> Vec<u32> {
    numbers()
}

#[paginate]
async fn vector_in_a_hidden_result() -> Hidden {
    Ok(Ok::<_, io::Error>(numbers())?)
}

#[paginate]
fn vector_and_blocking(numbers: Numbers) -> Hidden {
    Ok(numbers.0.to_vec())
}

#[paginate]
async fn array() -> [u32; 5] {
    [0, 1, 2, 3, 4]
}

#[paginate]
async fn slice() -> &'static [u32] {
    &[0, 1, 2, 3, 4]
}

#[paginate]
async fn shared_slice(numbers: Numbers) -> Arc<[u32]> {
    numbers.0.as_slice().into()
}

#[paginate]
async fn borrowed_or_owned() -> Cow<'static, [u32]> {
    Cow::Owned(numbers())
}

#[paginate]
async fn iterator() -> impl Iterator<Item = u32> {
    numbers().into_iter()
}

#[paginate]
async fn iterator_borrows_an_argument(numbers: Numbers) -> impl Iterator<Item = u32> {
    numbers.0.iter().copied()
}

#[paginate]
fn iterator_borrows_an_argument_and_blocks(numbers: Numbers) -> impl Iterator<Item = u32> {
    numbers.0.iter().copied()
}

#[paginate]
async fn iterator_of_results() -> impl Iterator<Item = io::Result<u32>> {
    numbers().into_iter().map(Ok)
}

#[paginate]
async fn iterator_of_opaque_items() -> impl Iterator<Item = impl Serialize> {
    numbers().into_iter()
}

#[paginate]
async fn iterator_in_a_result() -> Result<impl Iterator<Item = u32>, AppError> {
    Ok(numbers().into_iter())
}

#[paginate]
async fn iterator_of_results_in_an_alias() -> AppResult<impl Iterator<Item = io::Result<u32>> + Send + use<>> {
    let numbers = Ok::<_, io::Error>(numbers())?;
    Ok(numbers.into_iter().map(Ok))
}

#[paginate]
async fn boxed_iterator() -> Box<dyn Iterator<Item = u32> + Send> {
    Box::new(numbers().into_iter())
}

#[paginate]
async fn range() -> std::ops::Range<u32> {
    0..5
}

#[paginate]
async fn returned_stream() -> impl Stream<Item = u32> {
    stream::iter(numbers())
}

#[paginate]
async fn stream_borrows_an_argument(numbers: Numbers) -> impl Stream<Item = io::Result<u32>> {
    stream::iter(numbers.0.iter().map(|number| Ok(*number)))
}

#[paginate]
async fn boxed_stream_in_a_result() -> AppResult<BoxStream<'static, u32>> {
    Ok(stream::iter(numbers()).boxed())
}

struct Source(u32);

impl PageSource for Source {
    type Item = u32;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<u32>, Infallible> {
        let from = page.offset() as u32;
        Ok((from..self.0).take(page.limit() as usize).collect())
    }
}

impl CountSource for Source {
    async fn count(&mut self, _: u64) -> Result<u64, Infallible> {
        Ok(self.0.into())
    }
}

struct Uncounted(Source);

impl PageSource for Uncounted {
    type Item = u32;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<u32>, Infallible> {
        self.0.rows(page).await
    }
}

#[paginate]
async fn source() -> Source {
    Source(5)
}

#[paginate(total = none)]
async fn source_without_total() -> Source {
    Source(5)
}

#[paginate]
async fn opaque_source() -> impl PageSource {
    Source(5)
}

#[paginate]
async fn opaque_counted_source() -> impl CountSource {
    Source(5)
}

#[paginate]
async fn uncounted_source() -> Uncounted {
    Uncounted(Source(5))
}

#[paginate]
async fn source_in_a_result() -> AppResult<Source> {
    Ok(Source(5))
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    until: Option<u32>,
}

#[paginate]
async fn patterns(
    State(()): State<()>,
    Query(Filter { mut until }): Query<Filter>,
    _: Numbers,
    _guard: Numbers,
) -> Vec<u32> {
    until.get_or_insert(5);
    (0..until.unwrap_or_default()).collect()
}

#[paginate]
#[axum::debug_handler]
async fn debugged(numbers: Numbers) -> Hidden {
    Ok(numbers.0.to_vec())
}

#[paginate]
#[axum::debug_handler]
async fn debugged_with_a_handle(page: PageRequest) -> AppResult<PageItems<u32>> {
    Ok(PageItems::new(numbers().split_off(page.offset() as usize)).total(5))
}

#[tracing::instrument]
#[paginate]
async fn instrumented_above(page: PageRequest) -> PageItems<u32> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[paginate]
#[tracing::instrument]
async fn instrumented_below(page: PageRequest) -> PageItems<u32> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[paginate]
#[axum::debug_handler(state = ())]
fn debugged_and_blocking(State(()): State<()>, numbers: Numbers) -> Result<Vec<u32>, AppError> {
    Ok(numbers.0.to_vec())
}

/// Documentation above.
#[paginate]
/// And below.
async fn documented() -> Vec<u32> {
    //! And inside.
    numbers()
}

#[cfg(not(test))]
#[paginate]
async fn configured() -> Nothing {
    nothing
}

#[cfg(test)]
#[paginate]
async fn configured(#[cfg(not(test))] nowhere: Nothing, #[cfg(test)] numbers: Numbers) -> Vec<u32> {
    #[cfg(not(test))]
    nowhere.land();
    numbers.0.to_vec()
}

#[paginate]
#[cfg(not(test))]
async fn configured_below() -> Nothing {
    nothing
}

#[paginate]
#[cfg(test)]
async fn configured_below(#[cfg(not(test))] page: Nothing, #[cfg(test)] page: PageRequest) -> PageItems<u32> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[allow(non_snake_case)]
#[paginate]
#[must_use]
#[inline]
async fn attributed(
    #[allow(unused_variables)] NUMBERS: Numbers,
    #[expect(unused_variables, reason = "held")] numbers_too: Numbers,
) -> Vec<u32> {
    #![allow(clippy::redundant_clone)]

    numbers()
}

#[paginate]
async fn patterns_and_told(
    Numbers(ref shared): Numbers,
    whole @ Numbers(_): Numbers,
    page @ PageRequest { .. }: PageRequest,
    State(mut state): State<()>,
) -> AppResult<PageItems<u32>> {
    let from = page.offset() as usize;
    state.clone_from(&());
    assert_eq!(whole.0, *shared);
    Ok(PageItems::new(shared[from..].to_vec()).total(whole.0.len()))
}

#[paginate]
fn patterns_and_blocking(
    Query(Filter { mut until }): Query<Filter>,
    Numbers(ref shared): Numbers,
    _: Numbers,
) -> impl Iterator<Item = u32> {
    let until = *until.get_or_insert(5);
    shared.iter().copied().filter(move |number| *number < until)
}

#[expect(clippy::too_many_arguments, reason = "as many as there can be")]
#[paginate]
async fn many_extractors(
    (_1, _2): (Numbers, Numbers),
    _3: Numbers,
    _4: Numbers,
    _5: Numbers,
    _6: Numbers,
    _7: Numbers,
    _8: Numbers,
    _9: Numbers,
    _10: Numbers,
    _11: Numbers,
    _12: Numbers,
    _13: Numbers,
    _14: Numbers,
    Numbers(rows): Numbers,
    request: Request<Body>,
) -> Result<Arc<Vec<u32>>, AppError> {
    let uri = request.uri();
    uri.query().ok_or(AppError)?;
    Ok(rows)
}

type Items = PageItems<u32>;
type Told = Result<Items, AppError>;

#[paginate]
async fn hidden_handle(velithon_page: ::velithon::PageRequest) -> Told {
    Ok(Items::new(numbers().split_off(velithon_page.offset() as usize)).total(5))
}

#[paginate]
async fn early_return(page: PageRequest) -> AppResult<PageItems<u32>> {
    if page.offset() > 0 {
        return Ok(PageItems::new(numbers().split_off(page.offset() as usize)).total(5));
    }
    Err(AppError)
}

#[paginate]
async fn generic_vector<T: Serialize + Clone + Send + Sync + 'static>(State(rows): State<Vec<T>>) -> Vec<T> {
    rows
}

#[paginate]
async fn generic_iterator<T>(State(rows): State<Vec<T>>) -> AppResult<impl Iterator<Item = T>>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    Ok(rows.into_iter())
}

#[paginate]
async fn generic_told<T>(State(rows): State<Vec<T>>, page: PageRequest) -> PageItems<T>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    PageItems::new(rows.into_iter().skip(page.offset() as usize).collect()).total(5)
}

#[tokio::test]
async fn generic_handlers_give_their_page() {
    use axum::routing::get;

    let app = Router::new()
        .route("/vector", get(generic_vector::<u32>))
        .route("/iterator", get(generic_iterator::<u32>))
        .route("/told", get(generic_told::<u32>))
        .with_state(numbers());
    for (path, text) in [("/vector", COUNTED), ("/iterator", UNCOUNTED), ("/told", COUNTED)] {
        let request = Request::get(format!("{path}?page=2&size=2"))
            .body(Body::empty())
            .unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), text, "{path}");
    }
}

#[tokio::test]
async fn a_handlers_own_error_is_its_own_response() {
    #[paginate]
    async fn told(_page: PageRequest) -> AppResult<PageItems<u32>> {
        Err(AppError)
    }

    #[paginate]
    async fn returned() -> Hidden {
        Err(AppError)
    }

    for (status, text) in [second_page(told).await, second_page(returned).await] {
        assert_eq!((status, text.as_str()), (418, "the handler's own answer"));
    }
}
