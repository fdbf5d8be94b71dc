use std::{any::type_name, future::Future};

use super::{CountKey, CountSource, PageSource};
use crate::{
    Total,
    failure::BoxError,
    page::{CountCacheKey, Paging, count_once},
};

/// How a source is counted.
///
/// A choice of its own rather than a trait of sources, so that what a source lacks is named by the bound that asks for
/// it.
pub(super) trait Counting<S>: Send {
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

/// Not at all.
pub(super) struct Never;

/// For each page that needs it.
pub(super) struct Always;

/// Once in a while, for all that wait.
pub(super) struct Sometimes;

impl<S: PageSource> Counting<S> for Never {
    fn total(&self, _: &Paging<'_>) -> Total {
        Total::None
    }

    async fn count(&self, _: &mut S, _: u64, _: &Paging<'_>) -> Result<u64, BoxError> {
        Ok(0)
    }
}

impl<S: CountSource> Counting<S> for Always {
    async fn count(&self, source: &mut S, at_most: u64, _: &Paging<'_>) -> Result<u64, BoxError> {
        source.count(at_most).await.map_err(Into::into)
    }
}

impl<S: CountKey> Counting<S> for Sometimes {
    async fn count(&self, source: &mut S, at_most: u64, paging: &Paging<'_>) -> Result<u64, BoxError> {
        let Total::Cached(ttl) = paging.total() else {
            return Always.count(source, at_most, paging).await;
        };
        let key = CountCacheKey::new(paging.scope(), type_name::<S>(), &source.count_key());
        count_once(key, ttl, Always.count(source, at_most, paging)).await
    }
}
