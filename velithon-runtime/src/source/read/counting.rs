use std::{any::type_name, future::Future};

use super::count_cache::{CountCacheKey, count_once};
use crate::{
    page::{
        PageOptions, Total,
        failure::BoxError,
        total::{Need, counted::Counted, seen::Seen},
    },
    source::{count_key::CountKey, count_source::CountSource},
};

/// Pages without a total.
pub const UNCOUNTED: u8 = 0;
/// Pages with a total that is counted for each of them.
pub const COUNTED: u8 = 1;
/// Pages with a total that requests share.
pub const CACHED: u8 = 2;

/// A way to count a source.
///
/// Not a trait of sources, so that the compiler names the trait that a source lacks by the bound that asks for it.
pub trait Counting<S>: Send {
    /// The total to state on a page; `seen` is what its rows prove.
    fn total(
        source: &mut S,
        seen: Seen,
        options: &PageOptions,
    ) -> impl Future<Output = Result<Option<Counted>, BoxError>> + Send;
}

/// Counts as `TOTAL` says: not at all, anew for each page whose total does not follow from its rows, or through the shared
/// cache, at most once in its lifetime.
#[derive(Debug)]
pub struct CountingBy<const TOTAL: u8>;

impl<S: Send> Counting<S> for CountingBy<UNCOUNTED> {
    async fn total(_: &mut S, _: Seen, _: &PageOptions) -> Result<Option<Counted>, BoxError> {
        Ok(None)
    }
}

impl<S: CountSource> Counting<S> for CountingBy<COUNTED> {
    async fn total(source: &mut S, seen: Seen, options: &PageOptions) -> Result<Option<Counted>, BoxError> {
        known_or_counted(seen, options, |at_most| count_rows(source, at_most)).await
    }
}

impl<S: CountKey> Counting<S> for CountingBy<CACHED> {
    async fn total(source: &mut S, seen: Seen, options: &PageOptions) -> Result<Option<Counted>, BoxError> {
        known_or_counted(seen, options, |at_most| async move {
            // A driver's future takes kilobytes, and most requests find their count in the cache: it is boxed, and made only to count.
            let Total::Cached(ttl) = options.total else {
                return Box::pin(count_rows(source, at_most)).await;
            };
            let key = CountCacheKey::new(options.handler, type_name::<S>(), &source.count_key());
            count_once(key, ttl, move || Box::pin(count_rows(source, at_most))).await
        })
        .await
    }
}

/// The total: known from the rows that were read, or from `count`, which is told the most rows it may count.
async fn known_or_counted<C>(
    seen: Seen,
    options: &PageOptions,
    count: impl FnOnce(u64) -> C,
) -> Result<Option<Counted>, BoxError>
where
    C: Future<Output = Result<u64, BoxError>>,
{
    match options.total.need(seen) {
        Need::Known(total) => Ok(total),
        Need::Count { at_most } => Ok(Some(options.total.state(count(at_most).await?, seen))),
    }
}

async fn count_rows<S: CountSource>(source: &mut S, at_most: u64) -> Result<u64, BoxError> {
    source.count(at_most).await.map_err(Into::into)
}
