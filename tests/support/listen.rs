use std::sync::LazyLock;

use tracing::{Dispatch, subscriber::DefaultGuard};
use tracing_subscriber::{Layer, Registry, layer::SubscriberExt};

/// A subscriber that is interested in everything, listens to nothing and is never dropped.
///
/// While there is only one subscriber, `tracing` asks that of the current thread whether anybody is interested in an event
/// that happens for the first time, and remembers the answer: another test's thread, which has none, would silence the
/// event for all. With a second subscriber it asks each of them.
static INTERESTED: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Registry::default()));

/// Listens to this thread until the guard is dropped.
#[must_use]
pub fn listen(listener: impl Layer<Registry> + Send + Sync) -> DefaultGuard {
    LazyLock::force(&INTERESTED);
    tracing::subscriber::set_default(Registry::default().with(listener))
}
