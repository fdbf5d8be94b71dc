use futures::Stream;

use crate::{
    list::Slice,
    probe::kind::{
        DOCUMENT, FALLIBLE_ITERATOR, FALLIBLE_STREAM, ITERATOR, LIST, RESULT_DOCUMENT, RESULT_FALLIBLE_ITERATOR,
        RESULT_FALLIBLE_STREAM, RESULT_ITERATOR, RESULT_LIST, RESULT_STREAM, STREAM,
    },
};

/// The return type of a streaming handler, whose kind the type probe found to be `KIND`.
pub trait Streamed<const KIND: u8> {
    /// One item, or the whole document, without any `Result` around it.
    type Item;
}

impl<T> Streamed<DOCUMENT> for T {
    type Item = T;
}

impl<T, E> Streamed<RESULT_DOCUMENT> for Result<T, E> {
    type Item = T;
}

impl<I: IntoIterator> Streamed<ITERATOR> for I {
    type Item = I::Item;
}

impl<I: IntoIterator<Item = Result<T, E>>, T, E> Streamed<FALLIBLE_ITERATOR> for I {
    type Item = T;
}

impl<I: IntoIterator, E> Streamed<RESULT_ITERATOR> for Result<I, E> {
    type Item = I::Item;
}

impl<I: IntoIterator<Item = Result<T, F>>, T, F, E> Streamed<RESULT_FALLIBLE_ITERATOR> for Result<I, E> {
    type Item = T;
}

impl<S: Slice> Streamed<LIST> for S {
    type Item = S::Item;
}

impl<S: Slice, E> Streamed<RESULT_LIST> for Result<S, E> {
    type Item = S::Item;
}

impl<S: Stream> Streamed<STREAM> for S {
    type Item = S::Item;
}

impl<S: Stream<Item = Result<T, E>>, T, E> Streamed<FALLIBLE_STREAM> for S {
    type Item = T;
}

impl<S: Stream, E> Streamed<RESULT_STREAM> for Result<S, E> {
    type Item = S::Item;
}

impl<S: Stream<Item = Result<T, F>>, T, F, E> Streamed<RESULT_FALLIBLE_STREAM> for Result<S, E> {
    type Item = T;
}
