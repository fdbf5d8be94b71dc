use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;
use serde::Serialize;

use super::{
    reader::Reader,
    row::{Is, Row},
};
use crate::{
    page::{
        Page,
        failure::Failure,
        request::{paging::Paging, refusal::Refusal},
        writer::PageWriter,
    },
    source::outcome::Outcome,
};

pin_project! {
    /// Runs a handler, then reads the page of what it returned at once, without waiting.
    ///
    /// `V` is what the handler returns and `O` what the framework sees; no field mentions what `V` yields.
    #[must_use = "futures do nothing unless polled"]
    pub struct ReadNow<'h, F, V, O> {
        #[pin]
        handler: F,
        paging: Result<Paging<'h>, Option<Refusal<'h>>>,
        read: fn(Read<'h, V>) -> O,
    }
}

/// The handler's value with the page to read of it, or the answer to a request that never reached the handler.
pub(crate) type Read<'h, V> = Result<(Paging<'h>, V), Refusal<'h>>;

impl<'h, F, V, O> ReadNow<'h, F, V, O> {
    pub(crate) fn new(paging: Result<Paging<'h>, Refusal<'h>>, handler: F, read: fn(Read<'h, V>) -> O) -> Self {
        Self {
            handler,
            paging: paging.map_err(Some),
            read,
        }
    }
}

impl<F: Future<Output = V>, V, O> Future for ReadNow<'_, F, V, O> {
    type Output = O;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        let this = self.project();
        match this.paging {
            Ok(paging) => this.handler.poll(cx).map(|value| (this.read)(Ok((*paging, value)))),
            Err(page) => page
                .take()
                .map_or(Poll::Pending, |page| Poll::Ready((this.read)(Err(page)))),
        }
    }
}

impl<F, V, O> fmt::Debug for ReadNow<'_, F, V, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadNow").finish_non_exhaustive()
    }
}

/// Looks into what the handler returned.
pub(crate) fn split<const RESULT: bool, V: Outcome<RESULT>>(
    read: Read<'_, V>,
    page: impl FnOnce(&Paging<'_>, V::Source) -> Page,
) -> Result<Page, V::Error> {
    match read {
        Ok((paging, value)) => value.split().map(|source| page(&paging, source)),
        Err(refusal) => Ok(refusal.answer()),
    }
}

/// The page of rows that are in memory.
pub(crate) fn slice<T: Serialize>(paging: &Paging<'_>, rows: &[T]) -> Page {
    let start = usize::try_from(paging.request().offset()).unwrap_or(usize::MAX);
    let mut writer = PageWriter::new(paging);
    if let Err(error) = writer.extend(rows.get(start..).unwrap_or_default()) {
        return Failure::from(error).answer(paging.head(), paging.options.handler);
    }
    let total = paging.options.total.of(rows.len(), writer.seen(paging));
    writer.finish(paging, total)
}

/// The page of an iterator. Nothing of it is kept but the JSON, and it is asked for one item after the page.
pub(crate) fn iterator<const FALLIBLE: bool, I>(paging: &Paging<'_>, mut rows: I) -> Page
where
    I: Iterator<Item: Row<Is<FALLIBLE>>>,
{
    let mut reader = Reader::new(paging);
    // `nth` may be much faster than `next`, but would pass over errors.
    let exhausted = !FALLIBLE && reader.skip_at_once(|rows_before| rows.nth(rows_before).is_none());
    while !exhausted && let Some(row) = rows.next() {
        match reader.take(row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(failure) => return failure.answer(paging.head(), paging.options.handler),
        }
    }
    reader.finish(paging)
}
