use std::{any::type_name, future::Future};

use super::count_cache::{CountCacheKey, count_once};
use crate::{
    page::{Total, failure::BoxError, request::paging::Paging},
    source::{count_key::CountKey, count_source::CountSource, page_source::PageSource},
};

/// How a source is counted.
///
/// A choice of its own rather than a trait of sources, so that what a source lacks is named by the bound that asks for
/// it.
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

/// Not at all.
pub(crate) struct Never;

/// For each page that needs it.
pub(crate) struct Always;

/// Once in a while, for all that wait.
pub(crate) struct Sometimes;

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
