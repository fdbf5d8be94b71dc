use std::{borrow::Cow, sync::Arc};

/// Rows that are already in memory. A page is serialised from them without a copy.
pub trait Slice {
    /// The type of one row.
    type Item;

    /// All of the rows.
    fn rows(&self) -> &[Self::Item];
}

impl<T> Slice for [T] {
    type Item = T;

    fn rows(&self) -> &[T] {
        self
    }
}

impl<T, const N: usize> Slice for [T; N] {
    type Item = T;

    fn rows(&self) -> &[T] {
        self
    }
}

impl<T> Slice for Vec<T> {
    type Item = T;

    fn rows(&self) -> &[T] {
        self
    }
}

impl<T: Clone> Slice for Cow<'_, [T]> {
    type Item = T;

    fn rows(&self) -> &[T] {
        self
    }
}

impl<S: Slice + ?Sized> Slice for &S {
    type Item = S::Item;

    fn rows(&self) -> &[S::Item] {
        (**self).rows()
    }
}

impl<S: Slice + ?Sized> Slice for Box<S> {
    type Item = S::Item;

    fn rows(&self) -> &[S::Item] {
        (**self).rows()
    }
}

impl<S: Slice + ?Sized> Slice for Arc<S> {
    type Item = S::Item;

    fn rows(&self) -> &[S::Item] {
        (**self).rows()
    }
}
