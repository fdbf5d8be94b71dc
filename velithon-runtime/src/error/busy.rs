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

#[cfg_attr(not(feature = "sql"), expect(unused_variables, reason = "there is no pool to know"))]
fn is_timeout_of_a_pool(error: &(dyn Error + 'static)) -> bool {
    #[cfg(feature = "sql")]
    if matches!(error.downcast_ref(), Some(sqlx::Error::PoolTimedOut)) {
        return true;
    }
    #[cfg(feature = "sea-orm")]
    if matches!(error.downcast_ref(), Some(sea_orm::ConnAcquireErr::Timeout)) {
        return true;
    }
    false
}
