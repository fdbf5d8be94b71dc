use std::future::Future;

use super::counting::Counting;
use crate::{
    head::RequestHead,
    page::{
        Page, PageOptions,
        failure::{BoxError, Failure},
        request::paging::Paging,
        total::Need,
        writer::PageWriter,
    },
    source::{outcome::Outcome, page_source::PageSource},
};

/// Runs a handler and reads the page of the source that it returned.
pub(crate) async fn respond<const RESULT: bool, F, V>(
    head: &RequestHead,
    options: &PageOptions,
    handler: F,
    counting: impl Counting<V::Source>,
) -> V::Out
where
    F: Future<Output = V>,
    V: Outcome<RESULT>,
    V::Source: PageSource,
{
    let paging = match Paging::open(head, options, V::Source::MAX_OFFSET) {
        Ok(paging) => paging,
        Err(refusal) => return V::out(Ok(refusal.answer())),
    };
    match handler.await.split() {
        Ok(source) => {
            let page = page(source, counting, &paging).await;
            V::out(Ok(page.unwrap_or_else(|failure| failure.answer(paging.head()))))
        }
        Err(error) => V::out(Err(error)),
    }
}

/// Of the rows only their JSON is left by the time they are counted.
async fn page<S: PageSource>(mut source: S, counting: impl Counting<S>, paging: &Paging<'_>) -> Result<Page, Failure> {
    let mut writer = PageWriter::new(paging);
    let rows = source.rows(paging.request()).await.map_err(Into::<BoxError>::into)?;
    writer.extend(rows)?;
    let seen = writer.seen(paging);
    let total = match counting.total(paging).need(seen) {
        Need::Known(total) => total,
        Need::Count { at_most } => {
            let rows = counting.count(&mut source, at_most, paging).await?;
            Some(paging.total().state(rows, seen))
        }
    };
    Ok(writer.finish(paging, total))
}
