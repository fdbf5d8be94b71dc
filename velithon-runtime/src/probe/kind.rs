//! The kinds of what a handler returns, and the probe that finds them.

use std::{
    borrow::Cow,
    collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque},
    marker::PhantomData,
    rc::Rc,
    sync::Arc,
};

use futures::Stream;

use crate::list::Slice;

/// A `Result` around the rest.
pub const RESULT: u8 = 1;
/// The items of a stream.
pub const STREAM: u8 = 2;
/// The items of an iterator or of a list.
pub const ITERATOR: u8 = 4;
/// The items are `Result`s.
pub const FALLIBLE: u8 = 8;
/// The items of a list that is shared or borrowed, which are written where they are.
pub const LIST: u8 = 16;
/// One document: no items.
pub const DOCUMENT: u8 = 0;

// What they make together.
pub(crate) const RESULT_DOCUMENT: u8 = RESULT | DOCUMENT;
pub(crate) const RESULT_ITERATOR: u8 = RESULT | ITERATOR;
pub(crate) const RESULT_LIST: u8 = RESULT | LIST;
pub(crate) const RESULT_STREAM: u8 = RESULT | STREAM;
pub(crate) const FALLIBLE_ITERATOR: u8 = ITERATOR | FALLIBLE;
pub(crate) const FALLIBLE_STREAM: u8 = STREAM | FALLIBLE;
pub(crate) const RESULT_FALLIBLE_ITERATOR: u8 = RESULT | ITERATOR | FALLIBLE;
pub(crate) const RESULT_FALLIBLE_STREAM: u8 = RESULT | STREAM | FALLIBLE;

/// Tells what a type is, whatever its spelling.
///
/// An inherent constant hides a trait's of the same name: the ones below hold for the types they name, and every other
/// type has the zeroes of [`Otherwise`], which has to be in scope.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T, E> Probe<Result<T, E>> {
    /// It is a `Result`.
    pub const VELITHON_IN_RESULT: u8 = RESULT;
}

/// The constants of a shape, for types alone and within a `Result`.
macro_rules! shapes {
    ($($alone:ident, $within:ident = $kind:expr, of $([$($generics:tt)*] $type:ty),+;)*) => {$($(
        impl<$($generics)*> Probe<$type> {
            /// What the type is.
            pub const $alone: u8 = $kind;
        }

        impl<$($generics)*, Outer> Probe<Result<$type, Outer>> {
            /// What is inside the `Result` that the type is.
            pub const $within: u8 = $kind;
        }
    )+)*};
}

shapes! {
    VELITHON_STREAM, VELITHON_WITHIN_STREAM = STREAM, of [S: Stream] S;
    VELITHON_STREAM_FALLIBLE, VELITHON_WITHIN_STREAM_FALLIBLE = FALLIBLE, of [S: Stream<Item = Result<T, E>>, T, E] S;
    VELITHON_ITERATOR, VELITHON_WITHIN_ITERATOR = ITERATOR, of [I: Iterator] I;
    VELITHON_ITERATOR_FALLIBLE, VELITHON_WITHIN_ITERATOR_FALLIBLE = FALLIBLE, of [I: Iterator<Item = Result<T, E>>, T, E] I;
    VELITHON_LIST, VELITHON_WITHIN_LIST = ITERATOR, of
        [T] Vec<T>, [T] Box<[T]>, [T, const N: usize] [T; N], [T] &'static [T], [T, const N: usize] &'static [T; N],
        [T] VecDeque<T>, [T] LinkedList<T>, [T] BinaryHeap<T>, [T] BTreeSet<T>, [T, H] HashSet<T, H>;
    VELITHON_LIST, VELITHON_WITHIN_LIST = LIST, of
        [S: Slice + ?Sized] Arc<S>, [S: Slice + ?Sized] Rc<S>, [T: Clone] Cow<'static, [T]>, [T] Box<Vec<T>>;
    VELITHON_LIST_FALLIBLE, VELITHON_WITHIN_LIST_FALLIBLE = FALLIBLE, of
        [T, E] Vec<Result<T, E>>, [T, E] Box<[Result<T, E>]>, [T, E, const N: usize] [Result<T, E>; N],
        [T, E] VecDeque<Result<T, E>>, [T, E] LinkedList<Result<T, E>>, [T, E] BinaryHeap<Result<T, E>>,
        [T, E] BTreeSet<Result<T, E>>, [T, E, H] HashSet<Result<T, E>, H>,
        // Their errors cannot be moved out, so the compiler refuses them instead of taking them for data.
        [T, E] &'static [Result<T, E>], [T, E, const N: usize] &'static [Result<T, E>; N],
        [S: Slice<Item = Result<T, E>> + ?Sized, T, E] Arc<S>, [S: Slice<Item = Result<T, E>> + ?Sized, T, E] Rc<S>,
        [T: Clone, E: Clone] Cow<'static, [Result<T, E>]>, [T, E] Box<Vec<Result<T, E>>>;
}

/// What a type is where no inherent constant says otherwise.
#[rustfmt::skip]
pub trait Otherwise {
    /// Not within a `Result`.
    const VELITHON_IN_RESULT: u8 = 0;
    /// It is not a stream.
    const VELITHON_STREAM: u8 = 0;
    /// No stream of `Result`s.
    const VELITHON_STREAM_FALLIBLE: u8 = 0;
    /// It is not an iterator.
    const VELITHON_ITERATOR: u8 = 0;
    /// No iterator of `Result`s.
    const VELITHON_ITERATOR_FALLIBLE: u8 = 0;
    /// It is not a list.
    const VELITHON_LIST: u8 = 0;
    /// No list of `Result`s.
    const VELITHON_LIST_FALLIBLE: u8 = 0;
    /// No `Result` of a stream.
    const VELITHON_WITHIN_STREAM: u8 = 0;
    /// No `Result` of a stream of `Result`s.
    const VELITHON_WITHIN_STREAM_FALLIBLE: u8 = 0;
    /// No `Result` of an iterator.
    const VELITHON_WITHIN_ITERATOR: u8 = 0;
    /// No `Result` of an iterator of `Result`s.
    const VELITHON_WITHIN_ITERATOR_FALLIBLE: u8 = 0;
    /// No `Result` of a list.
    const VELITHON_WITHIN_LIST: u8 = 0;
    /// No `Result` of a list of `Result`s.
    const VELITHON_WITHIN_LIST_FALLIBLE: u8 = 0;
}

impl<T: ?Sized> Otherwise for Probe<T> {}

/// The one kind that a type is taken for: what is both a stream and an iterator is a stream.
#[must_use]
pub const fn one_kind(flags: u8) -> u8 {
    if flags & STREAM == 0 { flags } else { flags & !ITERATOR }
}

/// An answer, as a type.
#[derive(Debug)]
pub struct Answer<const YES: bool>;

/// The answer that there are items.
#[diagnostic::on_unimplemented(
    message = "what this handler returns is one document, which has no items",
    label = "one document",
    note = "remove `items` and `max_item`, or return an iterator, a stream or a list"
)]
pub trait HasItems {}

impl HasItems for Answer<true> {}

/// The answer that there are items, of a handler that answers with tables alone.
#[diagnostic::on_unimplemented(
    message = "what this handler returns is one document, and no table",
    label = "one document",
    note = "return an iterator, a stream or a list, or remove `csv`"
)]
pub trait HasRows {}

impl HasRows for Answer<true> {}

/// The answer that there are none.
#[diagnostic::on_unimplemented(
    message = "what this handler returns goes item by item, and is no document",
    label = "items",
    note = "remove `document`, or return a value that is written as a whole"
)]
pub trait IsDocument {}

impl IsDocument for Answer<false> {}

/// Whether values of a kind go item by item.
#[must_use]
pub const fn has_items(kind: u8) -> bool {
    kind & (STREAM | ITERATOR | LIST) != 0
}

/// The kind, of a handler whose attribute says something of its items.
#[must_use]
pub const fn items_only<const ITEMS: bool>(kind: u8) -> u8
where
    Answer<ITEMS>: HasItems,
{
    kind
}

/// The kind, of a handler whose one format is that of tables.
#[must_use]
pub const fn tables_only<const ITEMS: bool>(kind: u8) -> u8
where
    Answer<ITEMS>: HasRows,
{
    kind
}

/// The kind, of a handler whose attribute says something of its document.
#[must_use]
pub const fn document_only<const ITEMS: bool>(kind: u8) -> u8
where
    Answer<ITEMS>: IsDocument,
{
    kind
}
