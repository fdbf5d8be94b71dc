/// A database has no name, so counts over it are not kept.
#[derive(Clone, Copy, Debug)]
pub enum Unnamed {}

/// A database has a name: [`SeaOrmSource::named`](super::SeaOrmSource::named).
#[derive(Clone, Copy, Debug)]
pub enum Named {}

/// That a database has a name, by which counts over it are kept.
#[diagnostic::on_unimplemented(
    message = "the database of this select of sea-orm has no name, so its count cannot be kept",
    label = "a count that is kept belongs to a database, and a connection of sea-orm does not tell to which one it leads",
    note = "write `.named(\"main\")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`; or write `total = exact` or \
            `total = capped(n)`"
)]
pub trait DatabaseName {}

impl DatabaseName for Named {}
