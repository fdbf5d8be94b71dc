use std::{error::Error, fmt};

/// Nobody takes items any more: the client is gone or has stopped reading, or the stream has failed already.
///
/// A handler that learns of it has nothing left to do but to return; what it returns reaches nobody, and is not logged as
/// a failure. So the shortest way is `?`, for which the handler's error is anything that this converts into:
///
/// ```
/// use velithon::{BlockingEmitter, Disconnected};
///
/// enum AppError {
///     Io(std::io::Error),
///     Disconnected,
/// }
///
/// impl From<Disconnected> for AppError {
///     fn from(_: Disconnected) -> Self {
///         Self::Disconnected
///     }
/// }
///
/// fn count(rows: &BlockingEmitter<u32>) -> Result<(), AppError> {
///     for number in 0..1000 {
///         rows.emit(&number)?;
///     }
///     Ok(())
/// }
/// ```
///
/// `Box<dyn Error + Send + Sync>`, `anyhow::Error` and the like take it as it is, and a handler without an error of its own
/// may return `Result<(), Disconnected>`. Where the error cannot have the conversion, `return Ok(())` does as well:
///
/// ```
/// use velithon::BlockingEmitter;
///
/// fn count(rows: &BlockingEmitter<u32>) -> Result<(), std::num::ParseIntError> {
///     for line in ["1", "2"] {
///         let number = line.parse()?;
///         if rows.emit(&number).is_err() {
///             return Ok(());
///         }
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Disconnected;

impl fmt::Display for Disconnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the client takes no more of the stream")
    }
}

impl Error for Disconnected {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_says_that_the_client_is_gone() {
        assert_eq!(Disconnected.to_string(), "the client takes no more of the stream");
    }
}
