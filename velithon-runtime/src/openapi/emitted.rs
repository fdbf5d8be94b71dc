use crate::stream::{BlockingEmitter, Emitter};

/// The item type of a handler that emits: what its handle accepts.
pub trait Emitted {
    /// The type that `emit` takes a reference to.
    type Item: ?Sized;
}

impl<T: ?Sized> Emitted for Emitter<T> {
    type Item = T;
}

impl<T: ?Sized> Emitted for BlockingEmitter<T> {
    type Item = T;
}
