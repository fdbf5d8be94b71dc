use serde::Serialize;

use crate::{
    list::Slice,
    probe::{
        kind::{
            DOCUMENT, FALLIBLE_ITERATOR, ITERATOR, LIST, RESULT_DOCUMENT, RESULT_FALLIBLE_ITERATOR, RESULT_ITERATOR,
            RESULT_LIST,
        },
        mode::{Fallible, Plain},
    },
    stream::{
        blocking::sink::BlockingSink,
        handler::pump::{end::End, item::Item},
    },
};

/// A value of the kind `KIND` that a plain `fn` returns to have it streamed from its thread.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be streamed as JSON from a plain `fn`",
    label = "not an iterator, or a value that implements `Serialize`",
    note = "a stream is driven by the executor: write `async fn`, or return an iterator",
    note = "return the value itself, without `Json(..)` or a response around it: items of an iterator or a list are sent \
            one by one, any other `Serialize` value as one document, and a `Result` of these may fail",
    note = "a type of your own implements `Serialize` with `#[derive(serde::Serialize)]`, and what `{Self}` holds needs it, too"
)]
pub trait BlockingReply<const KIND: u8> {
    /// What is returned when all is written, as for `Reply::End`.
    type End;

    #[doc(hidden)]
    fn write(self, out: &BlockingSink) -> Self::End;
}

/// Writes the items. Once the client is gone, what is returned reaches nobody.
fn all<M, R, I>(items: I, out: &BlockingSink) -> R
where
    I: IntoIterator,
    I::Item: Item<M>,
    R: End<<I::Item as Item<M>>::Error>,
{
    out.write_all(items).unwrap_or_else(|_| R::of(Ok(())))
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> BlockingReply<DOCUMENT> for T {
    type End = ();

    fn write(self, out: &BlockingSink) {
        out.write_document(&self);
    }
}

impl<T: Serialize, E> BlockingReply<RESULT_DOCUMENT> for Result<T, E> {
    type End = Result<(), E>;

    fn write(self, out: &BlockingSink) -> Result<(), E> {
        self.map(|value| out.write_document(&value))
    }
}

impl<I> BlockingReply<ITERATOR> for I
where
    I: IntoIterator,
    I::Item: Serialize,
{
    type End = ();

    fn write(self, out: &BlockingSink) {
        all::<Plain, (), _>(self, out);
    }
}

impl<S: Slice<Item: Serialize>> BlockingReply<LIST> for S {
    type End = ();

    fn write(self, out: &BlockingSink) {
        all::<Plain, (), _>(self.rows(), out);
    }
}

impl<S: Slice<Item: Serialize>, E> BlockingReply<RESULT_LIST> for Result<S, E> {
    type End = Result<(), E>;

    fn write(self, out: &BlockingSink) -> Result<(), E> {
        all::<Plain, _, _>(self?.rows(), out)
    }
}

impl<I, T: Serialize, E> BlockingReply<FALLIBLE_ITERATOR> for I
where
    I: IntoIterator<Item = Result<T, E>>,
{
    type End = Result<(), E>;

    fn write(self, out: &BlockingSink) -> Result<(), E> {
        all::<Fallible, _, _>(self, out)
    }
}

impl<I, E> BlockingReply<RESULT_ITERATOR> for Result<I, E>
where
    I: IntoIterator,
    I::Item: Serialize,
{
    type End = Result<(), E>;

    fn write(self, out: &BlockingSink) -> Result<(), E> {
        all::<Plain, _, _>(self?, out)
    }
}

impl<I, T: Serialize, E: From<F>, F> BlockingReply<RESULT_FALLIBLE_ITERATOR> for Result<I, E>
where
    I: IntoIterator<Item = Result<T, F>>,
{
    type End = Result<(), E>;

    fn write(self, out: &BlockingSink) -> Result<(), E> {
        all::<Fallible, _, _>(self?, out)
    }
}
