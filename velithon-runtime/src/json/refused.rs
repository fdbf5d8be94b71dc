use serde_json::Error;

/// Why a value was not written to its end.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Its text is longer than allowed, or nobody takes more of it.
    TooLong,
    /// Its `Serialize` failed.
    Failed(Error),
}
