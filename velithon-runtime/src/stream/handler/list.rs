//! Handlers that return a list. Their bodies end before the first item is written, and with them what the parameters own: a
//! client that reads slowly holds the list, and no database connection.

use super::pump::{end::End, item::Item, list_of};
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
) -> JsonStreamFuture<R::Itself, R::Error>
where
    R: HandlerEnd + ModeOf + End<T::Error> + 'static,
    T: Item<R::Mode>,
    L: IntoIterator<Item = T, IntoIter: Send> + 'static,
{
    let sink = Sink::new(head, *options);
    let there = sink.clone();
    let handler = async move { list_of::<R, T, L>(Box::into_pin(body).await, there).await };
    stream_asked(sink, Box::new(handler), *errors)
}
