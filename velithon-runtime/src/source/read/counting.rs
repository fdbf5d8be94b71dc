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
    /// The total that the pages state.
    #[must_use]
    fn total(options: &PageOptions) -> Total {
        options.total
    }

    /// Counts the rows, up to `at_most`.
    fn count(source: &mut S, at_most: u64, options: &PageOptions)
    -> impl Future<Output = Result<u64, BoxError>> + Send;
}

/// Counts as `TOTAL` says: not at all, anew for each page whose total does not follow from its rows, or through the shared
/// cache, at most once in its lifetime.
#[derive(Debug)]
pub struct CountingBy<const TOTAL: u8>;

impl<S: Send> Counting<S> for CountingBy<UNCOUNTED> {
    fn total(_: &PageOptions) -> Total {
        Total::None
    }

    async fn count(_: &mut S, _: u64, _: &PageOptions) -> Result<u64, BoxError> {
        Ok(0)
    }
}

impl<S: CountSource> Counting<S> for CountingBy<COUNTED> {
    async fn count(source: &mut S, at_most: u64, _: &PageOptions) -> Result<u64, BoxError> {
        source.count(at_most).await.map_err(Into::into)
    }
}

impl<S: CountKey> Counting<S> for CountingBy<CACHED> {
    async fn count(source: &mut S, at_most: u64, options: &PageOptions) -> Result<u64, BoxError> {
        // A driver's future is of kilobytes, which would move with this one: it is made for the requests that do count.
        let Total::Cached(ttl) = options.total else {
            return Box::pin(CountingBy::<COUNTED>::count(source, at_most, options)).await;
        };
        let key = CountCacheKey::new(options.handler, type_name::<S>(), &source.count_key());
        count_once(key, ttl, || {
            Box::pin(CountingBy::<COUNTED>::count(source, at_most, options))
        })
        .await
    }
}

/// The total of a source, of which these rows were read: counted if it does not follow from them.
pub(crate) async fn total<S, C: Counting<S>>(
    source: &mut S,
    seen: Seen,
    options: &PageOptions,
) -> Result<Option<Counted>, BoxError> {
    match C::total(options).need(seen) {
        Need::Known(total) => Ok(total),
        Need::Count { at_most } => {
            let rows = C::count(source, at_most, options).await?;
            Ok(Some(options.total.state(rows, seen)))
        }
    }
}
