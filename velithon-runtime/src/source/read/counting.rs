use std::{any::type_name, future::Future};

use super::count_cache::{CountCacheKey, count_once};
use crate::{
    page::{Total, failure::BoxError, request::paging::Paging},
    source::{count_key::CountKey, count_source::CountSource, page_source::PageSource},
};

/// A way to count a source.
///
/// Not a trait of sources, so that the compiler names the trait that a source lacks by the bound that asks for it.
pub(crate) trait Counting<S>: Send {
    /// The total that the pages state.
    fn total(&self, paging: &Paging<'_>) -> Total {
        paging.total()
    }

    /// Counts the rows, up to `at_most`.
    fn count(
        &self,
        source: &mut S,
        at_most: u64,
        paging: &Paging<'_>,
    ) -> impl Future<Output = Result<u64, BoxError>> + Send;
}

/// Does not count: the pages state no total.
pub(crate) struct Uncounted;

/// Counts anew for each page whose total does not follow from its rows.
pub(crate) struct Counted;

/// Counts through the shared cache, at most once per `ttl`.
pub(crate) struct Cached;

impl<S: PageSource> Counting<S> for Uncounted {
    fn total(&self, _: &Paging<'_>) -> Total {
        Total::None
    }

    async fn count(&self, _: &mut S, _: u64, _: &Paging<'_>) -> Result<u64, BoxError> {
        Ok(0)
    }
}

impl<S: CountSource> Counting<S> for Counted {
    async fn count(&self, source: &mut S, at_most: u64, _: &Paging<'_>) -> Result<u64, BoxError> {
        source.count(at_most).await.map_err(Into::into)
    }
}

impl<S: CountKey> Counting<S> for Cached {
    async fn count(&self, source: &mut S, at_most: u64, paging: &Paging<'_>) -> Result<u64, BoxError> {
        let Total::Cached(ttl) = paging.total() else {
            return Counted.count(source, at_most, paging).await;
        };
        let key = CountCacheKey::new(paging.scope(), type_name::<S>(), &source.count_key());
        count_once(key, ttl, Counted.count(source, at_most, paging)).await
    }
}
