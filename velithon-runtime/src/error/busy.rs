use std::error::Error;

/// Whether an error says that all connections of a database's pool were in use for as long as the pool lets a caller wait.
///
/// It is looked for among the sources, too: an error type of the application's usually wraps sqlx's.
pub(crate) fn is_pool_exhausted(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if is_timeout_of_a_pool(error) {
            return true;
        }
        next = error.source();
    }
    false
}

#[cfg(feature = "sql")]
fn is_timeout_of_a_pool(error: &(dyn Error + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(sqlx::Error::PoolTimedOut))
}

/// There is no pool to know.
#[cfg(not(feature = "sql"))]
fn is_timeout_of_a_pool(_: &(dyn Error + 'static)) -> bool {
    false
}
