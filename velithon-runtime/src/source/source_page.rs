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
        counting::{Cached, Counted, Uncounted},
        now::{self, ReadNow},
        row::{Is, Row},
        source,
        stream::ReadStream,
    },
    slice::Slice,
};
use crate::{
    head::RequestHead,
    page::{PageOptions, request::paging::Paging},
};

/// Kind of a [`PageSource`]: an SQL statement, or a user's own.
pub const SOURCE: u8 = 0;
/// Kind of a list: its rows are in memory.
pub const SLICE: u8 = 1;
/// Kind of a `Stream` of rows.
pub const STREAM: u8 = 2;
/// Kind of an `Iterator` over rows.
pub const ITERATOR: u8 = 3;

/// Pages without a total.
pub const UNCOUNTED: u8 = 0;
/// Pages with a total that is counted for each of them.
pub const COUNTED: u8 = 1;
/// Pages with a total that requests share.
pub const CACHED: u8 = 2;

/// The kind of a type. What says itself how to be paginated is asked first; what is none of these is taken for a
/// `PageSource`, so that the compiler says what is missing.
#[must_use]
#[expect(
    clippy::fn_params_excessive_bools,
    reason = "generated code alone calls it, with the probe's constants"
)]
pub const fn kind(is_source: bool, is_slice: bool, is_stream: bool, is_iterator: bool) -> u8 {
    match (is_source, is_slice, is_stream, is_iterator) {
        (false, true, ..) => SLICE,
        (false, false, true, _) => STREAM,
        (false, false, false, true) => ITERATOR,
        _ => SOURCE,
    }
}

/// The total of a handler that does not say which it wants: counted where that is possible.
#[must_use]
pub const fn total_kind(kind: u8, is_counted: bool) -> u8 {
    if kind == SLICE || is_counted {
        COUNTED
    } else {
        UNCOUNTED
    }
}

/// Runs a handler and reads one page of what it returns, as `KIND` can be read.
///
/// `RESULT` says that the handler returns a `Result` of a source, `FALLIBLE` that the source yields `Result`s.
///
/// Each kind has its own future instead of one behind a trait: a future that mentioned an iterator's or a stream's item
/// in its own fields would not be `Send` for sources that borrow from the handler's arguments.
#[derive(Debug)]
pub struct SourcePage<const RESULT: bool, const KIND: u8, const TOTAL: u8, const FALLIBLE: bool>;

impl<const RESULT: bool, const FALLIBLE: bool> SourcePage<RESULT, SOURCE, UNCOUNTED, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub async fn respond<F, V>(head: &RequestHead, options: &PageOptions, handler: F) -> V::Out
    where
        F: Future<Output = V>,
        V: Outcome<RESULT>,
        V::Source: PageSource,
    {
        source::respond(head, options, handler, Uncounted).await
    }
}

impl<const RESULT: bool, const FALLIBLE: bool> SourcePage<RESULT, SOURCE, COUNTED, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub async fn respond<F, V>(head: &RequestHead, options: &PageOptions, handler: F) -> V::Out
    where
        F: Future<Output = V>,
        V: Outcome<RESULT>,
        V::Source: CountSource,
    {
        source::respond(head, options, handler, Counted).await
    }
}

impl<const RESULT: bool, const FALLIBLE: bool> SourcePage<RESULT, SOURCE, CACHED, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub async fn respond<F, V>(head: &RequestHead, options: &PageOptions, handler: F) -> V::Out
    where
        F: Future<Output = V>,
        V: Outcome<RESULT>,
        V::Source: CountKey,
    {
        source::respond(head, options, handler, Cached).await
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> SourcePage<RESULT, SLICE, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V>(head: &'h RequestHead, options: &'h PageOptions, handler: F) -> ReadNow<'h, F, V, V::Out>
    where
        F: Future<Output = V>,
        V: Outcome<RESULT>,
        V::Source: Slice<Item: Serialize>,
    {
        ReadNow::new(Paging::open(head, options, None), handler, |read| {
            V::out(now::split::<RESULT, V>(read, |paging, source| {
                now::slice(paging, source.rows())
            }))
        })
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> SourcePage<RESULT, ITERATOR, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V>(head: &'h RequestHead, options: &'h PageOptions, handler: F) -> ReadNow<'h, F, V, V::Out>
    where
        F: Future<Output = V>,
        V: Outcome<RESULT>,
        V::Source: Iterator<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL>,
    {
        ReadNow::new(Paging::open(head, options, Paging::COSTLY), handler, |read| {
            V::out(now::split::<RESULT, V>(read, now::iterator::<FALLIBLE, _>))
        })
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> SourcePage<RESULT, STREAM, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> ReadStream<'h, F, V, V::Source, V::Error, V::Out, Is<FALLIBLE>>
    where
        F: Future<Output = V>,
        V: Outcome<RESULT>,
        V::Source: Stream<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL>,
    {
        ReadStream::new(Paging::open(head, options, Paging::COSTLY), handler, V::split, V::out)
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
