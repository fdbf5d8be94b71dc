use std::marker::PhantomData;

use futures::Stream;

use super::{CountSource, ITERATOR, PageSource, SLICE, SOURCE, STREAM, slice::Slice};

/// Answers questions about a type at compile time.
///
/// An inherent constant shadows the one of [`Not`], which every type has, where its bounds hold.
#[derive(Debug)]
pub struct SourceProbe<T: ?Sized>(PhantomData<T>);

/// The answers for types of which nothing is known.
pub trait Not {
    /// Whether it is a `Result`, under any alias.
    const IS_RESULT: bool = false;
    /// Whether it is a [`PageSource`].
    const IS_SOURCE: bool = false;
    /// Whether it is a [`CountSource`].
    const IS_COUNTED: bool = false;
    /// Whether its rows are in memory.
    const IS_SLICE: bool = false;
    /// Whether it is a stream.
    const IS_STREAM: bool = false;
    /// Whether it is an iterator.
    const IS_ITERATOR: bool = false;
}

impl<T: ?Sized> Not for SourceProbe<T> {}

impl<T, E> SourceProbe<Result<T, E>> {
    /// A `Result`.
    pub const IS_RESULT: bool = true;
}

impl<T: PageSource> SourceProbe<T> {
    /// A source.
    pub const IS_SOURCE: bool = true;
}

impl<T: CountSource> SourceProbe<T> {
    /// A source that can count.
    pub const IS_COUNTED: bool = true;
}

impl<T: Slice> SourceProbe<T> {
    /// Rows in memory.
    pub const IS_SLICE: bool = true;
}

impl<T: Stream> SourceProbe<T> {
    /// A stream.
    pub const IS_STREAM: bool = true;
}

impl<T: Iterator> SourceProbe<T> {
    /// An iterator.
    pub const IS_ITERATOR: bool = true;
}

/// What a source of this kind yields one by one, to ask whether it is a `Result`.
pub trait ItemOf<const KIND: u8> {
    /// The item; `()` where the kind has an error of its own.
    type Item;
}

impl<S> ItemOf<SOURCE> for S {
    type Item = ();
}

impl<S> ItemOf<SLICE> for S {
    type Item = ();
}

impl<S: Stream> ItemOf<STREAM> for S {
    type Item = S::Item;
}

impl<S: Iterator> ItemOf<ITERATOR> for S {
    type Item = S::Item;
}
