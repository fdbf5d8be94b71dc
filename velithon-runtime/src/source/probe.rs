use std::marker::PhantomData;

use futures::Stream;

use super::{
    count_source::CountSource,
    page_source::PageSource,
    source_page::{ITERATOR, SLICE, SOURCE, STREAM},
};
use crate::list::List;
#[cfg(feature = "cursor")]
use crate::{
    keyset::{Keyset, Sort},
    source::walkable::Walkable,
};

/// Answers questions about a type at compile time.
///
/// An inherent constant shadows the one of [`Not`], which every type has, where its bounds hold.
#[derive(Debug)]
pub struct SourceProbe<T: ?Sized>(PhantomData<T>);

/// The answers for types of which nothing is known.
pub trait Not {
    /// Whether it is a `Result`, under any alias.
    const VELITHON_IS_RESULT: bool = false;
    /// Whether it is a [`PageSource`].
    const VELITHON_IS_SOURCE: bool = false;
    /// Whether it is a [`CountSource`].
    const VELITHON_IS_COUNTED: bool = false;
    /// Whether its rows are in memory.
    const VELITHON_IS_SLICE: bool = false;
    /// Whether it is a stream.
    const VELITHON_IS_STREAM: bool = false;
    /// Whether it is an iterator.
    const VELITHON_IS_ITERATOR: bool = false;
    #[cfg(feature = "cursor")]
    /// The orders of a row.
    const VELITHON_ROW_SORTS: Option<&'static [Sort]> = None;
    #[cfg(feature = "cursor")]
    /// The orders of the rows of a `CursorSource`.
    const VELITHON_SOURCE_SORTS: Option<&'static [Sort]> = None;
    #[cfg(feature = "cursor")]
    /// The orders of rows in memory.
    const VELITHON_SLICE_SORTS: Option<&'static [Sort]> = None;
}

impl<T: ?Sized> Not for SourceProbe<T> {}

impl<T, E> SourceProbe<Result<T, E>> {
    /// The type is a `Result`.
    pub const VELITHON_IS_RESULT: bool = true;
}

impl<T: PageSource> SourceProbe<T> {
    /// The type is a `PageSource`.
    pub const VELITHON_IS_SOURCE: bool = true;
}

impl<T: CountSource> SourceProbe<T> {
    /// The type is a `CountSource`.
    pub const VELITHON_IS_COUNTED: bool = true;
}

impl<T: List> SourceProbe<T> {
    /// The type is a list in memory.
    pub const VELITHON_IS_SLICE: bool = true;
}

impl<T: Stream> SourceProbe<T> {
    /// The type is a `Stream`.
    pub const VELITHON_IS_STREAM: bool = true;
}

impl<T: Iterator> SourceProbe<T> {
    /// The type is an `Iterator`.
    pub const VELITHON_IS_ITERATOR: bool = true;
}

#[cfg(feature = "cursor")]
impl<T: Keyset> SourceProbe<T> {
    /// The orders of the row.
    pub const VELITHON_ROW_SORTS: Option<&'static [Sort]> = Some(T::SORTS);
}

#[cfg(feature = "cursor")]
impl<T: Walkable> SourceProbe<T> {
    /// The orders of its rows.
    pub const VELITHON_SOURCE_SORTS: Option<&'static [Sort]> = Some(T::Row::SORTS);
}

#[cfg(feature = "cursor")]
impl<T: List<Item: Keyset>> SourceProbe<T> {
    /// The orders of its rows.
    pub const VELITHON_SLICE_SORTS: Option<&'static [Sort]> = Some(<<T as List>::Item as Keyset>::SORTS);
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
    (is_result $type:ty) => {
        $crate::__page_probe!(ask VELITHON_IS_RESULT $type)
    };
    (kind $returned:ty) => {
        $crate::__private::page::kind(
            $crate::__page_probe!(ask VELITHON_IS_SOURCE $crate::__page_probe!(source $returned)),
            $crate::__page_probe!(ask VELITHON_IS_SLICE $crate::__page_probe!(source $returned)),
            $crate::__page_probe!(ask VELITHON_IS_STREAM $crate::__page_probe!(source $returned)),
            $crate::__page_probe!(ask VELITHON_IS_ITERATOR $crate::__page_probe!(source $returned)),
        )
    };
    (kind_of $source:ty) => {
        $crate::__private::page::kind(
            $crate::__page_probe!(ask VELITHON_IS_SOURCE $source),
            $crate::__page_probe!(ask VELITHON_IS_SLICE $source),
            $crate::__page_probe!(ask VELITHON_IS_STREAM $source),
            $crate::__page_probe!(ask VELITHON_IS_ITERATOR $source),
        )
    };
    (is_counted $source:ty) => {
        $crate::__page_probe!(ask VELITHON_IS_COUNTED $source)
    };
    (cursor_kind_of $source:ty) => {
        $crate::__private::page::cursor_kind($crate::__page_probe!(ask VELITHON_IS_SLICE $source))
    };
    (total $returned:ty) => {
        $crate::__private::page::total_kind(
            $crate::__page_probe!(kind $returned),
            $crate::__page_probe!(ask VELITHON_IS_COUNTED $crate::__page_probe!(source $returned)),
        )
    };
    (cursor_kind $returned:ty) => {
        $crate::__private::page::cursor_kind($crate::__page_probe!(
            ask VELITHON_IS_SLICE $crate::__page_probe!(source $returned)
        ))
    };
    (has_sort $returned:ty, $name:literal) => {
        $crate::__private::page::has_sort($crate::__page_probe!(sorts $returned), $name)
    };
    (row_has_sort $row:ty, $name:literal) => {
        $crate::__private::page::has_sort($crate::__page_probe!(row_sorts $row), $name)
    };
    (sorts $returned:ty) => {
        match $crate::__page_probe!(ask VELITHON_SOURCE_SORTS $crate::__page_probe!(source $returned)) {
            ::core::option::Option::None => {
                $crate::__page_probe!(ask VELITHON_SLICE_SORTS $crate::__page_probe!(source $returned))
            }
            sorts => sorts,
        }
    };
    (row_sorts $row:ty) => {
        $crate::__page_probe!(ask VELITHON_ROW_SORTS $row)
    };
    (ask $constant:ident $type:ty) => {{
        // By its path, because another import costs the compiler more.
        use $crate::__private::page::Not as _;
        $crate::__private::page::SourceProbe::<$type>::$constant
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

/// How the page of what a handler returns that a cursor leads to is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __cursor_page {
    ($returned:ty, $total:expr) => {
        $crate::__private::page::CursorPage<
            { $crate::__page_probe!(is_result $returned) },
            { $crate::__page_probe!(cursor_kind $returned) },
            { $total },
        >
    };
}
