//! Finds a `Result` behind a name that does not say so.
//!
//! Where a return type mentions generics or contains `impl Trait`, its spelling decides whether it is a `Result`. An alias
//! may hide one all the same, and its error would be sent as data. In the handler's body the types are known: a method
//! call on a [`Tag`] takes the first of two traits that fits, and the compiler refuses what the first one returns.

use std::marker::PhantomData;

use futures::Stream;

use crate::list::Slice;

/// The type of a value.
#[derive(Debug)]
#[must_use]
pub struct Tag<T>(PhantomData<fn() -> T>);

/// The answer of [`ViaResult`]: a `Result`.
#[derive(Debug)]
pub struct Hidden;

/// The answer of [`ViaOther`]: anything but a `Result`.
#[derive(Debug)]
pub struct Plain;

/// Known not to be a `Result`.
#[diagnostic::on_unimplemented(
    message = "a `Result` hides behind an alias here, and its error would be sent as data",
    label = "in generic handlers and inside of `impl Trait` the spelling decides",
    note = "write `Result<T, E>` out, or give the alias a name that ends in `Result`"
)]
pub trait NoResult {}

impl NoResult for Plain {}

/// Implemented for the tags of `Result`s.
pub trait ViaResult {
    /// The answer of method resolution, as a type.
    fn velithon_kind(&self) -> Hidden;
}

impl<T, E> ViaResult for Tag<Result<T, E>> {
    fn velithon_kind(&self) -> Hidden {
        Hidden
    }
}

/// For types that are no `Result`.
pub trait ViaOther {
    /// The answer of method resolution, as a type.
    fn velithon_kind(&self) -> Plain;
}

impl<T> ViaOther for &Tag<T> {
    fn velithon_kind(&self) -> Plain {
        Plain
    }
}

/// Takes the answer that compiles.
pub fn hold(_: impl NoResult) {}

/// The type of a value.
pub fn value<T>(_: &T) -> Tag<T> {
    Tag(PhantomData)
}

/// The type of an iterator's or a list's items.
pub fn item<I: IntoIterator>(_: &I) -> Tag<I::Item> {
    Tag(PhantomData)
}

/// The type of the items of a list that is shared or borrowed.
pub fn list_item<S: Slice>(_: &S) -> Tag<S::Item> {
    Tag(PhantomData)
}

/// The type of a stream's items.
pub fn stream_item<S: Stream>(_: &S) -> Tag<S::Item> {
    Tag(PhantomData)
}

/// The type of the items of an iterator or a list in a `Result`.
pub fn item_or_failed<I: IntoIterator, E>(_: &Result<I, E>) -> Tag<I::Item> {
    Tag(PhantomData)
}

/// The type of the items of a shared or borrowed list in a `Result`.
pub fn list_item_or_failed<S: Slice, E>(_: &Result<S, E>) -> Tag<S::Item> {
    Tag(PhantomData)
}

/// The type of the items of a stream in a `Result`.
pub fn stream_item_or_failed<S: Stream, E>(_: &Result<S, E>) -> Tag<S::Item> {
    Tag(PhantomData)
}
