use std::{any::type_name, future::Future};

use super::{CACHED, COUNTED, CountKey, CountSource, PageSource, UNCOUNTED};
use crate::{
    Total,
    failure::BoxError,
    page::{CountKeyBytes, count_once},
};

/// How a source is counted: not at all, for each request, or for all that wait.
pub trait Totals<const TOTAL: u8>: PageSource {
    /// Whether there is a total at all.
    const STATED: bool = true;

    /// Counts the rows, up to `at_most`. `total` and `handler` say how long and where the count is kept.
    fn count(
        &mut self,
        at_most: u64,
        total: Total,
        handler: &'static str,
    ) -> impl Future<Output = Result<u64, BoxError>> + Send;
}

#[diagnostic::do_not_recommend]
impl<S: PageSource> Totals<UNCOUNTED> for S {
    const STATED: bool = false;

    async fn count(&mut self, _: u64, _: Total, _: &'static str) -> Result<u64, BoxError> {
        Ok(0)
    }
}

impl<S: CountSource> Totals<COUNTED> for S {
    async fn count(&mut self, at_most: u64, _: Total, _: &'static str) -> Result<u64, BoxError> {
        CountSource::count(self, at_most).await.map_err(Into::into)
    }
}

impl<S: CountKey> Totals<CACHED> for S {
    async fn count(&mut self, at_most: u64, total: Total, handler: &'static str) -> Result<u64, BoxError> {
        let Total::Cached(ttl) = total else {
            return <S as Totals<COUNTED>>::count(self, at_most, total, handler).await;
        };
        let key = CountKeyBytes::new(handler, type_name::<S>(), &self.count_key());
        let count = async { CountSource::count(self, at_most).await.map_err(Into::into) };
        count_once(key, ttl, count).await
    }
}
