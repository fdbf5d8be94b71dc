//! Items that are returned: iterators, streams and lists.

use std::{io, ops::Range, pin::Pin};

use futures::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use serde::Serialize;
use velithon::stream_json;

use super::{AppError, AppResult, HiddenItems, NAMES, ORDERS, Order, Pool, View, orders};

gives! {
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
