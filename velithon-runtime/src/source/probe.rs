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

/// What is known of a handler's return type, as constant expressions: whether it is a `Result`, and of what is
/// paginated the kind, whether it can be counted, and whether it yields `Result`s.
#[doc(hidden)]
#[macro_export]
macro_rules! __page_probe {
    (is_result $type:ty) => {{
        #[allow(unused_imports)] // a type may have the constant of its own
        use $crate::__private::page::{Not as _, SourceProbe};
        SourceProbe::<$type>::IS_RESULT
    }};
    (kind $returned:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::page::{Not as _, SourceProbe};
        $crate::__private::page::kind(
            SourceProbe::<$crate::__page_probe!(source $returned)>::IS_SOURCE,
            SourceProbe::<$crate::__page_probe!(source $returned)>::IS_SLICE,
            SourceProbe::<$crate::__page_probe!(source $returned)>::IS_STREAM,
            SourceProbe::<$crate::__page_probe!(source $returned)>::IS_ITERATOR,
        )
    }};
    (total $returned:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::page::{Not as _, SourceProbe};
        $crate::__private::page::total_kind(
            $crate::__page_probe!(kind $returned),
            SourceProbe::<$crate::__page_probe!(source $returned)>::IS_COUNTED,
        )
    }};
    (source $returned:ty) => {
        <$returned as $crate::__private::page::Outcome<{ $crate::__page_probe!(is_result $returned) }>>::Source
    };
    (item $returned:ty) => {
        <$crate::__page_probe!(source $returned) as $crate::__private::page::ItemOf<
            { $crate::__page_probe!(kind $returned) },
        >>::Item
    };
}

/// How a page of what a handler returns is read, with the total that its pages have.
#[doc(hidden)]
#[macro_export]
macro_rules! __source_page {
    ($returned:ty, $total:expr) => {
        $crate::__private::page::SourcePage<
            { $crate::__page_probe!(is_result $returned) },
            { $crate::__page_probe!(kind $returned) },
            { $total },
            { $crate::__page_probe!(is_result $crate::__page_probe!(item $returned)) },
        >
    };
}
