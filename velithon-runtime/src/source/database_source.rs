/// A source that reads a database by connections of a pool, all of which may be in use.
pub trait DatabaseSource {
    /// What can go wrong.
    type Error;
}
