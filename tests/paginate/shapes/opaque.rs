//! An `impl Trait` within another type, in a `Result` and without one.

use std::{collections::VecDeque, pin::Pin, sync::Arc};

use futures::{Stream, stream};
use serde::Serialize;
use velithon::paginate;

use super::{AppError, AppResult, COUNTED, UNCOUNTED, numbers};

gives! {
    list = COUNTED;
    list_in_a_result = COUNTED;
    list_in_an_alias_that_is_awaited = COUNTED;
    list_in_a_result_of_a_plain_fn = COUNTED;
    deque = COUNTED;
    deque_in_a_result = COUNTED;
    array_in_a_result = COUNTED;
    shared_slice_in_a_result = COUNTED;
    boxed_iterator = UNCOUNTED;
    boxed_iterator_in_a_result = UNCOUNTED;
    boxed_iterator_in_a_result_of_a_plain_fn = UNCOUNTED;
    pinned_stream_in_a_result = UNCOUNTED;
    iterator_of_bounded_items = UNCOUNTED;
    stream_of_bounded_items_in_a_result = UNCOUNTED;
}

#[paginate]
async fn list() -> Vec<impl Serialize> {
    numbers()
}

#[paginate]
async fn list_in_a_result() -> Result<Vec<impl Serialize>, AppError> {
    Ok(numbers())
}

#[paginate]
async fn list_in_an_alias_that_is_awaited() -> AppResult<Vec<impl Serialize>> {
    tokio::task::yield_now().await;
    Ok(numbers())
}

#[paginate]
fn list_in_a_result_of_a_plain_fn() -> Result<Vec<impl Serialize>, AppError> {
    Ok(numbers())
}

#[paginate]
async fn deque() -> VecDeque<impl Serialize> {
    numbers().into()
}

#[paginate]
async fn deque_in_a_result() -> Result<VecDeque<impl Serialize>, AppError> {
    Ok(numbers().into())
}

#[paginate]
async fn array_in_a_result() -> Result<[impl Serialize; 5], AppError> {
    Ok([0, 1, 2, 3, 4])
}

#[paginate]
async fn shared_slice_in_a_result() -> Result<Arc<[impl Serialize]>, AppError> {
    Ok(numbers().into())
}

#[paginate]
async fn boxed_iterator() -> Box<impl Iterator<Item = u32>> {
    Box::new(numbers().into_iter())
}

#[paginate]
async fn boxed_iterator_in_a_result() -> Result<Box<impl Iterator<Item = u32>>, AppError> {
    Ok(Box::new(numbers().into_iter()))
}

#[paginate]
fn boxed_iterator_in_a_result_of_a_plain_fn() -> Result<Box<impl Iterator<Item = u32>>, AppError> {
    Ok(Box::new(numbers().into_iter()))
}

#[paginate]
async fn pinned_stream_in_a_result() -> Result<Pin<Box<impl Stream<Item = u32>>>, AppError> {
    Ok(Box::pin(stream::iter(numbers())))
}

#[paginate]
async fn iterator_of_bounded_items() -> impl Iterator<Item: Serialize> {
    numbers().into_iter()
}

#[paginate]
async fn stream_of_bounded_items_in_a_result() -> Result<impl Stream<Item: Serialize + Send>, AppError> {
    Ok(stream::iter(numbers()))
}
