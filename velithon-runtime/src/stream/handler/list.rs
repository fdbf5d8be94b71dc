//! Handlers that return a list. Their bodies end before the first item is written, and with them what the parameters own: a
//! client that reads slowly holds the list, and no database connection.

use super::pump::{end::End, item::Item, list_of, of_items::IteratorOf};
use crate::{
    error::facts::ErrorFacts,
    head::RequestHead,
    probe::mode::ModeOf,
    stream::{
        handler_end::HandlerEnd,
        options::StreamOptions,
        sink::Sink,
        window::{Boxed, JsonStreamFuture, stream_asked},
    },
};

/// Runs a body that returns a list of items `T`, and writes these as a handler that ends with `R` has them. What is constant comes by
/// reference, so that no handler's code copies it.
pub fn list<R, T, L>(
    body: Boxed<L>,
    head: RequestHead,
    options: &'static StreamOptions,
    errors: &'static ErrorFacts<R::Error>,
) -> JsonStreamFuture<R, R::Error>
where
    R: HandlerEnd<Itself = R> + ModeOf + End<T::Error> + 'static,
    T: Item<R::Mode>,
    L: IntoIterator<Item = T, IntoIter: Send> + 'static,
{
    let sink = Sink::new(head, *options);
    let there = sink.clone();
    let handler = async move { list_of::<R, T, L>(Box::into_pin(body).await, there).await };
    stream_asked(sink, Box::new(handler), *errors)
}

/// [`list`] for a body that may end with an error of its own in place of the list. `M` is what the items are.
pub fn list_or_failed<M, T, L, E>(
    body: Boxed<Result<L, E>>,
    head: RequestHead,
    options: &'static StreamOptions,
    errors: &'static ErrorFacts<E>,
) -> JsonStreamFuture<Result<(), E>, E>
where
    Result<(), E>: HandlerEnd<Itself = Result<(), E>, Error = E> + End<T::Error> + 'static,
    M: ModeOf,
    T: Item<M::Mode>,
    L: IntoIterator<Item = T, IntoIter: Send> + 'static,
{
    let sink = Sink::new(head, *options);
    let there = sink.clone();
    let handler = async move {
        let items = Box::into_pin(body).await?.into_iter();
        IteratorOf::<_, Result<(), E>>::new::<M::Mode>(items, there).await
    };
    stream_asked(sink, Box::new(handler), *errors)
}
