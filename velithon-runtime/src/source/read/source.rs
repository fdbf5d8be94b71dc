use std::future::Future;

use super::counting::{self, Counting};
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

/// Runs a handler and reads the page of the source that it returned.
pub(crate) async fn respond<const RESULT: bool, F, V, C>(
    head: &RequestHead,
    options: &PageOptions,
    handler: F,
) -> V::Out
where
    F: Future<Output = V>,
    V: Outcome<RESULT>,
    V::Source: PageSource,
    C: Counting<V::Source>,
{
    let paging = match Paging::open(head, options, V::Source::MAX_OFFSET) {
        Ok(paging) => paging,
        Err(refusal) => return V::out(Ok(refusal.answer())),
    };
    read::<RESULT, V, C>(&paging, handler.await).await
}

/// Reads the page of the source that a handler has returned.
pub(crate) async fn read<const RESULT: bool, V, C>(paging: &Paging<'_>, value: V) -> V::Out
where
    V: Outcome<RESULT>,
    V::Source: PageSource,
    C: Counting<V::Source>,
{
    match value.split() {
        Ok(source) => {
            let page = page::<_, C>(source, paging).await;
            V::out(Ok(page.unwrap_or_else(|failure| failure.answer(paging.head()))))
        }
        Err(error) => V::out(Err(error)),
    }
}

/// Of the rows only their JSON is left by the time they are counted.
async fn page<S: PageSource, C: Counting<S>>(mut source: S, paging: &Paging<'_>) -> Result<Page, Failure> {
    let mut writer = PageWriter::new(paging);
    let rows = source.rows(paging.request()).await.map_err(Into::<BoxError>::into)?;
    writer.extend(rows)?;
    let total = counting::total::<_, C>(&mut source, writer.seen(paging), paging.options).await?;
    Ok(writer.finish(paging, total))
}
