pub(crate) mod blocking;
pub(crate) mod document;

use futures::Stream;
use serde::Serialize;

use self::document::DocumentOf;
use super::{
    handler::pump::{
        of_items::{IteratorOf, SharedOf, StreamOf},
        or_failed::OrFailed,
    },
    options::StreamOptions,
    sink::Sink,
};
use crate::{
    head::RequestHead,
    list::Slice,
    probe::{
        kind::{
            DOCUMENT, FALLIBLE_ITERATOR, FALLIBLE_STREAM, ITERATOR, LIST, RESULT_DOCUMENT, RESULT_FALLIBLE_ITERATOR,
            RESULT_FALLIBLE_STREAM, RESULT_ITERATOR, RESULT_LIST, RESULT_STREAM, STREAM,
        },
        mode::{Fallible, Plain},
    },
};

/// A value of the kind `KIND` that a handler returns to have it streamed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be streamed as JSON",
    label = "not an iterator, a stream, or a value that implements `Serialize`",
    note = "return the value itself, without `Json(..)` or a response around it: items of an iterator, a stream or a \
            list are sent one by one, any other `Serialize` value as one document, and a `Result` of these may fail",
    note = "a type of your own implements `Serialize` with `#[derive(serde::Serialize)]`, and what `{Self}` holds needs it, too",
    note = "a document is `Send` and `'static`, too, because a long one is written by another thread; what is not can be \
            made there, by a plain `fn`"
)]
pub trait Reply<const KIND: u8> {
    /// What is returned when all is written: nothing, or an error. That it is a `HandlerEnd` is checked where it is used. As a
    /// bound here, it would have the compiler report an error that is no response as a value that cannot be streamed.
    type End;
    /// Writes the value. What that takes is a bound of the impl alone: as a bound of this future, too, it would be reported twice.
    type Writing: Future<Output = Self::End>;

    #[doc(hidden)]
    fn write(self, sink: Sink) -> Self::Writing;

    /// The same, of a kind that was found before. It comes first, so that the compiler knows it when it looks at the value.
    #[doc(hidden)]
    fn write_as(_: Found<KIND>, value: Self, sink: Sink) -> Self::Writing
    where
        Self: Sized,
    {
        value.write(sink)
    }
}

/// The kind of a type that was asked.
#[derive(Clone, Copy, Debug)]
pub struct Found<const KIND: u8>(());

/// Where a handler writes that returns a value of this kind.
#[must_use]
pub fn sink_for<const KIND: u8>(head: RequestHead, options: StreamOptions) -> (Sink, Found<KIND>) {
    (Sink::new(head, options.returns(KIND)), Found(()))
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + Send + 'static> Reply<DOCUMENT> for T {
    type End = ();
    type Writing = DocumentOf<T, ()>;

    fn write(self, sink: Sink) -> DocumentOf<T, ()> {
        DocumentOf::new(self, sink)
    }
}

impl<T: Serialize + Send + 'static, E> Reply<RESULT_DOCUMENT> for Result<T, E> {
    type End = Result<(), E>;
    type Writing = OrFailed<DocumentOf<T, Self::End>, E>;

    fn write(self, sink: Sink) -> Self::Writing {
        OrFailed::new(self.map(|value| DocumentOf::new(value, sink)))
    }
}

impl<I> Reply<ITERATOR> for I
where
    I: IntoIterator,
    I::Item: Serialize,
{
    type End = ();
    type Writing = IteratorOf<I::IntoIter, ()>;

    fn write(self, sink: Sink) -> Self::Writing {
        IteratorOf::new::<Plain>(self.into_iter(), sink)
    }
}

impl<I, T: Serialize, E> Reply<FALLIBLE_ITERATOR> for I
where
    I: IntoIterator<Item = Result<T, E>>,
{
    type End = Result<(), E>;
    type Writing = IteratorOf<I::IntoIter, Self::End>;

    fn write(self, sink: Sink) -> Self::Writing {
        IteratorOf::new::<Fallible>(self.into_iter(), sink)
    }
}

impl<I, E> Reply<RESULT_ITERATOR> for Result<I, E>
where
    I: IntoIterator,
    I::Item: Serialize,
{
    type End = Result<(), E>;
    type Writing = OrFailed<IteratorOf<I::IntoIter, Self::End>, E>;

    fn write(self, sink: Sink) -> Self::Writing {
        OrFailed::new(self.map(|items| IteratorOf::new::<Plain>(items.into_iter(), sink)))
    }
}

impl<I, T: Serialize, E: From<F>, F> Reply<RESULT_FALLIBLE_ITERATOR> for Result<I, E>
where
    I: IntoIterator<Item = Result<T, F>>,
{
    type End = Result<(), E>;
    type Writing = OrFailed<IteratorOf<I::IntoIter, Self::End>, E>;

    fn write(self, sink: Sink) -> Self::Writing {
        OrFailed::new(self.map(|items| IteratorOf::new::<Fallible>(items.into_iter(), sink)))
    }
}

impl<S: Slice<Item: Serialize>> Reply<LIST> for S {
    type End = ();
    type Writing = SharedOf<S, ()>;

    fn write(self, sink: Sink) -> Self::Writing {
        SharedOf::new(self, sink)
    }
}

impl<S: Slice<Item: Serialize>, E> Reply<RESULT_LIST> for Result<S, E> {
    type End = Result<(), E>;
    type Writing = OrFailed<SharedOf<S, Self::End>, E>;

    fn write(self, sink: Sink) -> Self::Writing {
        OrFailed::new(self.map(|list| SharedOf::new(list, sink)))
    }
}

impl<S> Reply<STREAM> for S
where
    S: Stream,
    S::Item: Serialize,
{
    type End = ();
    type Writing = StreamOf<S, ()>;

    fn write(self, sink: Sink) -> Self::Writing {
        StreamOf::new::<Plain>(self, sink)
    }
}

impl<S, T: Serialize, E> Reply<FALLIBLE_STREAM> for S
where
    S: Stream<Item = Result<T, E>>,
{
    type End = Result<(), E>;
    type Writing = StreamOf<S, Self::End>;

    fn write(self, sink: Sink) -> Self::Writing {
        StreamOf::new::<Fallible>(self, sink)
    }
}

impl<S, E> Reply<RESULT_STREAM> for Result<S, E>
where
    S: Stream,
    S::Item: Serialize,
{
    type End = Result<(), E>;
    type Writing = OrFailed<StreamOf<S, Self::End>, E>;

    fn write(self, sink: Sink) -> Self::Writing {
        OrFailed::new(self.map(|items| StreamOf::new::<Plain>(items, sink)))
    }
}

impl<S, T: Serialize, E: From<F>, F> Reply<RESULT_FALLIBLE_STREAM> for Result<S, E>
where
    S: Stream<Item = Result<T, F>>,
{
    type End = Result<(), E>;
    type Writing = OrFailed<StreamOf<S, Self::End>, E>;

    fn write(self, sink: Sink) -> Self::Writing {
        OrFailed::new(self.map(|items| StreamOf::new::<Fallible>(items, sink)))
    }
}
