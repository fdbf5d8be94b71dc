use std::{borrow::Borrow, marker::PhantomData, ops::Deref};

use serde::Serialize;

use super::end::{End, ItemError, Never};
use crate::{
    probe::mode::{Fallible, Plain},
    stream::sink::state::SinkState,
};

/// Items that are references to what derefs to a `T`, such as `&String` for `str`. `K` is [`Plain`] or [`Fallible`].
#[derive(Debug)]
pub struct Behind<K>(PhantomData<fn() -> K>);

/// Items that are, or borrow as, a `T`: those of an emitter. `K` is [`Plain`] or [`Fallible`], or one of them [`Behind`] a
/// reference.
#[derive(Debug)]
pub struct As<T: ?Sized, K>(PhantomData<fn() -> Box<T>>, PhantomData<fn() -> K>);

/// An item that is written in the mode `M`: a value or a `Result`, by itself or behind a reference.
pub trait Item<M> {
    /// [`Never`] for items that are values, [`ItemError`] for items that are `Result`s.
    type Error;
    /// What a pump of such items returns, unless the handler's return type says otherwise.
    type End: End<Self::Error>;

    /// Writes the item. `Ok(false)`: it cannot be written as JSON, and the stream has failed.
    #[doc(hidden)]
    fn write_to(self, state: &mut SinkState) -> Result<bool, Self::Error>;
}

impl<V: Serialize> Item<Plain> for V {
    type Error = Never;
    type End = ();

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, Never> {
        Ok(state.push(&self))
    }
}

impl<V: Serialize, E> Item<Fallible> for Result<V, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, ItemError<E>> {
        match self {
            Ok(value) => Ok(state.push(&value)),
            Err(error) => Err(ItemError(error)),
        }
    }
}

impl<T: Serialize + ?Sized, V: Borrow<T>> Item<As<T, Plain>> for V {
    type Error = Never;
    type End = ();

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, Never> {
        Ok(state.push(self.borrow()))
    }
}

impl<T: Serialize + ?Sized, V: Borrow<T>, E> Item<As<T, Fallible>> for Result<V, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, ItemError<E>> {
        match self {
            Ok(value) => Ok(state.push(value.borrow())),
            Err(error) => Err(ItemError(error)),
        }
    }
}

impl<T: Serialize + ?Sized, V: Deref<Target = T>> Item<As<T, Behind<Plain>>> for &V {
    type Error = Never;
    type End = ();

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, Never> {
        Ok(state.push(&**self))
    }
}

impl<T: Serialize + ?Sized, V: Deref<Target = T>, E> Item<As<T, Behind<Fallible>>> for Result<&V, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write_to(self, state: &mut SinkState) -> Result<bool, ItemError<E>> {
        match self {
            Ok(value) => Ok(state.push(&**value)),
            Err(error) => Err(ItemError(error)),
        }
    }
}
