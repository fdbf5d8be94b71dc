use std::{borrow::Borrow, marker::PhantomData, ops::Deref};

use serde::Serialize;

use super::End;
use crate::{
    probe::mode::{Fallible, Plain},
    stream::sink::state::State,
};

/// Items that are references to what derefs to a `T`, such as `&String` for `str`. `K` is [`Plain`] or [`Fallible`].
#[derive(Debug)]
pub struct Behind<K>(PhantomData<fn() -> K>);

/// Items that are, or borrow as, a `T`: those of an emitter. `K` is [`Plain`] or [`Fallible`], or one of them [`Behind`] a
/// reference.
#[derive(Debug)]
pub struct As<T: ?Sized, K>(PhantomData<fn() -> Box<T>>, PhantomData<fn() -> K>);

/// The error of items that have none. A type of our own, because `Infallible` could become any error by `From`.
#[derive(Debug)]
pub enum Never {}

/// The error of an item.
#[derive(Debug)]
pub struct ItemError<E>(pub(crate) E);

/// An item of the mode `M`.
pub trait Item<M> {
    /// [`Never`] or [`ItemError`].
    type Error;
    /// What a pump of such items ends with, where nothing else decides it.
    type End: End<Self::Error>;

    /// Writes the item; `Ok(false)` where it cannot be written as JSON.
    #[doc(hidden)]
    fn write(self, state: &mut State) -> Result<bool, Self::Error>;
}

impl<V: Serialize> Item<Plain> for V {
    type Error = Never;
    type End = ();

    #[inline]
    fn write(self, state: &mut State) -> Result<bool, Never> {
        Ok(state.push(&self))
    }
}

impl<V: Serialize, E> Item<Fallible> for Result<V, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write(self, state: &mut State) -> Result<bool, ItemError<E>> {
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
    fn write(self, state: &mut State) -> Result<bool, Never> {
        Ok(state.push(self.borrow()))
    }
}

impl<T: Serialize + ?Sized, V: Borrow<T>, E> Item<As<T, Fallible>> for Result<V, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write(self, state: &mut State) -> Result<bool, ItemError<E>> {
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
    fn write(self, state: &mut State) -> Result<bool, Never> {
        Ok(state.push(&**self))
    }
}

impl<T: Serialize + ?Sized, V: Deref<Target = T>, E> Item<As<T, Behind<Fallible>>> for Result<&V, E> {
    type Error = ItemError<E>;
    type End = Result<(), E>;

    #[inline]
    fn write(self, state: &mut State) -> Result<bool, ItemError<E>> {
        match self {
            Ok(value) => Ok(state.push(&**value)),
            Err(error) => Err(ItemError(error)),
        }
    }
}
