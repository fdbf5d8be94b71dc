//! Handlers that are plain functions: they run on a thread where waiting is allowed.

use std::{future::ready, marker::PhantomData};

use futures::Stream;
use serde::Serialize;

use super::{Countable, ReadCached, ReadCounted, ReadItems, ReadIterator, ReadSlice, ReadSource};
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    list::{List, Slice},
    page::{
        Page, PageOptions, PageRequest,
        failure::Failure,
        handler::{page_out::PageOut, respond::BoxRespond},
        plain_row::PlainRow,
        request::paging::Paging,
    },
    source::{
        count_key::CountKey,
        count_source::CountSource,
        error_of::OwnError,
        outcome::Outcome,
        page_source::PageSource,
        read::{
            counting::{CACHED, COUNTED, CountingBy, UNCOUNTED},
            now,
            row::{Is, Row},
            source,
            stream::ReadStream,
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
    request: PageRequest,
    /// The reader decides what happens on the thread.
    reader: PhantomData<fn() -> P>,
}

impl<const RESULT: bool> OnThread<ReadSlice<RESULT>> {
    /// Reads the page on the handler's thread.
    pub fn take<V, H, M>(self, value: V, own: H) -> V::Out
    where
        V: Outcome<RESULT, Source: List<Item: Serialize + PlainRow<M>>>,
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
    fn new(paging: &Paging<'_>, options: &'static PageOptions) -> Self {
        Self {
            head: paging.head().clone(),
            options,
            request: paging.request(),
            reader: PhantomData,
        }
    }

    fn read<const RESULT: bool, V: Outcome<RESULT>>(
        &self,
        value: V,
        depth: Option<u64>,
        page: impl FnOnce(&Paging<'_>, V::Source) -> Page,
    ) -> V::Out {
        let paging = Paging::checked(&self.head, self.options, self.request, depth);
        V::out(value.split().map(|source| page(&paging, source)))
    }

    /// Runs a handler that also reads the page, unless the request is refused before.
    async fn respond<O, F>(head: RequestHead, options: &'static PageOptions, depth: Option<u64>, handler: F) -> O
    where
        O: PageOut + Send + 'static,
        F: FnOnce(Self) -> O + Send + 'static,
    {
        let paging = match Paging::open(&head, options, depth) {
            Ok(paging) => paging,
            Err(refusal) => return O::page(refusal.answer()),
        };
        let page = Self::value(&paging, options, handler).await;
        page.unwrap_or_else(O::page)
    }

    /// Runs a handler, and takes what it returns off its thread.
    async fn value<V, F>(paging: &Paging<'_>, options: &'static PageOptions, handler: F) -> Result<V, Page>
    where
        V: Send + 'static,
        F: FnOnce(Self) -> V + Send + 'static,
    {
        let there = Self::new(paging, options);
        let value = on_thread(move || handler(there)).await;
        value.map_err(|error| Failure::Thread(error).answer(paging.head(), options.handler))
    }
}

impl<const RESULT: bool> ReadSlice<RESULT> {
    /// The response to a request, whose parameters are checked before the handler gets a thread.
    pub fn respond_blocking<F, O>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
    ) -> BoxRespond<'static, O>
    where
        F: FnOnce(OnThread<Self>) -> O + Send + 'static,
        O: PageOut + Send + 'static,
    {
        Box::pin(OnThread::respond(head, options, None, handler))
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> ReadIterator<RESULT, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler gets a thread.
    pub fn respond_blocking<F, O>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
    ) -> BoxRespond<'static, O>
    where
        F: FnOnce(OnThread<Self>) -> O + Send + 'static,
        O: PageOut + Send + 'static,
    {
        Box::pin(OnThread::respond(head, options, Paging::COSTLY, handler))
    }
}

impl<const RESULT: bool, const TOTAL: u8, const FALLIBLE: bool> ReadItems<RESULT, TOTAL, FALLIBLE> {
    /// The response to a request, whose parameters are checked before the handler gets a thread.
    pub fn respond_blocking<F, V, H>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
    ) -> BoxRespond<'static, V::Out>
    where
        F: FnOnce(OnThread<Self>) -> (V, H) + Send + 'static,
        V: Outcome<RESULT> + Send + 'static,
        H: OwnError<V::Out> + Send + 'static,
        V::Source: Stream<Item: Row<Is<FALLIBLE>>> + Countable<TOTAL> + Send,
    {
        Box::pin(async move {
            let paging = match Paging::open(&head, options, Paging::COSTLY) {
                Ok(paging) => paging,
                Err(refusal) => return V::out(Ok(refusal.answer())),
            };
            match OnThread::value(&paging, options, handler).await {
                Ok((value, own)) => {
                    own.own(ReadStream::new::<Is<FALLIBLE>>(Ok(paging), ready(value), V::split, V::out).await)
                }
                Err(page) => V::out(Ok(page)),
            }
        })
    }
}

/// One impl for each way to count: they differ in the bound on the source.
macro_rules! sources {
    ($($reader:ident: $bound:ident $total:ident,)*) => {$(
        impl<const RESULT: bool> OnThread<$reader<RESULT>> {
            /// Returns the value as it is: it is read where the request is.
            pub fn take<V, H>(self, value: V, own: H) -> (V, H) {
                (value, own)
            }
        }

        impl<const RESULT: bool> $reader<RESULT> {
            /// The response to a request, whose parameters are checked before the handler gets a thread.
            pub fn respond_blocking<F, V, H, M>(
                head: RequestHead,
                options: &'static PageOptions,
                handler: F,
            ) -> BoxRespond<'static, V::Out>
            where
                F: FnOnce(OnThread<Self>) -> (V, H) + Send + 'static,
                V: Outcome<RESULT> + Send + 'static,
                H: OwnError<V::Out> + Send + 'static,
                V::Source: $bound<Item: PlainRow<M>>,
            {
                Box::pin(async move {
                    let paging = match Paging::open(&head, options, V::Source::MAX_OFFSET) {
                        Ok(paging) => paging,
                        Err(refusal) => return V::out(Ok(refusal.answer())),
                    };
                    let (value, own) = match OnThread::value(&paging, options, handler).await {
                        Ok(returned) => returned,
                        Err(page) => return V::out(Ok(page)),
                    };
                    let source = match value.split() {
                        Ok(source) => source,
                        Err(error) => return own.own(V::out(Err(error))),
                    };
                    let page = source::page::<_, CountingBy<$total>>(source, &paging).await;
                    own.own(V::out(Ok(page)))
                })
            }
        }
    )*};
}

sources! {
    ReadSource: PageSource UNCOUNTED,
    ReadCounted: CountSource COUNTED,
    ReadCached: CountKey CACHED,
}
