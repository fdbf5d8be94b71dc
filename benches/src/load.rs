/// The requests of one round to one contender.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// How many items each response has.
    pub(crate) items: u32,
    /// How many responses each connection asks for, one after another.
    pub(crate) responses: u32,
    pub(crate) connections: u32,
    /// How many bytes a second the client reads at most; `None` for as fast as it can.
    pub(crate) rate: Option<u32>,
    pub(crate) http2: bool,
    /// The send buffer of a connection of the server (`SO_SNDBUF`), in bytes; `None` for the system's own. Loopback's own
    /// buffers hold megabytes: a response that fits is gone as soon as it is written, whatever its reader does. Those of a
    /// network start at less than what is set here.
    pub(crate) send_buffer: Option<u32>,
}

impl Load {
    /// One response of so many items, on one connection.
    pub(crate) const fn of(items: u32) -> Self {
        Self {
            items,
            responses: 1,
            connections: 1,
            rate: None,
            http2: false,
            send_buffer: None,
        }
    }

    /// Whether each connection has one long response, all of them at the same time.
    pub(crate) fn is_side_by_side(self) -> bool {
        self.connections > 1 && self.responses == 1
    }

    /// The same with fewer responses, all of them whole: what is loaded, linked and allocated once is there when it is
    /// measured, the memory of a collected list too. One response where what each further one adds is asked for.
    pub(crate) fn warm_up(self) -> Self {
        Self {
            connections: if self.is_side_by_side() { 1 } else { self.connections },
            responses: self.responses.min(50),
            rate: None,
            ..self
        }
    }
}
