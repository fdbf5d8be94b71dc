use crate::failure::Failure;

/// Whether a response is as long as the one that was compared.
pub(super) fn expect(taken: usize, bytes: usize) -> Result<(), Failure> {
    if taken == bytes {
        return Ok(());
    }
    Err(format!("a response had {taken} bytes where {bytes} were expected").into())
}
