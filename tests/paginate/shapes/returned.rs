//! Rows that are returned: lists, iterators and streams.

use std::{
    borrow::Cow,
    collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque},
    io,
    rc::Rc,
    sync::Arc,
};

use futures::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use serde::Serialize;
use velithon::paginate;

use super::{AppError, AppResult, COUNTED, Hidden, Numbers, UNCOUNTED, numbers};

gives! {
    vector = COUNTED;
    vector_in_a_hidden_result = COUNTED;
    vector_and_blocking = COUNTED;
    array = COUNTED;
    slice = COUNTED;
    shared_slice = COUNTED;
    borrowed_or_owned = COUNTED;
    shared_vector = COUNTED;
    shared_on_one_thread = COUNTED;
    deque = COUNTED;
    linked_list = COUNTED;
    tree_set = COUNTED;
    hash_set = COUNTED;
    heap = DESCENDING;
    set_in_a_result = COUNTED;
    vector_borrows_an_argument = COUNTED;
    vector_borrows_an_argument_in_a_result = COUNTED;
    vector_borrows_an_argument_in_a_result_and_blocks = COUNTED;
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

const DESCENDING: &str = r#"{"items":[2,1],"page":2,"size":2,"total":5,"total_kind":"exact","total_pages":3}"#;

#[paginate]
async fn shared_vector(numbers: Numbers) -> Arc<Vec<u32>> {
    numbers.0
}

#[paginate]
fn shared_on_one_thread() -> Rc<[u32]> {
    numbers().into()
}

#[paginate]
async fn deque() -> VecDeque<u32> {
    let mut deque = VecDeque::from(numbers());
    // Its rows lie in two parts.
    deque.rotate_left(2);
    for row in [0, 1] {
        deque.pop_back();
        deque.push_front(1 - row);
    }
    deque
}

#[paginate]
async fn linked_list() -> LinkedList<u32> {
    numbers().into_iter().collect()
}

#[paginate]
async fn tree_set() -> BTreeSet<u32> {
    numbers().into_iter().collect()
}

/// Sorted: in each request it has another order of its own.
#[paginate]
async fn hash_set() -> HashSet<u32> {
    numbers().into_iter().collect()
}

#[paginate]
async fn heap() -> BinaryHeap<u32> {
    numbers().into_iter().collect()
}

#[paginate]
fn set_in_a_result() -> AppResult<HashSet<u32>> {
    Ok(numbers().into_iter().collect())
}

#[paginate]
async fn vector_borrows_an_argument(numbers: Numbers) -> Vec<&u32> {
    numbers.0.iter().collect()
}

#[paginate]
async fn vector_borrows_an_argument_in_a_result(numbers: Numbers) -> Result<Vec<&u32>, AppError> {
    Ok(numbers.0.iter().collect())
}

#[paginate]
fn vector_borrows_an_argument_in_a_result_and_blocks(numbers: Numbers) -> Result<Vec<&u32>, AppError> {
    Ok(numbers.0.iter().collect())
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
