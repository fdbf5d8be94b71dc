use serde_json::Error;

/// Why a value was not written to its end.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Its text is longer than allowed, or nobody takes more of it.
    TooLong,
    /// The `Serialize` of the value, or of a part of it, failed.
    Failed(Error),
}
