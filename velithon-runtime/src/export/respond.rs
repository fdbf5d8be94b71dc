use std::{io, time::Instant};

use super::{
    batches::Batches,
    end::{ExportEnd, Stop, Stopped},
    errors::OwnErrors,
    links,
    negotiation::{Asked, asked},
    options::ExportOptions,
    outcome::ExportOutcome,
    read_all::{ReadAll, Unread},
    response::Export,
};
use crate::{
    blocking::on_thread::on_thread,
    head::RequestHead,
    page::{
        Page, PageOptions, cursor::walk::Walk, failure::Failure, handler::respond::BoxRespond, plain_row::PlainRow,
    },
    source::outcome::Outcome,
    stream::{
        Format, JsonStream,
        sink::Sink,
        window::{sink, stream},
    },
};

/// Runs a handler and answers with the page of what it returns, or with all of it, as `KIND` is read. `TOTAL` is that of
/// pages.
#[derive(Debug)]
pub struct ExportPage<const RESULT: bool, const KIND: u8, const TOTAL: u8>;

/// What a handler's attribute says of its pages and of its exports.
#[derive(Clone, Copy, Debug)]
pub struct HandlerOptions {
    /// How its pages are made.
    pub page: &'static PageOptions,
    /// How its exports are made.
    pub export: &'static ExportOptions,
}

impl<const RESULT: bool, const KIND: u8, const TOTAL: u8> ExportPage<RESULT, KIND, TOTAL> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<F, V, M>(
        head: RequestHead,
        options: HandlerOptions,
        handler: F,
        errors: OwnErrors<V::Error>,
    ) -> BoxRespond<'static, V::Response>
    where
        F: Future<Output = V> + Send + 'static,
        V: ExportOutcome<RESULT, Source: ReadAll<KIND, TOTAL, Sent: PlainRow<M>>, Error: 'static> + 'static,
    {
        Box::pin(respond::<RESULT, KIND, TOTAL, V>(
            head,
            options,
            async { Ok(handler.await) },
            errors,
        ))
    }

    /// The same for a plain function, which runs on a thread that may block. What it returns is read where the request is.
    pub fn respond_blocking<F, V, M>(
        head: RequestHead,
        options: HandlerOptions,
        handler: F,
        errors: OwnErrors<V::Error>,
    ) -> BoxRespond<'static, V::Response>
    where
        F: FnOnce() -> V + Send + 'static,
        V: ExportOutcome<RESULT, Source: ReadAll<KIND, TOTAL, Sent: PlainRow<M>>, Error: 'static> + Send + 'static,
    {
        Box::pin(respond::<RESULT, KIND, TOTAL, V>(
            head,
            options,
            on_thread(handler),
            errors,
        ))
    }
}

/// The response, from a handler that fails with an I/O error where there is no thread for it.
async fn respond<const RESULT: bool, const KIND: u8, const TOTAL: u8, V>(
    head: RequestHead,
    options: HandlerOptions,
    handler: impl Future<Output = io::Result<V>> + Send + 'static,
    errors: OwnErrors<V::Error>,
) -> V::Response
where
    V: ExportOutcome<RESULT, Source: ReadAll<KIND, TOTAL>, Error: 'static> + 'static,
{
    let answer = match asked(&head, options.export) {
        Asked::Page => page::<RESULT, KIND, TOTAL, V>(&head, options.page, handler)
            .await
            .map(Export::of_page),
        Asked::All(format) => all::<RESULT, KIND, TOTAL, V>(head.clone(), options, format, handler, errors)
            .await
            .map(Export::of_stream),
    };
    let answer = answer.or_else(|stop| stop.answer(&head, options.page.handler).map(Export::of_page));
    V::response(answer.and_then(|export| export.or_own_error(errors.convert)))
}

/// The page that the request asks for.
async fn page<const RESULT: bool, const KIND: u8, const TOTAL: u8, V>(
    head: &RequestHead,
    options: &'static PageOptions,
    handler: impl Future<Output = io::Result<V>> + Send,
) -> Result<Page, Stop<V::Error>>
where
    V: ExportOutcome<RESULT, Source: ReadAll<KIND, TOTAL>>,
{
    let walk = Walk::open(head, options)?;
    let source = source_of(handler.await)?;
    Ok(source.read_page(head, &walk).await)
}

/// All rows, as a stream like any other: with its commit window, its chunks and its end.
async fn all<const RESULT: bool, const KIND: u8, const TOTAL: u8, V>(
    head: RequestHead,
    options: HandlerOptions,
    format: Format,
    handler: impl Future<Output = io::Result<V>> + Send + 'static,
    errors: OwnErrors<V::Error>,
) -> Result<JsonStream, Stop<V::Error>>
where
    V: ExportOutcome<RESULT, Source: ReadAll<KIND, TOTAL>, Error: 'static> + 'static,
{
    let reader = sink(head, options.export.stream);
    let writer = reader.clone();
    let export = async move {
        let end = write::<RESULT, KIND, TOTAL, V>(&writer, options, format, handler).await;
        ExportEnd(end.map_err(|why| Stopped { why, errors }))
    };
    stream(reader, Box::new(export), Stopped::describe)
        .await
        .map_err(|stopped| stopped.why)
}

/// Writes all rows into the sink.
async fn write<const RESULT: bool, const KIND: u8, const TOTAL: u8, V>(
    sink: &Sink,
    options: HandlerOptions,
    format: Format,
    handler: impl Future<Output = io::Result<V>> + Send,
) -> Result<(), Stop<V::Error>>
where
    V: ExportOutcome<RESULT, Source: ReadAll<KIND, TOTAL>>,
{
    let start = Instant::now();
    let head = sink.request();
    let last_event = head.last_event_id().filter(|_| format == Format::Sse);
    let (walk, rows) = Walk::open_export(head, options.page, last_event)?;
    let source = source_of(handler.await)?;
    // An array or a table could not tell that it is not complete.
    let deadline = options.export.deadline.filter(|_| format.has_records());
    let deadline = deadline.and_then(|after| start.checked_add(after));
    links::announce(sink, format, options.page, options.export);
    let batches = Batches::new(walk, rows, options.export, deadline, sink);
    Ok(source.read_all(batches).await.map_err(|Unread(none)| none)?)
}

/// What a handler returned to be read.
fn source_of<const RESULT: bool, V: Outcome<RESULT>>(returned: io::Result<V>) -> Result<V::Source, Stop<V::Error>> {
    let value = returned.map_err(|error| Stop::Failed(Failure::Thread(error)))?;
    value.split().map_err(Stop::Own)
}
