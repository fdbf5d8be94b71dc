/// A source that reads a database by connections of a pool, all of which may be in use.
pub trait DatabaseSource {
    /// What can go wrong.
    type Error;
}

#[cfg(feature = "sql")]
impl<S: super::mapped::SqlRows, U, E> DatabaseSource for super::mapped::Mapped<S, U, E> {
    type Error = E;
}
