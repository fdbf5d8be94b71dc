//! Handlers that are plain functions: they run on a thread where waiting is allowed.

use std::{future::ready, marker::PhantomData};

use futures::Stream;
use serde::Serialize;

use super::{Countable, ReadCached, ReadCounted, ReadItems, ReadIterator, ReadSlice, ReadSource};
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    list::{List, Slice},
    page::{Page, PageOptions, failure::Failure, handler::page_out::PageOut, request::paging::Paging},
    source::{
        count_key::CountKey,
        count_source::CountSource,
        error_of::OwnError,
        outcome::Outcome,
        page_source::PageSource,
        read::{
            now,
            row::{Is, Row},
        },
    },
};

/// Takes what a handler returned, on the handler's thread.
///
/// An iterator and rows in memory are read there, and may borrow from the handler's arguments; a stream and a source
/// leave the thread, and are read where the request is.
#[derive(Debug)]
pub struct OnThread<P> {
    head: RequestHead,
    options: &'static PageOptions,
    /// The reader decides what happens on the thread.
    reader: PhantomData<fn() -> P>,
}

impl<const RESULT: bool> OnThread<ReadSlice<RESULT>> {
    /// Reads the page on the handler's thread.
    pub fn take<V, H>(self, value: V, own: H) -> V::Out
    where
        V: Outcome<RESULT, Source: List<Item: Serialize>>,
        H: OwnError<V::Out>,
    {
        own.own(self.read::<RESULT, V>(value, None, |paging, source| {
            now::slice(paging, source.into_rows().rows())
        }))
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> OnThread<ReadIterator<RESULT, TOTAL, FALLIBLE>> {
    /// Reads the page on the handler's thread.
    pub fn take<V, H>(self, value: V, own: H) -> V::Out
    where
        V: Outcome<RESULT>,
        V::Source: Iterator<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL>,
        H: OwnError<V::Out>,
    {
        own.own(self.read::<RESULT, V>(value, Paging::COSTLY, now::iterator::<FALLIBLE, _>))
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> OnThread<ReadItems<RESULT, TOTAL, FALLIBLE>> {
    /// Returns the value as it is: it is read where the request is.
    #[expect(clippy::unused_self, reason = "generated code calls it alike for every kind")]
    pub fn take<V, H>(self, value: V, own: H) -> (V, H) {
        (value, own)
    }
}

impl<P: 'static> OnThread<P> {
    fn new(head: &RequestHead, options: &'static PageOptions) -> Self {
        Self {
            head: head.clone(),
            options,
            reader: PhantomData,
        }
    }

    fn read<const RESULT: bool, V: Outcome<RESULT>>(
        &self,
        value: V,
        depth: Option<u64>,
        page: impl FnOnce(&Paging<'_>, V::Source) -> Page,
    ) -> V::Out {
        let read = Paging::open(&self.head, self.options, depth).map(|paging| (paging, value));
        V::out(now::split::<RESULT, V>(read, page))
    }

    /// Runs a handler that also reads the page, unless the request is refused before.
    async fn respond<O, F>(self, depth: Option<u64>, handler: F) -> O
    where
        O: PageOut + Send + 'static,
        F: FnOnce(Self) -> O + Send + 'static,
    {
        if let Err(refusal) = Paging::open(&self.head, self.options, depth) {
            return O::page(refusal.answer());
        }
        let head = self.head.clone();
        match on_thread(move || handler(self)).await {
            Ok(output) => output,
            Err(error) => O::page(Failure::Thread(error).answer(&head)),
        }
    }

    /// Runs a handler whose value is read elsewhere, unless the request is refused before.
    async fn value<V, F>(self, depth: Option<u64>, handler: F) -> Result<V, Page>
    where
        V: Send + 'static,
        F: FnOnce(Self) -> V + Send + 'static,
    {
        let head = self.head.clone();
        if let Err(refusal) = Paging::open(&head, self.options, depth) {
            return Err(refusal.answer());
        }
        let value = on_thread(move || handler(self)).await;
        value.map_err(|error| Failure::Thread(error).answer(&head))
    }
}

impl<const RESULT: bool> ReadSlice<RESULT> {
    /// The response to a request, whose parameters are checked before the handler gets a thread.
    pub async fn respond_blocking<F, O>(head: RequestHead, options: &'static PageOptions, handler: F) -> O
    where
        F: FnOnce(OnThread<Self>) -> O + Send + 'static,
        O: PageOut + Send + 'static,
    {
        OnThread::new(&head, options).respond(None, handler).await
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> ReadIterator<RESULT, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler gets a thread.
    pub async fn respond_blocking<F, O>(head: RequestHead, options: &'static PageOptions, handler: F) -> O
    where
        F: FnOnce(OnThread<Self>) -> O + Send + 'static,
        O: PageOut + Send + 'static,
    {
        OnThread::new(&head, options).respond(Paging::COSTLY, handler).await
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> ReadItems<RESULT, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler gets a thread.
    pub async fn respond_blocking<F, V, H>(head: RequestHead, options: &'static PageOptions, handler: F) -> V::Out
    where
        F: FnOnce(OnThread<Self>) -> (V, H) + Send + 'static,
        V: Outcome<RESULT> + Send + 'static,
        H: OwnError<V::Out> + Send + 'static,
        V::Source: Stream<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL>,
    {
        let there = OnThread::new(&head, options);
        match there.value(Paging::COSTLY, handler).await {
            Ok((value, own)) => own.own(Self::respond(&head, options, ready(value)).await),
            Err(page) => V::out(Ok(page)),
        }
    }
}

/// One impl for each way to count: they differ in the bound on the source.
macro_rules! sources {
    ($($reader:ident: $bound:ident,)*) => {$(
        impl<const RESULT: bool> OnThread<$reader<RESULT>> {
            /// Returns the value as it is: it is read where the request is.
            pub fn take<V, H>(self, value: V, own: H) -> (V, H) {
                (value, own)
            }
        }

        impl<const RESULT: bool> $reader<RESULT> {
            /// The response to a request, whose parameters are checked before the handler gets a thread.
            pub async fn respond_blocking<F, V, H>(
                head: RequestHead,
                options: &'static PageOptions,
                handler: F,
            ) -> V::Out
            where
                F: FnOnce(OnThread<Self>) -> (V, H) + Send + 'static,
                V: Outcome<RESULT> + Send + 'static,
                H: OwnError<V::Out> + Send + 'static,
                V::Source: $bound,
            {
                let there = OnThread::new(&head, options);
                match there.value(V::Source::MAX_OFFSET, handler).await {
                    Ok((value, own)) => own.own(Self::respond(&head, options, ready(value)).await),
                    Err(page) => V::out(Ok(page)),
                }
            }
        }
    )*};
}

sources! {
    ReadSource: PageSource,
    ReadCounted: CountSource,
    ReadCached: CountKey,
}
