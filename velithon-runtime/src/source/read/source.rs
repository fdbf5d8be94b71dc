use std::future::Future;

use super::{
    counting::Counting,
    later::{PageRead, ReadLater},
};
use crate::{
    head::RequestHead,
    page::{
        Page, PageOptions,
        failure::{BoxError, Failure},
        request::paging::Paging,
        writer::PageWriter,
    },
    source::{outcome::Outcome, page_source::PageSource},
};

/// The response of a handler whose own future is `F`, and which returns `V`.
pub(crate) type PageOfSource<'h, F, V, O> = ReadLater<'h, F, Paging<'h>, V, O>;

/// Runs a handler and reads the page of the source that it returned.
pub(crate) fn respond<'h, const RESULT: bool, F, V, C>(
    head: &'h RequestHead,
    options: &'h PageOptions,
    handler: F,
) -> PageOfSource<'h, F, V, V::Out>
where
    F: Future<Output = V>,
    V: Outcome<RESULT, Source: PageSource + 'h>,
    C: Counting<V::Source>,
{
    match Paging::open(head, options, V::Source::MAX_OFFSET) {
        Ok(paging) => ReadLater::new(paging, handler, |paging, value: V| match value.split() {
            Ok(source) => PageRead::Begun(Box::pin(async move { V::out(Ok(page::<_, C>(source, &paging).await)) })),
            Err(error) => PageRead::Made(V::out(Err(error))),
        }),
        Err(refusal) => ReadLater::refused(refusal.answer(), |page| V::out(Ok(page))),
    }
}

/// Reads a page of a source.
pub(crate) async fn page<S: PageSource, C: Counting<S>>(source: S, paging: &Paging<'_>) -> Page {
    let page = try_page::<_, C>(source, paging).await;
    page.unwrap_or_else(|failure| failure.answer(paging.head(), paging.options.handler))
}

/// Of the rows only their JSON is left by the time they are counted.
async fn try_page<S: PageSource, C: Counting<S>>(mut source: S, paging: &Paging<'_>) -> Result<Page, Failure> {
    let mut writer = PageWriter::new(paging);
    let rows = source.rows(paging.request()).await.map_err(Into::<BoxError>::into)?;
    writer.extend(rows)?;
    let total = C::total(&mut source, writer.seen(paging), paging.options).await?;
    Ok(writer.finish(paging, total))
}
