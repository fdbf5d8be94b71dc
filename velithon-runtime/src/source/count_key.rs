use std::hash::Hash;

use super::count_source::CountSource;

/// A [`CountSource`] whose counts may be shared between requests: `total = cached("30s")` asks for it.
///
/// # Example
///
/// ```
/// use std::{convert::Infallible, hash::Hash};
/// use velithon::{CountKey, CountSource, PageRequest, PageSource};
///
/// struct Orders {
///     tenant: u64,
///     status: Option<String>,
/// }
///
/// impl CountKey for Orders {
///     fn count_key(&self) -> impl Hash {
///         (self.tenant, &self.status)
///     }
/// }
///
/// impl PageSource for Orders {
///     type Item = u64;
///     type Error = Infallible;
///
///     async fn rows(&mut self, page: PageRequest) -> Result<Vec<u64>, Infallible> {
///         Ok((0..page.limit().unsigned_abs()).collect()) // of this tenant, with this status
///     }
/// }
///
/// impl CountSource for Orders {
///     async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
///         Ok(at_most.min(1000))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what its count depends on, so the count cannot be cached",
    label = "this source has no `count_key`",
    note = "implement `CountKey`, or write `total = exact` or `total = capped(n)`"
)]
pub trait CountKey: CountSource {
    /// Everything that the count depends on: the database and the tenant, every filter and its value. Two sources of
    /// one handler with equal keys share a count.
    ///
    /// What the key's [`Hash`] feeds to its hasher is compared byte for byte, so it must not be random. Keys over 4 KiB
    /// are not cached.
    fn count_key(&self) -> impl Hash;
}
