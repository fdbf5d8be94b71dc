mod blocking;

use std::future::Future;

use futures::Stream;
use serde::Serialize;

use super::{
    count_key::CountKey,
    count_source::CountSource,
    outcome::Outcome,
    page_source::PageSource,
    read::{
        counting::{CACHED, COUNTED, CountingBy, UNCOUNTED},
        now::{self, ReadNow},
        row::{Is, Row},
        source,
        stream::ReadStream,
    },
};
use crate::{
    error::facts::OfProblems,
    head::RequestHead,
    list::{List, Slice},
    page::{
        Page, PageOptions,
        handler::{
            may_move::{Held, MayMove, hold},
            numbered::CheckedPage,
            on_thread::HandleRequest,
            respond::Respond,
        },
        plain_row::PlainRow,
        request::paging::Paging,
    },
};

/// Kind of a [`PageSource`]: an SQL statement, or a user's own.
pub const SOURCE: u8 = 0;
/// Kind of a list: its rows are in memory.
pub const SLICE: u8 = 1;
/// Kind of a `Stream` of rows.
pub const STREAM: u8 = 2;
/// Kind of an `Iterator` over rows.
pub const ITERATOR: u8 = 3;

/// How one page of what a handler returns is read, as a type that [`Reads`] maps to the reader.
///
/// `RESULT` says that the handler returns a `Result` of a source, `FALLIBLE` that the source yields `Result`s.
#[derive(Debug)]
pub struct SourcePage<const RESULT: bool, const KIND: u8, const TOTAL: u8, const FALLIBLE: bool>;

/// Maps a kind to its reader. The readers are types without the kind's constants, which would stand in the compiler's
/// errors about what a handler returns.
pub trait Reads {
    /// The type whose `respond` runs a handler and reads a page.
    type Reader;
}

impl<const RESULT: bool, const FALLIBLE: bool> Reads for SourcePage<RESULT, SOURCE, UNCOUNTED, FALLIBLE> {
    type Reader = ReadSource<RESULT>;
}

impl<const RESULT: bool, const FALLIBLE: bool> Reads for SourcePage<RESULT, SOURCE, COUNTED, FALLIBLE> {
    type Reader = ReadCounted<RESULT>;
}

impl<const RESULT: bool, const FALLIBLE: bool> Reads for SourcePage<RESULT, SOURCE, CACHED, FALLIBLE> {
    type Reader = ReadCached<RESULT>;
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> Reads for SourcePage<RESULT, SLICE, TOTAL, FALLIBLE> {
    type Reader = ReadSlice<RESULT>;
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> Reads
    for SourcePage<RESULT, ITERATOR, TOTAL, FALLIBLE>
{
    type Reader = ReadIterator<RESULT, TOTAL, FALLIBLE>;
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> Reads for SourcePage<RESULT, STREAM, TOTAL, FALLIBLE> {
    type Reader = ReadItems<RESULT, TOTAL, FALLIBLE>;
}

// Each reader has its own future instead of one behind a trait: a future that mentioned an iterator's or a stream's item
// in its own fields would not be `Send` for sources that borrow from the handler's arguments.

/// Reads a page of a [`PageSource`] without a total.
#[derive(Debug)]
pub struct ReadSource<const RESULT: bool>;

/// Reads a page of a [`CountSource`], with a total that is counted for it.
#[derive(Debug)]
pub struct ReadCounted<const RESULT: bool>;

/// Reads a page of a [`CountKey`], with a total that requests share.
#[derive(Debug)]
pub struct ReadCached<const RESULT: bool>;

/// Reads a page of rows in memory.
#[derive(Debug)]
pub struct ReadSlice<const RESULT: bool>;

/// Reads a page of an iterator.
#[derive(Debug)]
pub struct ReadIterator<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool>;

/// Reads a page of the items of a stream.
#[derive(Debug)]
pub struct ReadItems<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool>;

/// The page of a list that a handler's own future `F` returns.
pub(crate) type ListPage<F, V, O> = Respond<F, HandleRequest<CheckedPage>, V, O>;

impl<const RESULT: bool> ReadSource<RESULT> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V, M>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> source::PageOfSource<'h, F, V, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: PageSource<Item: PlainRow<M>> + 'h,
    {
        source::respond::<RESULT, F, V, CountingBy<UNCOUNTED>>(head, options, handler)
    }
}

impl<const RESULT: bool> ReadCounted<RESULT> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V, M>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> source::PageOfSource<'h, F, V, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: CountSource<Item: PlainRow<M>> + 'h,
    {
        source::respond::<RESULT, F, V, CountingBy<COUNTED>>(head, options, handler)
    }
}

impl<const RESULT: bool> ReadCached<RESULT> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V, M>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> source::PageOfSource<'h, F, V, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: CountKey<Item: PlainRow<M>> + 'h,
    {
        source::respond::<RESULT, F, V, CountingBy<CACHED>>(head, options, handler)
    }
}

impl<const RESULT: bool> ReadSlice<RESULT> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V, M>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> ReadNow<'h, F, V, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: List<Item: Serialize + PlainRow<M>>,
    {
        ReadNow::new(Paging::open(head, options, None), handler, |read| {
            V::out(now::split::<RESULT, V>(read, |paging, source| {
                now::slice(paging, source.into_rows().rows())
            }))
        })
    }

    /// [`respond`](Self::respond) of a boxed future. `refusals` are the handler's own words.
    pub fn respond_boxed<'h, F, V, M>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
        refusals: OfProblems<V::Error>,
    ) -> Held<'h, ListPage<F, V, V::Out>>
    where
        F: Future<Output = V> + MayMove + 'h,
        V: Outcome<RESULT, Out: 'h> + 'h,
        V::Source: List<Item: Serialize + PlainRow<M>>,
    {
        let checked = HandleRequest::open(head, options, None);
        let page_of = |checked: &HandleRequest<CheckedPage>, value: V| {
            let page = |list: V::Source| now::slice(&checked.paging(), list.into_rows().rows());
            V::out(value.split().map(page))
        };
        hold(Respond::new(checked, |_| handler, page_of, refusals))
    }
}

impl ReadSlice<false> {
    /// [`respond`](Self::respond) of a handler that awaits nothing: there is no future whose type the compiler has to know.
    pub fn respond_now<V, M>(head: &RequestHead, options: &PageOptions, handler: impl FnOnce() -> V) -> Page
    where
        V: List<Item: Serialize + PlainRow<M>>,
    {
        match Paging::open(head, options, None) {
            Ok(paging) => now::slice(&paging, handler().into_rows().rows()),
            Err(refusal) => refusal.answer(),
        }
    }
}

impl ReadSlice<true> {
    /// The same of a handler that may fail.
    pub fn respond_now<V, M>(head: &RequestHead, options: &PageOptions, handler: impl FnOnce() -> V) -> V::Out
    where
        V: Outcome<true>,
        V::Source: List<Item: Serialize + PlainRow<M>>,
    {
        V::out(match Paging::open(head, options, None) {
            Ok(paging) => handler()
                .split()
                .map(|list| now::slice(&paging, list.into_rows().rows())),
            Err(refusal) => Ok(refusal.answer()),
        })
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> ReadIterator<RESULT, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V>(head: &'h RequestHead, options: &'h PageOptions, handler: F) -> ReadNow<'h, F, V, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: Iterator<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL>,
    {
        ReadNow::new(Paging::open(head, options, Paging::COSTLY), handler, |read| {
            V::out(now::split::<RESULT, V>(read, now::iterator::<FALLIBLE, _>))
        })
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> ReadItems<RESULT, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> ReadStream<'h, F, V, V::Source, V::Error, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: Stream<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL>,
    {
        ReadStream::new::<Is<FALLIBLE>>(Paging::open(head, options, Paging::COSTLY), handler, V::split, V::out)
    }
}

/// A source that can state the total that the handler asks for. Iterators and streams can state none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be counted, so its pages have no total",
    label = "an iterator or a stream would have to be read to its end to be counted",
    note = "write `total = none`, or return a source that implements `CountSource`"
)]
pub trait Countable<const TOTAL: u8> {}

impl<S> Countable<UNCOUNTED> for S {}
