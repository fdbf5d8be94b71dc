//! Lists: values that hold all of their items.

use std::{
    borrow::Cow,
    collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque},
    rc::Rc,
    sync::Arc,
};

/// Rows that are already in memory, one behind the other. A page is serialised from them without a copy.
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

impl<S: Slice + ?Sized> Slice for Rc<S> {
    type Item = S::Item;

    fn rows(&self) -> &[S::Item] {
        (**self).rows()
    }
}

/// What pages are read of as of a list: a [`Slice`], or a collection of the standard library that becomes one. Every request for
/// a page sees the rows in the same order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list that can be paginated",
    note = "rows of a `HashSet` are sorted, or each request would see them in another order; derive `Ord` for them, or return a \
            sorted `Vec`"
)]
pub trait List {
    /// The type of one row.
    type Item;

    /// What holds the rows one behind the other.
    type Rows: Slice<Item = Self::Item>;

    /// The rows, which are moved where they are not one behind the other.
    fn into_rows(self) -> Self::Rows;
}

impl<S: Slice> List for S {
    type Item = S::Item;
    type Rows = S;

    fn into_rows(self) -> S {
        self
    }
}

/// Collections that become a `Vec`.
macro_rules! lists {
    ($($(#[$doc:meta])* [$($generics:tt)*] $list:ty, $self:ident => $rows:expr;)+) => {$(
        $(#[$doc])*
        impl<$($generics)*> List for $list {
            type Item = T;
            type Rows = Vec<T>;

            fn into_rows($self) -> Vec<T> {
                $rows
            }
        }
    )+};
}

lists! {
    [T] VecDeque<T>, self => self.into();
    [T] LinkedList<T>, self => self.into_iter().collect();
    [T] BTreeSet<T>, self => self.into_iter().collect();
    /// A set has no order of its own, so its rows are sorted.
    [T: Ord, H] HashSet<T, H>, self => {
        let mut rows: Vec<T> = self.into_iter().collect();
        rows.sort_unstable();
        rows
    };
    /// The greatest first, as they are popped.
    [T: Ord] BinaryHeap<T>, self => {
        let mut rows = self.into_sorted_vec();
        rows.reverse();
        rows
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collections_have_the_same_order_each_time() {
        let numbers = [3, 1, 2];
        assert_eq!(VecDeque::from(numbers).into_rows(), numbers);
        assert_eq!(LinkedList::from(numbers).into_rows(), numbers);
        assert_eq!(BTreeSet::from(numbers).into_rows(), [1, 2, 3]);
        assert_eq!(HashSet::from(numbers).into_rows(), [1, 2, 3]);
        assert_eq!(BinaryHeap::from(numbers).into_rows(), [3, 2, 1]);
    }
}
