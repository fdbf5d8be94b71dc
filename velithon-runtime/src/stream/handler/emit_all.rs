use futures::Stream;

use super::pump::{
    IterPump, StreamPump,
    item::{As, Item},
    streamed::Streamed,
};
use crate::stream::sink::Sink;

/// Marks the impl of [`Items`] for iterators.
#[derive(Debug)]
pub struct ByIterator;

/// Marks the impl of [`Items`] for streams.
#[derive(Debug)]
pub struct ByStream;

/// What [`Emitter::emit_all`](crate::Emitter::emit_all) takes: an iterator, anything that becomes one, or a stream, of
/// items `T`, `&T`, or `Result`s of these; those of a stream are `Result<T, E>`.
///
/// `V` and `M` tell the cases apart and are always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no iterator or stream of this emitter's items",
    note = "items are `T` or `&T` of `Emitter<T>`, or `Result`s of these; those of a stream are `Result<T, E>`"
)]
pub trait Items<V, M> {
    /// The future that writes them. It ends with `()`, or with `Result<(), E>` where the items are `Result`s.
    type Pump<'a>: Future;

    #[doc(hidden)]
    fn pump(self, sink: &Sink) -> Self::Pump<'_>;
}

impl<I, M> Items<ByIterator, M> for I
where
    I: IntoIterator,
    I::Item: Item<M>,
{
    type Pump<'a> = IterPump<'a, I::IntoIter, M, <I::Item as Item<M>>::End>;

    fn pump(self, sink: &Sink) -> Self::Pump<'_> {
        IterPump::new(self.into_iter(), sink)
    }
}

impl<S, T, K> Items<ByStream, As<T, K>> for S
where
    T: ?Sized,
    S: Stream,
    S::Item: Item<Streamed<T, K>>,
{
    type Pump<'a> = StreamPump<'a, S, Streamed<T, K>, <S::Item as Item<Streamed<T, K>>>::End>;

    fn pump(self, sink: &Sink) -> Self::Pump<'_> {
        StreamPump::new(self, sink)
    }
}
