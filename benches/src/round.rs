/// The figures of one contender in one round.
pub(crate) struct Round {
    /// From the first request to the last response's end, in nanoseconds a unit.
    pub(crate) wall: f64,
    /// The server's processor time, in nanoseconds a unit.
    pub(crate) cpu: f64,
    /// The server's peak resident memory, in MiB.
    pub(crate) peak: f64,
    /// The same after the warm-up, before the round, in MiB.
    pub(crate) peak_before: f64,
    /// Calls of the server that wrote to a connection, in a round.
    pub(crate) writes: f64,
}
