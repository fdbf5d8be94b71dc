use super::totals::Totals;
use crate::{
    Page, Total,
    failure::{BoxError, Failure},
    page::{Counted, Need, PageWriter, Paging, Seen},
};

/// The page of a user's own source. Its rows are gone before it is counted.
pub(super) async fn page<const TOTAL: u8, S: Totals<TOTAL>>(mut source: S, paging: Paging<'_>) -> Page {
    let mut writer = PageWriter::new(&paging);
    let page = async {
        let rows = source.rows(paging.request()).await.map_err(Into::<BoxError>::into)?;
        writer.extend(rows)?;
        let total = total::<TOTAL, S>(&mut source, &paging, writer.seen(&paging)).await?;
        Ok::<_, Failure>(writer.finish(&paging, total))
    };
    page.await.unwrap_or_else(|failure| failure.answer(&paging))
}

async fn total<const TOTAL: u8, S: Totals<TOTAL>>(
    source: &mut S,
    paging: &Paging<'_>,
    seen: Seen,
) -> Result<Option<Counted>, BoxError> {
    let total = if S::STATED { paging.total() } else { Total::None };
    match total.need(seen) {
        Need::Known(total) => Ok(total),
        Need::Count { at_most } => {
            let rows = source.count(at_most, total, paging.scope()).await?;
            Ok(Some(total.state(rows, seen)))
        }
    }
}
