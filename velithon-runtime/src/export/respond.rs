use std::{future::Future, io, time::Instant};

use http::{HeaderValue, header::LINK};
use serde::Serialize;

use super::{
    batches::Batches,
    end::{Describe, ExportEnd, Stop},
    negotiation::{Asked, asked},
    options::ExportOptions,
    outcome::ExportOutcome,
    read_all::ReadAll,
};
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    keyset::Keyset,
    list::List,
    page::{Page, PageOptions, cursor::walk::Walk, failure::Failure, handler::page_out::PageOut},
    source::{
        CursorSource,
        cursor_page::{CursorThread, WalkSlice, WalkSource},
        error_of::Kept,
        read::counting::{Counting, CountingBy},
        source_page::{SLICE, SOURCE},
    },
    stream::{
        Format,
        sink::Sink,
        window::{sinks, stream},
    },
};

/// Runs a handler and answers with the page of what it returns, or with all of it, as `KIND` can be read. `TOTAL` is that of
/// pages.
#[derive(Debug)]
pub struct ExportPage<const RESULT: bool, const KIND: u8, const TOTAL: u8>;

/// How a handler options.
#[derive(Clone, Copy, Debug)]
pub struct HandlerOptions {
    /// How its pages are made.
    pub page: &'static PageOptions,
    /// How its exports are made.
    pub export: &'static ExportOptions,
}

impl<const RESULT: bool, const TOTAL: u8> ExportPage<RESULT, SOURCE, TOTAL> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub async fn respond<F, V>(
        head: RequestHead,
        options: HandlerOptions,
        handler: F,
        describe: Describe<V::Error>,
    ) -> V::Response
    where
        F: Future<Output = V> + Send + 'static,
        V: ExportOutcome<RESULT, Error: 'static> + 'static,
        V::Source: CursorSource<Item: Send> + 'static,
        CountingBy<TOTAL>: Counting<V::Source>,
    {
        match asked(&head, options.export) {
            Asked::Page => V::of_page(WalkSource::<RESULT, TOTAL>::respond(&head, options.page, handler).await),
            Asked::All(format) => {
                let handler = async { Ok(handler.await) };
                all::<RESULT, SOURCE, V>(head, options, format, handler, describe).await
            }
        }
    }

    /// The same for a plain function, which runs on a thread that may block. What it returns is read where the request is.
    pub async fn respond_blocking<F, V>(
        head: RequestHead,
        options: HandlerOptions,
        handler: F,
        describe: Describe<V::Error>,
    ) -> V::Response
    where
        F: FnOnce() -> V + Send + 'static,
        V: ExportOutcome<RESULT, Error: 'static> + Send + 'static,
        V::Source: CursorSource<Item: Send> + 'static,
        CountingBy<TOTAL>: Counting<V::Source>,
    {
        match asked(&head, options.export) {
            Asked::Page => {
                let handler = move |there: CursorThread<WalkSource<RESULT, TOTAL>>| there.take(handler(), Kept);
                V::of_page(WalkSource::<RESULT, TOTAL>::respond_blocking(head, options.page, handler).await)
            }
            Asked::All(format) => all::<RESULT, SOURCE, V>(head, options, format, on_thread(handler), describe).await,
        }
    }
}

impl<const RESULT: bool, const TOTAL: u8> ExportPage<RESULT, SLICE, TOTAL> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub async fn respond<F, V>(
        head: RequestHead,
        options: HandlerOptions,
        handler: F,
        describe: Describe<V::Error>,
    ) -> V::Response
    where
        F: Future<Output = V> + Send + 'static,
        V: ExportOutcome<RESULT, Error: 'static> + 'static,
        V::Source: List<Item: Keyset + Serialize + Sync, Rows: Send> + Send,
    {
        match asked(&head, options.export) {
            Asked::Page => V::of_page(WalkSlice::<RESULT>::respond(&head, options.page, handler).await),
            Asked::All(format) => {
                let handler = async { Ok(handler.await) };
                all::<RESULT, SLICE, V>(head, options, format, handler, describe).await
            }
        }
    }

    /// The same for a plain function, which runs on a thread that may block.
    pub async fn respond_blocking<F, V>(
        head: RequestHead,
        options: HandlerOptions,
        handler: F,
        describe: Describe<V::Error>,
    ) -> V::Response
    where
        F: FnOnce() -> V + Send + 'static,
        V: ExportOutcome<RESULT, Error: 'static, Out: PageOut + Send> + Send + 'static,
        V::Source: List<Item: Keyset + Serialize + Sync + 'static, Rows: Send> + Send,
    {
        match asked(&head, options.export) {
            Asked::Page => {
                let page = WalkSlice::<RESULT>::respond_blocking(head, options.page, move |there| {
                    there.take::<V, _>(handler(), Kept)
                });
                V::of_page(page.await)
            }
            Asked::All(format) => all::<RESULT, SLICE, V>(head, options, format, on_thread(handler), describe).await,
        }
    }
}

/// The response with all rows, as a stream like any other: with its commit window, its chunks and its end.
async fn all<const RESULT: bool, const KIND: u8, V>(
    head: RequestHead,
    options: HandlerOptions,
    format: Format,
    handler: impl Future<Output = io::Result<V>> + Send + 'static,
    describe: Describe<V::Error>,
) -> V::Response
where
    V: ExportOutcome<RESULT, Source: ReadAll<KIND>, Error: 'static> + 'static,
{
    let request = head.clone();
    let (writer, reader) = sinks(head, options.export.stream);
    let export = async move {
        let end = write::<RESULT, KIND, V>(&writer, options, format, handler, describe).await;
        ExportEnd(end.err().map_or(Ok(()), Err))
    };
    let response = stream(reader, export, Stop::describe).await;
    let page: Page = match response {
        Ok(stream) => return V::of_stream(stream),
        Err(Stop::Own(error, _)) => return V::of_error(error),
        Err(Stop::Refused(page)) => page,
        Err(Stop::Failed(failure)) => failure.answer(&request),
    };
    V::of_page(V::out(Ok(page)))
}

async fn write<const RESULT: bool, const KIND: u8, V>(
    sink: &Sink,
    options: HandlerOptions,
    format: Format,
    handler: impl Future<Output = io::Result<V>> + Send + 'static,
    describe: Describe<V::Error>,
) -> Result<(), Stop<V::Error>>
where
    V: ExportOutcome<RESULT, Source: ReadAll<KIND>, Error: 'static> + 'static,
{
    let start = Instant::now();
    let head = sink.request();
    let last_event = head.last_event_id().filter(|_| format == Format::Sse);
    let (walk, rows) =
        Walk::open_export(head, options.page, last_event).map_err(|refusal| Stop::Refused(refusal.answer()))?;
    let value = handler.await.map_err(|error| Stop::Failed(Failure::Thread(error)))?;
    let source = value.split().map_err(|error| Stop::Own(error, describe))?;
    // An array could not tell that it is not complete.
    let deadline = options.export.deadline.filter(|_| format != Format::Array);
    let deadline = deadline.and_then(|after| start.checked_add(after));
    if format == Format::Array {
        sink.response_head().change(|_, headers| {
            headers.append(LINK, alternate(head));
        });
    }
    let batches = Batches::new(walk, rows, options.export, deadline, sink);
    source.read_all(batches).await.0
}

/// A link to the same rows as lines, which have marks. Only the query is named, so that it is right under any prefix.
fn alternate(head: &RequestHead) -> HeaderValue {
    let query = head.query().unwrap_or_default().replace(['<', '>', ' ', '"'], "");
    HeaderValue::from_str(&format!("<?{query}>; rel=\"alternate\"; type=\"application/jsonl\"")).unwrap_or(
        HeaderValue::from_static("<>; rel=\"alternate\"; type=\"application/jsonl\""),
    )
}

/// How a handler answers with a page or with everything of what it returns.
#[doc(hidden)]
#[macro_export]
macro_rules! __export_page {
    ($returned:ty, $total:expr) => {
        $crate::__private::page::ExportPage<
            { $crate::__page_probe!(is_result $returned) },
            { $crate::__page_probe!(cursor_kind $returned) },
            { $total },
        >
    };
}
