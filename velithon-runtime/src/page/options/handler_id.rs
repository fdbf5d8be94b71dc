use std::{fmt, panic::Location};

/// Tells one handler of the program from another, by its name and its place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HandlerId {
    name: &'static str,
    place: &'static Location<'static>,
}

impl HandlerId {
    /// The handler whose attribute called.
    #[track_caller]
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            place: Location::caller(),
        }
    }
}

impl fmt::Display for HandlerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.place)
    }
}
