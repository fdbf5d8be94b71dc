//! Errors whose insides stay in the log.

use std::{
    error::Error,
    fmt::{self, Display, Formatter},
    io,
};

use crate::{Page, Problem, RequestHead};

/// An error of any kind, as sources report theirs.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// Why a page could not be made, though the request was in order and the handler did its part.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The source reported an error.
    Source(BoxError),
    /// The system has no thread for a handler that needs one.
    Thread(io::Error),
    /// A row's own `Serialize` refused.
    Row(serde_json::Error),
}

impl Failure {
    /// The answer: a constant text for the client, all of the error for the log.
    pub(crate) fn answer(self, head: &RequestHead) -> Page {
        match self {
            Self::Source(error) => tracing::error!(error = %Chain(&*error), "the source of a page failed"),
            Self::Thread(error) => tracing::error!(%error, "a handler that blocks found no thread"),
            Self::Row(error) => tracing::error!(error = %Chain(&error), "a row of a page could not be serialised"),
        }
        Page::from(Problem::internal()).answering(head.method())
    }
}

impl From<BoxError> for Failure {
    fn from(error: BoxError) -> Self {
        Self::Source(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Row(error)
    }
}

/// An error with its sources, on one line.
struct Chain<'e>(&'e (dyn Error + 'static));

impl Display for Chain<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut error = self.0;
        while let Some(source) = error.source() {
            write!(f, ": {source}")?;
            error = source;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_names_every_source() {
        let inner = std::io::Error::other("the disk is gone");
        let outer = std::io::Error::other(Outer(inner));
        assert_eq!(Chain(&outer).to_string(), "reading failed: the disk is gone");
    }

    #[derive(Debug)]
    struct Outer(std::io::Error);

    impl Display for Outer {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            f.write_str("reading failed")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }
}
