//! Errors that offer more or less of a description, for the tests.

use std::{
    error::Error,
    fmt::{self, Display},
    io,
};

/// An error with a source.
#[derive(Debug)]
pub(crate) struct Outer(io::Error);

pub(crate) fn outer() -> Outer {
    Outer(io::Error::other("inner"))
}

impl Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("outer")
    }
}

impl Error for Outer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

pub(crate) struct Displayed;

impl Display for Displayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("displayed")
    }
}

#[derive(Debug)]
pub(crate) struct Debugged;

/// A type with a name, and nothing else.
pub(crate) struct Named;
