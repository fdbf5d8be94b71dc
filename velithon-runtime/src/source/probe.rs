use std::marker::PhantomData;

use futures::Stream;

use super::{asked, count_source::CountSource, page_source::PageSource};
use crate::list::List;
#[cfg(feature = "cursor")]
use crate::{
    keyset::{Keyset, Sort},
    source::walkable::Walkable,
};

/// Answers questions about a type at compile time: about itself, and about what it holds where it is a `Result`.
///
/// An inherent constant shadows the one of [`Not`], which every type has, where its bounds hold.
#[derive(Debug)]
pub struct SourceProbe<T: ?Sized>(PhantomData<T>);

/// The answers for types of which nothing is known.
#[rustfmt::skip]
pub trait Not {
    /// Whether it is a `Result`, under any alias.
    const VELITHON_IS_RESULT: bool = false;
    /// It is no `Result`.
    const VELITHON_IN_RESULT: u8 = 0;
    /// It is no [`PageSource`].
    const VELITHON_SOURCE: u8 = 0;
    /// It holds none.
    const VELITHON_HELD_SOURCE: u8 = 0;
    /// It is no [`CountSource`].
    const VELITHON_COUNTED: u8 = 0;
    /// It holds none.
    const VELITHON_HELD_COUNTED: u8 = 0;
    /// Its rows are not in memory.
    const VELITHON_SLICE: u8 = 0;
    /// It holds no rows in memory.
    const VELITHON_HELD_SLICE: u8 = 0;
    /// It is no stream.
    const VELITHON_STREAM: u8 = 0;
    /// It holds none.
    const VELITHON_HELD_STREAM: u8 = 0;
    /// It is no stream of `Result`s.
    const VELITHON_STREAM_FALLIBLE: u8 = 0;
    /// It holds none.
    const VELITHON_HELD_STREAM_FALLIBLE: u8 = 0;
    /// It is no iterator.
    const VELITHON_ITERATOR: u8 = 0;
    /// It holds none.
    const VELITHON_HELD_ITERATOR: u8 = 0;
    /// It is no iterator over `Result`s.
    const VELITHON_ITERATOR_FALLIBLE: u8 = 0;
    /// It holds none.
    const VELITHON_HELD_ITERATOR_FALLIBLE: u8 = 0;
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
    /// The same, as a flag.
    pub const VELITHON_IN_RESULT: u8 = asked::IN_RESULT;
}

/// The flags of a type alone, and of what a `Result` holds.
macro_rules! flags {
    ($($alone:ident, $held:ident = $flag:expr, of [$($generics:tt)*] $type:ty;)+) => {$(
        impl<$($generics)*> SourceProbe<$type> {
            /// What the type is.
            pub const $alone: u8 = $flag;
        }

        impl<$($generics)*, Outer> SourceProbe<Result<$type, Outer>> {
            /// What the `Result` holds.
            pub const $held: u8 = $flag;
        }
    )+};
}

flags! {
    VELITHON_SOURCE, VELITHON_HELD_SOURCE = asked::IS_SOURCE, of [S: PageSource] S;
    VELITHON_COUNTED, VELITHON_HELD_COUNTED = asked::IS_COUNTED, of [S: CountSource] S;
    VELITHON_SLICE, VELITHON_HELD_SLICE = asked::IS_SLICE, of [L: List] L;
    VELITHON_STREAM, VELITHON_HELD_STREAM = asked::IS_STREAM, of [S: Stream] S;
    VELITHON_STREAM_FALLIBLE, VELITHON_HELD_STREAM_FALLIBLE = asked::STREAMS_RESULTS, of
        [S: Stream<Item = Result<T, E>>, T, E] S;
    VELITHON_ITERATOR, VELITHON_HELD_ITERATOR = asked::IS_ITERATOR, of [I: Iterator] I;
    VELITHON_ITERATOR_FALLIBLE, VELITHON_HELD_ITERATOR_FALLIBLE = asked::ITERATES_RESULTS, of
        [I: Iterator<Item = Result<T, E>>, T, E] I;
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

/// What is known of the rows of a handler, as constant expressions: whether a type is a `Result`, and which orders there are.
#[doc(hidden)]
#[macro_export]
macro_rules! __page_probe {
    (is_result $type:ty) => {
        $crate::__page_probe!(ask VELITHON_IS_RESULT $type)
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
}
