//! Every shape of handler gives the text that its items make.

use std::{cell::Cell, convert::Infallible, io, ops::Range, pin::Pin, rc::Rc, sync::Arc};

use axum::{
    extract::{FromRequestParts, Query, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use futures::{
    FutureExt, Stream, StreamExt, TryStreamExt, join, select,
    stream::{self, BoxStream},
};
use serde::{Deserialize, Serialize};
use velithon::{Emitter, RequestHead, stream_json};

use crate::support::{Answer, get};

#[derive(Serialize, Clone, Debug, PartialEq)]
struct Order {
    id: u32,
}

#[derive(Serialize)]
struct View<'a> {
    name: &'a str,
}

#[derive(Debug)]
struct AppError(StatusCode);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        (self.0, "the handler's own answer").into_response()
    }
}

impl From<io::Error> for AppError {
    fn from(_: io::Error) -> Self {
        Self(StatusCode::BAD_GATEWAY)
    }
}

impl From<Infallible> for AppError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

type AppResult<T = ()> = Result<T, AppError>;
type Hidden = Result<Order, AppError>;
type HiddenItems = AppResult<Vec<Order>>;

/// A pool as databases have it: cheap to clone, and its streams borrow it.
#[derive(Clone)]
struct Pool(Arc<Vec<String>>);

impl Pool {
    fn fetch(&self) -> impl Stream<Item = io::Result<&str>> + Send {
        stream::iter(self.0.iter().map(|name| Ok(name.as_str())))
    }
}

impl<S: Sync> FromRequestParts<S> for Pool {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Arc::new(vec!["ada".into(), "grace".into()])))
    }
}

fn orders() -> impl Iterator<Item = Order> {
    (1..=2).map(|id| Order { id })
}

const ORDERS: &str = r#"[{"id":1},{"id":2}]"#;
const NAMES: &str = r#"[{"name":"ada"},{"name":"grace"}]"#;

fn assert_text(answer: &Answer, text: &str) {
    assert_eq!((answer.status(), answer.failure.as_deref()), (200, None));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.text(), text);
}

macro_rules! gives {
    ($($name:ident = $text:expr;)*) => {
        #[tokio::test]
        async fn every_shape_gives_its_text() {
            $(
                println!("{}", stringify!($name));
                assert_text(&get($name).await, $text);
            )*
        }
    };
}

gives! {
    emit = ORDERS;
    emit_through_a_path = ORDERS;
    emit_all_of_an_iterator = ORDERS;
    emit_all_of_references = ORDERS;
    emit_all_of_a_stream = ORDERS;
    emit_all_of_results = ORDERS;
    emit_borrows_the_pool = NAMES;
    emit_a_view_of_each_row = NAMES;
    emit_a_view_by_a_helper = NAMES;
    emit_what_is_not_send = ORDERS;
    emit_under_join = ORDERS;
    emit_under_select = ORDERS;
    emit_in_nested_async = ORDERS;
    emit_returns_early = r#"[{"id":1}]"#;
    emit_str = r#"["a","b"]"#;
    emit_with_an_alias = ORDERS;
    emit_with_an_opaque_error = ORDERS;
    emit_nothing = "[]";
    patterns = r#"[{"id":1},{"id":7}]"#;
    iterator = ORDERS;
    iterator_borrows_an_argument = NAMES;
    iterator_of_results = ORDERS;
    iterator_of_alias_results = ORDERS;
    iterator_of_opaque_items = ORDERS;
    iterator_in_a_result = ORDERS;
    iterator_in_an_alias = ORDERS;
    iterator_of_results_in_a_result = ORDERS;
    iterator_with_more_bounds = ORDERS;
    boxed_iterator = ORDERS;
    opaque_collection = ORDERS;
    list_of_opaque_items = ORDERS;
    boxed_slice = ORDERS;
    inner_attributes = ORDERS;
    linted_parameters = ORDERS;
    made_by_a_macro = ORDERS;
    boxed_iterator_in_a_result = ORDERS;
    range = "[0,1,2]";
    returned_stream = ORDERS;
    stream_borrows_an_argument = r#"["ada","grace"]"#;
    stream_of_results = ORDERS;
    stream_in_a_result = ORDERS;
    boxed_stream = ORDERS;
    pinned_stream = ORDERS;
    boxed_stream_of_results_in_a_result = ORDERS;
    vector = ORDERS;
    vector_in_a_hidden_result = ORDERS;
    array = ORDERS;
    slice = "[1,2]";
    document = r#"{"id":1}"#;
    document_in_a_result = r#"{"id":1}"#;
    document_in_a_hidden_result = r#"{"id":1}"#;
    opaque_document = r#"{"id":1}"#;
    opaque_document_in_an_alias = r#"{"id":1}"#;
    optional_document = "null";
    debugged = ORDERS;
    instrumented_above = ORDERS;
    instrumented_below = ORDERS;
    commented = ORDERS;
    fifteen_extractors = ORDERS;
}

#[stream_json]
async fn emit(rows: &Emitter<Order>) {
    for order in orders() {
        rows.emit(&order).await;
    }
}

#[stream_json]
async fn emit_through_a_path(mut rows: &velithon::Emitter<Order>) {
    for order in orders() {
        rows = std::convert::identity(rows);
        rows.emit_owned(order).await;
    }
}

#[stream_json]
async fn emit_all_of_an_iterator(rows: &Emitter<Order>) {
    rows.emit_all(orders()).await;
}

#[stream_json]
async fn emit_all_of_references(rows: &Emitter<Order>) {
    let all: Vec<_> = orders().collect();
    rows.emit_all(&all).await;
}

#[stream_json]
async fn emit_all_of_a_stream(rows: &Emitter<Order>) {
    rows.emit_all(stream::iter(orders())).await;
}

#[stream_json]
async fn emit_all_of_results(rows: &Emitter<Order>) -> Result<(), AppError> {
    rows.emit_all(orders().map(Ok::<_, io::Error>)).await?;
    rows.emit_all(stream::empty::<Result<Order, io::Error>>()).await?;
    Ok(())
}

#[stream_json]
async fn emit_borrows_the_pool(db: Pool, rows: &Emitter<View<'_>>) -> Result<(), AppError> {
    let mut names = db.fetch();
    while let Some(name) = names.try_next().await? {
        rows.emit(&View { name }).await;
    }
    Ok(())
}

/// A cursor whose row is overwritten by the next one.
struct Cursor(String, std::vec::IntoIter<&'static str>);

impl Cursor {
    fn next(&mut self) -> Option<&str> {
        self.0.clear();
        self.0.push_str(self.1.next()?);
        Some(&self.0)
    }
}

#[stream_json]
async fn emit_a_view_of_each_row(rows: &Emitter<View<'_>>) {
    let mut cursor = Cursor(String::new(), vec!["ada", "grace"].into_iter());
    while let Some(name) = cursor.next() {
        rows.emit(&View { name }).await;
    }
}

#[stream_json]
async fn emit_a_view_by_a_helper(rows: &Emitter<View<'static>>) {
    emit_one("ada".to_owned(), rows).await;
    emit_one("grace".to_owned(), rows).await;
}

async fn emit_one(name: String, rows: &Emitter<View<'_>>) {
    rows.emit(&View { name: &name }).await;
}

#[derive(Serialize)]
struct NotSend {
    id: Cell<u32>,
    #[serde(skip)]
    _on_this_thread: Rc<()>,
}

#[stream_json]
async fn emit_what_is_not_send(rows: &Emitter<NotSend>) {
    for id in 1..=2 {
        rows.emit_owned(NotSend {
            id: Cell::new(id),
            _on_this_thread: Rc::new(()),
        })
        .await;
    }
}

#[stream_json]
async fn emit_under_join(rows: &Emitter<Order>) {
    join!(async { rows.emit(&Order { id: 1 }).await }, async {
        rows.emit(&Order { id: 2 }).await;
    });
}

#[stream_json]
async fn emit_under_select(rows: &Emitter<Order>) {
    for order in orders() {
        select! {
            () = rows.emit(&order).fuse() => {}
            () = std::future::pending().fuse() => {}
        }
    }
}

#[stream_json]
async fn emit_in_nested_async(rows: &Emitter<Order>) -> AppResult {
    let nested = async {
        rows.emit(&Order { id: 1 }).await;
        let inner = async || {
            rows.emit(&Order { id: 2 }).await;
        };
        inner().await;
        Ok::<_, io::Error>(())
    };
    Ok(nested.await?)
}

#[stream_json]
async fn emit_returns_early(rows: &Emitter<Order>) {
    for order in orders() {
        rows.emit(&order).await;
        if order.id == 1 {
            return;
        }
    }
}

#[stream_json]
async fn emit_str(rows: &Emitter<str>) {
    rows.emit("a").await;
    rows.emit_all(["b".to_owned()]).await;
}

#[stream_json]
async fn emit_with_an_alias(rows: &Emitter<Order>) -> AppResult {
    rows.emit_all(orders()).await;
    Ok(())
}

#[stream_json]
async fn emit_with_an_opaque_error(rows: &Emitter<Order>) -> Result<(), impl IntoResponse + use<>> {
    rows.emit_all(orders()).await;
    Ok::<_, AppError>(())
}

#[stream_json]
async fn emit_nothing(rows: &Emitter<Order>) {
    let _ = rows;
}

#[derive(Deserialize)]
struct Options {
    #[serde(default)]
    limit: Option<u32>,
    #[serde(default = "seven")]
    start: u32,
}

fn seven() -> u32 {
    7
}

#[stream_json]
async fn patterns(
    State(()): State<()>,
    Query(Options { limit, mut start }): Query<Options>,
    Query(Options { start: ref other, .. }): Query<Options>,
    _: Pool,
    rows: &Emitter<Order>,
) {
    assert_eq!((limit, *other), (None, 7));
    rows.emit(&Order { id: 1 }).await;
    start -= 7;
    rows.emit(&Order { id: start + other }).await;
}

#[stream_json]
async fn iterator() -> impl Iterator<Item = Order> {
    orders()
}

#[stream_json]
async fn iterator_borrows_an_argument(db: Pool) -> impl Iterator<Item = View<'static>> {
    // The views are of leaked names, the iterator itself borrows the argument.
    db.0.iter().map(|name| View {
        name: String::leak(name.clone()),
    })
}

#[stream_json]
async fn iterator_of_results() -> impl Iterator<Item = Result<Order, AppError>> {
    orders().map(Ok)
}

#[stream_json]
async fn iterator_of_alias_results() -> impl Iterator<Item = AppResult<Order>> {
    orders().map(Ok)
}

#[stream_json]
async fn iterator_of_opaque_items() -> impl Iterator<Item = impl Serialize> {
    orders()
}

#[stream_json]
async fn iterator_in_a_result() -> Result<impl Iterator<Item = Order>, AppError> {
    Ok(orders())
}

#[stream_json]
async fn iterator_in_an_alias() -> AppResult<impl Iterator<Item = Order>> {
    let orders = Ok::<_, io::Error>(orders())?;
    Ok(orders)
}

#[stream_json]
async fn iterator_of_results_in_a_result() -> Result<impl Iterator<Item = io::Result<Order>>, AppError> {
    Ok(orders().map(Ok))
}

#[stream_json]
async fn iterator_with_more_bounds() -> impl DoubleEndedIterator<Item = Order> + ExactSizeIterator + Send + use<> {
    vec![Order { id: 1 }, Order { id: 2 }].into_iter()
}

#[stream_json]
async fn boxed_iterator() -> Box<dyn Iterator<Item = Order> + Send> {
    Box::new(orders())
}

#[stream_json]
async fn boxed_iterator_in_a_result() -> AppResult<Box<dyn Iterator<Item = Order> + Send>> {
    Ok(Box::new(orders()))
}

#[stream_json]
async fn opaque_collection() -> impl IntoIterator<Item = Order> {
    orders().collect::<Vec<_>>()
}

#[stream_json]
async fn list_of_opaque_items() -> Vec<impl Serialize> {
    orders().collect()
}

#[stream_json]
async fn boxed_slice() -> Box<[Order]> {
    orders().collect()
}

#[stream_json]
async fn inner_attributes(rows: &Emitter<Order>) {
    #![expect(unused_variables)]
    let unused = 1;
    rows.emit_all(orders()).await;
}

#[stream_json]
async fn linted_parameters(#[expect(unused_variables)] db: Pool, #[allow(unused_mut)] mut rows: &Emitter<Order>) {
    rows.emit_all(orders()).await;
}

macro_rules! handler {
    ($name:ident, $handle:ty) => {
        #[stream_json]
        async fn $name(rows: $handle) {
            rows.emit_all(orders()).await;
        }
    };
}

handler!(made_by_a_macro, &Emitter<Order>);

#[stream_json]
async fn range() -> Range<u32> {
    0..3
}

#[stream_json]
async fn returned_stream() -> impl Stream<Item = Order> {
    stream::iter(orders())
}

#[stream_json]
async fn stream_borrows_an_argument(db: Pool) -> impl Stream<Item = AppResult<String>> {
    db.fetch().map_ok(str::to_owned).map_err(AppError::from)
}

#[stream_json]
async fn stream_of_results() -> impl Stream<Item = Result<Order, AppError>> {
    stream::iter(orders().map(Ok))
}

#[stream_json]
async fn stream_in_a_result() -> AppResult<impl Stream<Item = Order>> {
    Ok(stream::iter(orders()))
}

#[stream_json]
async fn boxed_stream() -> BoxStream<'static, Order> {
    stream::iter(orders()).boxed()
}

#[stream_json]
async fn pinned_stream() -> Pin<Box<dyn Stream<Item = Order> + Send>> {
    Box::pin(stream::iter(orders()))
}

#[stream_json]
async fn boxed_stream_of_results_in_a_result() -> AppResult<BoxStream<'static, io::Result<Order>>> {
    Ok(stream::iter(orders().map(Ok)).boxed())
}

#[stream_json]
async fn vector() -> Vec<Order> {
    orders().collect()
}

#[stream_json]
async fn vector_in_a_hidden_result() -> HiddenItems {
    Ok(orders().collect())
}

#[stream_json]
async fn array() -> [Order; 2] {
    [Order { id: 1 }, Order { id: 2 }]
}

#[stream_json]
async fn slice() -> &'static [u8] {
    &[1, 2]
}

#[stream_json]
async fn document() -> Order {
    Order { id: 1 }
}

#[stream_json]
async fn document_in_a_result() -> Result<Order, AppError> {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn document_in_a_hidden_result() -> Hidden {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn opaque_document() -> impl Serialize {
    Order { id: 1 }
}

#[stream_json]
async fn opaque_document_in_an_alias() -> AppResult<impl Serialize> {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn optional_document() -> Option<Order> {
    None
}

#[stream_json]
#[axum::debug_handler]
async fn debugged(db: Pool, rows: &Emitter<Order>) -> AppResult {
    drop(db);
    rows.emit_all(orders()).await;
    Ok(())
}

#[tracing::instrument]
#[stream_json]
async fn instrumented_above(rows: &Emitter<Order>) {
    rows.emit_all(orders()).await;
}

#[stream_json]
#[tracing::instrument(fields(limit = ?options.limit))]
async fn instrumented_below(Query(options): Query<Opts>, rows: &Emitter<Order>) {
    assert_eq!(options.limit, None);
    rows.emit_all(orders()).await;
}

#[derive(Deserialize, Debug)]
struct Opts {
    limit: Option<u32>,
}

/// What `rustdoc` shows.
#[cfg(unix)]
#[stream_json(chunk = "64KiB")]
async fn commented(#[cfg(not(unix))] never: Nothing, #[cfg(unix)] db: Pool, rows: &Emitter<Order>) {
    drop(db);
    rows.emit_all(orders()).await;
}

#[stream_json]
async fn generic_emitter<T, S>(State(items): State<S>, rows: &Emitter<T>)
where
    T: Serialize + 'static,
    S: IntoIterator<Item = T, IntoIter: Send> + Send + 'static,
{
    rows.emit_all(items).await;
}

#[stream_json]
async fn generic_vector<T: Serialize + Clone + Send + Sync + 'static>(State(items): State<Vec<T>>) -> Vec<T> {
    items
}

#[stream_json]
async fn generic_iterator<T: Serialize + Clone + Send + Sync + 'static>(
    State(items): State<Vec<T>>,
) -> Result<impl Iterator<Item = T>, AppError> {
    Ok(items.into_iter())
}

#[stream_json]
async fn generic_document<T: Serialize + Clone + Send + Sync + 'static>(State(item): State<T>) -> AppResult<T> {
    Ok(item)
}

#[stream_json]
async fn opaque_argument(names: impl AsRef<[String]> + Send + 'static, rows: &Emitter<String>) {
    rows.emit_all(names.as_ref()).await;
}

impl AsRef<[String]> for Pool {
    fn as_ref(&self) -> &[String] {
        &self.0
    }
}

#[tokio::test]
async fn generic_handlers_give_their_text() {
    use axum::{Router, body::Body, http::Request, routing};
    use tower::ServiceExt;

    let ids = || vec![1u8, 2];
    let app = Router::new()
        .route("/emitter", routing::get(generic_emitter::<u8, Vec<u8>>))
        .route("/vector", routing::get(generic_vector::<u8>))
        .route("/iterator", routing::get(generic_iterator::<u8>))
        .route("/document", routing::get(generic_document::<Vec<u8>>))
        .with_state(ids())
        .route(
            "/argument",
            routing::get(async |head: RequestHead, names: Pool| opaque_argument(head, names).await),
        );
    for (path, text) in [
        ("/emitter", "[1,2]"),
        ("/vector", "[1,2]"),
        ("/iterator", "[1,2]"),
        ("/document", "[1,2]"),
        ("/argument", r#"["ada","grace"]"#),
    ] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = app.clone().oneshot(request).await.expect("axum never fails");
        assert_text(&crate::support::read(response).await, text);
    }
}

#[expect(clippy::too_many_arguments)]
#[stream_json]
async fn fifteen_extractors(
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Pool,
    _: Query<Opts>,
    rows: &Emitter<Order>,
) {
    rows.emit_all(orders()).await;
}
