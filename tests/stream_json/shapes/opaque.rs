//! An `impl Trait` within another type, in a `Result` and without one.

use std::{
    collections::{BTreeMap, VecDeque},
    pin::Pin,
    sync::Arc,
};

use futures::{Stream, stream};
use serde::Serialize;
use velithon::stream_json;

use super::{AppError, AppResult, ORDERS, Order, orders};

gives! {
    list = ORDERS;
    list_in_a_result = ORDERS;
    list_in_an_alias = ORDERS;
    list_in_a_result_of_a_plain_fn = ORDERS;
    deque = ORDERS;
    deque_in_a_result = ORDERS;
    array_in_a_result = ORDERS;
    shared_slice = ORDERS;
    shared_slice_in_a_result = ORDERS;
    boxed_iterator = ORDERS;
    boxed_iterator_in_a_result = ORDERS;
    boxed_iterator_in_a_result_of_a_plain_fn = ORDERS;
    boxed_iterator_of_results_in_a_result = ORDERS;
    pinned_stream_in_a_result = ORDERS;
    collection_in_a_result = ORDERS;
    list_of_results = ORDERS;
    iterator_of_bounded_items = ORDERS;
    iterator_of_bounded_items_in_a_result = ORDERS;
    stream_of_bounded_items = ORDERS;
    envelope = r#"{"data":{"id":1}}"#;
    envelope_of_a_plain_fn = r#"{"data":{"id":1}}"#;
    envelope_that_is_called_a_result = r#"{"data":{"id":1}}"#;
    document_in_an_alias = r#"{"id":1}"#;
    document_in_an_alias_of_a_plain_fn = r#"{"id":1}"#;
    option = r#"{"id":1}"#;
    option_of_a_plain_fn = r#"{"id":1}"#;
    option_in_a_result = r#"{"id":1}"#;
    boxed_in_a_result = r#"{"id":1}"#;
    tuple = r#"[{"id":1},2]"#;
    tuple_in_a_result = r#"[{"id":1},2]"#;
    map = r#"{"1":{"id":1}}"#;
    map_in_a_result = r#"{"1":{"id":1}}"#;
    map_of_keys_in_a_result = r#"{"1":{"id":1}}"#;
}

#[stream_json]
async fn list() -> Vec<impl Serialize> {
    orders().collect()
}

#[stream_json]
async fn list_in_a_result() -> Result<Vec<impl Serialize>, AppError> {
    Ok(orders().collect())
}

#[stream_json]
async fn list_in_an_alias() -> AppResult<Vec<impl Serialize>> {
    Ok(orders().collect())
}

#[stream_json]
fn list_in_a_result_of_a_plain_fn() -> Result<Vec<impl Serialize>, AppError> {
    Ok(orders().collect())
}

#[stream_json]
async fn deque() -> VecDeque<impl Serialize> {
    orders().collect()
}

#[stream_json]
async fn deque_in_a_result() -> Result<VecDeque<impl Serialize>, AppError> {
    Ok(orders().collect())
}

#[stream_json]
async fn array_in_a_result() -> Result<[impl Serialize; 2], AppError> {
    Ok([Order { id: 1 }, Order { id: 2 }])
}

#[stream_json]
async fn shared_slice() -> Arc<[impl Serialize]> {
    orders().collect()
}

#[stream_json]
async fn shared_slice_in_a_result() -> Result<Arc<[impl Serialize]>, AppError> {
    Ok(orders().collect())
}

#[stream_json]
async fn boxed_iterator() -> Box<impl Iterator<Item = Order>> {
    Box::new(orders())
}

#[stream_json]
async fn boxed_iterator_in_a_result() -> Result<Box<impl Iterator<Item = Order>>, AppError> {
    Ok(Box::new(orders()))
}

#[stream_json]
fn boxed_iterator_in_a_result_of_a_plain_fn() -> Result<Box<impl Iterator<Item = Order>>, AppError> {
    Ok(Box::new(orders()))
}

#[stream_json]
async fn boxed_iterator_of_results_in_a_result() -> AppResult<Box<impl Iterator<Item = AppResult<Order>>>> {
    Ok(Box::new(orders().map(Ok)))
}

#[stream_json]
async fn pinned_stream_in_a_result() -> Result<Pin<Box<impl Stream<Item = Order>>>, AppError> {
    Ok(Box::pin(stream::iter(orders())))
}

#[stream_json]
async fn collection_in_a_result() -> Result<impl IntoIterator<Item = Order>, AppError> {
    Ok(orders().collect::<Vec<_>>())
}

#[stream_json]
async fn list_of_results() -> impl Iterator<Item = AppResult<impl Serialize>> {
    orders().map(Ok)
}

#[stream_json]
async fn iterator_of_bounded_items() -> impl Iterator<Item: Serialize> {
    orders()
}

#[stream_json]
fn iterator_of_bounded_items_in_a_result() -> Result<impl Iterator<Item: Serialize + Send> + Send, AppError> {
    Ok(orders())
}

#[stream_json]
async fn stream_of_bounded_items() -> impl Stream<Item: Serialize + Send> {
    stream::iter(orders())
}

#[derive(Serialize)]
struct Envelope<T> {
    data: T,
}

type EnvelopeResult<T> = Envelope<T>;
type Outcome<T> = Result<T, AppError>;

#[stream_json]
async fn envelope() -> Envelope<impl Serialize> {
    Envelope { data: Order { id: 1 } }
}

#[stream_json]
fn envelope_of_a_plain_fn() -> Envelope<impl Serialize> {
    Envelope { data: Order { id: 1 } }
}

#[stream_json]
async fn envelope_that_is_called_a_result() -> EnvelopeResult<impl Serialize> {
    Envelope { data: Order { id: 1 } }
}

#[stream_json]
async fn document_in_an_alias() -> Outcome<impl Serialize> {
    Ok(Order { id: 1 })
}

#[stream_json]
fn document_in_an_alias_of_a_plain_fn() -> Outcome<impl Serialize> {
    Ok(Order { id: 1 })
}

#[stream_json]
async fn option() -> Option<impl Serialize> {
    orders().next()
}

#[stream_json]
fn option_of_a_plain_fn() -> Option<impl Serialize> {
    orders().next()
}

#[stream_json]
async fn option_in_a_result() -> Result<Option<impl Serialize>, AppError> {
    Ok(orders().next())
}

#[stream_json]
async fn boxed_in_a_result() -> Result<Box<impl Serialize>, AppError> {
    Ok(Box::new(Order { id: 1 }))
}

#[stream_json]
async fn tuple() -> (impl Serialize, u32) {
    (Order { id: 1 }, 2)
}

#[stream_json]
async fn tuple_in_a_result() -> Result<(impl Serialize, u32), AppError> {
    Ok((Order { id: 1 }, 2))
}

#[stream_json]
async fn map() -> BTreeMap<u32, impl Serialize> {
    orders().take(1).map(|order| (order.id, order)).collect()
}

#[stream_json]
async fn map_in_a_result() -> Result<BTreeMap<u32, impl Serialize>, AppError> {
    Ok(orders().take(1).map(|order| (order.id, order)).collect())
}

#[stream_json]
async fn map_of_keys_in_a_result() -> Result<BTreeMap<impl Serialize + Ord, Order>, AppError> {
    Ok(orders().take(1).map(|order| (order.id, order)).collect())
}
