//! Items of a stream, of which the emitter says what they are where the stream leaves it open.

use std::{borrow::Borrow, marker::PhantomData, path::Path};

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    end::ItemError,
    item::{As, Behind, Item},
};
use crate::{
    probe::mode::{Fallible, Plain},
    stream::sink::state::SinkState,
};

/// [`As`] for the items of a stream. A `Result` holds a `T` and nothing else that borrows as one, so that there is one impl for
/// `Result`s, and the compiler infers what `sqlx::query_as("…").fetch(&db)` reads.
#[derive(Debug)]
pub struct Streamed<T: ?Sized, K>(PhantomData<fn() -> Box<T>>, PhantomData<fn() -> K>);

/// Types of items that no `Result` can hold by themselves.
pub trait WithoutSize: Serialize {}

impl WithoutSize for str {}
impl WithoutSize for Path {}
impl WithoutSize for RawValue {}
impl<T: Serialize> WithoutSize for [T] {}

impl<T: Serialize, E> Item<Streamed<T, Fallible>> for Result<T, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, ItemError<E>> {
        Item::<Fallible>::write_to(self, state)
    }
}

/// Items that are written as any others are.
macro_rules! like_others {
    ($($kind:ty, $other:ty: of [$($generics:tt)*] $item:ty;)+) => {$(
        impl<$($generics)*> Item<Streamed<T, $kind>> for $item
        where
            Self: Item<As<T, $other>>,
        {
            type Error = <Self as Item<As<T, $other>>>::Error;
            type End = <Self as Item<As<T, $other>>>::End;

            #[inline]
            fn write_to(self, state: &mut SinkState) -> Result<bool, Self::Error> {
                Item::<As<T, $other>>::write_to(self, state)
            }
        }
    )+};
}

/// Marks `Result`s of what borrows as a `T` without a size, such as `String` for `str`.
#[derive(Debug)]
pub struct Borrowed;

like_others! {
    Plain, Plain: of [T: ?Sized, V] V;
    Behind<Plain>, Behind<Plain>: of [T: ?Sized, V] &V;
    Borrowed, Fallible: of [T: WithoutSize + ?Sized, V: Borrow<T>, E] Result<V, E>;
    Behind<Fallible>, Behind<Fallible>: of [T: WithoutSize + ?Sized, V, E] Result<&V, E>;
}
