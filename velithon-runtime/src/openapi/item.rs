use std::marker::PhantomData;

use futures::Stream;

use crate::{
    probe::kind::{
        DOCUMENT, FALLIBLE_ITERATOR, FALLIBLE_STREAM, ITERATOR, RESULT_DOCUMENT, RESULT_FALLIBLE_ITERATOR,
        RESULT_FALLIBLE_STREAM, RESULT_ITERATOR, RESULT_STREAM, STREAM,
    },
    stream::{BlockingEmitter, Emitter},
};

/// A handle that items are emitted through.
pub trait Emitted {
    /// What it takes.
    type Item: ?Sized;
}

impl<T: ?Sized> Emitted for Emitter<T> {
    type Item = T;
}

impl<T: ?Sized> Emitted for BlockingEmitter<T> {
    type Item = T;
}

/// A return type of the kind `KIND`.
pub trait Streamed<const KIND: u8> {
    /// An item of it, or all of the document, without the `Result`s around either.
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

/// A type without the reference that it may be.
pub trait Unref<const REFERENCE: bool> {
    /// What is referred to.
    type Plain: ?Sized;
}

impl<T: ?Sized> Unref<false> for T {
    type Plain = T;
}

impl<T: ?Sized> Unref<true> for &T {
    type Plain = T;
}

/// Tells whether a type is a reference, as `SourceProbe` tells other things.
#[derive(Debug)]
pub struct ReferenceProbe<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> ReferenceProbe<&T> {
    /// It is.
    pub const VELITHON_IS_REFERENCE: bool = true;
}

/// What every type has.
pub trait NoReference {
    /// It is none.
    const VELITHON_IS_REFERENCE: bool = false;
}

impl<T: ?Sized> NoReference for ReferenceProbe<T> {}

/// A type without the reference that it may be: utoipa describes values.
#[doc(hidden)]
#[macro_export]
macro_rules! __openapi_plain {
    ($type:ty) => {
        <$type as $crate::__private::openapi::Unref<
            {
                #[allow(unused_imports)] // a reference has the constant of its own
                use $crate::__private::openapi::{NoReference as _, ReferenceProbe};
                ReferenceProbe::<$type>::VELITHON_IS_REFERENCE
            },
        >>::Plain
    };
}
