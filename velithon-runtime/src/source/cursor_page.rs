use std::marker::PhantomData;

use serde::Serialize;

use super::{
    asked::IS_SLICE,
    error_of::OwnError,
    outcome::Outcome,
    read::{
        counting::{Counting, CountingBy},
        later::{PageRead, ReadLater},
    },
    source_page::{Reads, SLICE, SOURCE},
    walkable::Walkable,
};
use crate::{
    blocking::on_thread::on_thread,
    error::facts::OfProblems,
    head::RequestHead,
    keyset::Keyset,
    list::{List, Slice},
    page::{
        Page, PageOptions,
        cursor::walk::Walk,
        failure::Failure,
        handler::{
            may_move::{Held, MayMove, hold},
            on_thread::HandleRequest,
            page_out::PageOut,
            respond::{BoxRespond, Respond},
        },
        plain_row::PlainRow,
    },
};

/// The kind of a type in cursor style. What is no slice is taken for a `CursorSource`, so that the compiler says what is missing.
#[must_use]
pub const fn cursor_kind(flags: u8) -> u8 {
    if flags & IS_SLICE != 0 { SLICE } else { SOURCE }
}

/// How the page of what a handler returns that a cursor leads to is read, as a type that [`Reads`] maps to the reader. `TOTAL`
/// says which total the handler asks for.
#[derive(Debug)]
pub struct CursorPage<const RESULT: bool, const KIND: u8, const TOTAL: u8>;

impl<const RESULT: bool, const TOTAL: u8> Reads for CursorPage<RESULT, SOURCE, TOTAL> {
    type Reader = WalkSource<RESULT, TOTAL>;
}

impl<const RESULT: bool, const TOTAL: u8> Reads for CursorPage<RESULT, SLICE, TOTAL> {
    type Reader = WalkSlice<RESULT>;
}

/// Reads the page of a `CursorSource` that a cursor leads to, and counts its rows as `TOTAL` says.
#[derive(Debug)]
pub struct WalkSource<const RESULT: bool, const TOTAL: u8>;

/// Reads the page of rows in memory that a cursor leads to.
#[derive(Debug)]
pub struct WalkSlice<const RESULT: bool>;

/// A request as it was checked.
pub(crate) type Opened<'h, T> = (&'h RequestHead, Walk<'h, T>);

/// The page of a list `L` that a handler's own future `F` returns, by itself or in a `Result`, as `V`.
pub(crate) type WalkedList<F, L, V, O> = Respond<F, HandleRequest<Walk<'static, <L as List>::Item>>, V, O>;

/// The response of a handler whose own future is `F`, and which returns `V` with rows that are walked by the keys of `T`.
pub(crate) type PageOfWalk<'h, F, V, T, O> = ReadLater<'h, F, Opened<'h, T>, V, O>;

impl<const RESULT: bool, const TOTAL: u8> WalkSource<RESULT, TOTAL> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V, M>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> PageOfWalk<'h, F, V, <V::Source as Walkable>::Row, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: Walkable<Sent: PlainRow<M>> + 'h,
        CountingBy<TOTAL>: Counting<V::Source>,
    {
        match Walk::open(head, options) {
            Ok(walk) => ReadLater::new((head, walk), handler, |(head, walk), value: V| match value.split() {
                Ok(source) => PageRead::Begun(Box::pin(async move {
                    V::out(Ok(page_of_source::<_, CountingBy<TOTAL>>(head, &walk, source).await))
                })),
                Err(error) => PageRead::Made(V::out(Err(error))),
            }),
            Err(refusal) => ReadLater::refused(refusal.answer(), |page| V::out(Ok(page))),
        }
    }

    /// The same for a plain function. Its value leaves the thread, and is read where the request is.
    pub fn respond_blocking<F, V, H, M>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
    ) -> BoxRespond<'static, V::Out>
    where
        F: FnOnce(CursorThread<Self>) -> (V, H) + Send + 'static,
        V: Outcome<RESULT> + Send + 'static,
        V::Source: Walkable<Sent: PlainRow<M>>,
        CountingBy<TOTAL>: Counting<V::Source>,
        H: OwnError<V::Out> + Send + 'static,
    {
        Box::pin(async move {
            let walk = match Walk::open(&head, options) {
                Ok(walk) => walk,
                Err(refusal) => return V::out(Ok(refusal.answer())),
            };
            let (value, own) = match on_thread(move || handler(CursorThread((), PhantomData))).await {
                Ok(returned) => returned,
                Err(error) => return V::out(Ok(Failure::Thread(error).answer(&head, options.handler))),
            };
            let source = match value.split() {
                Ok(source) => source,
                Err(error) => return own.own(V::out(Err(error))),
            };
            let page = page_of_source::<_, CountingBy<TOTAL>>(&head, &walk, source).await;
            own.own(V::out(Ok(page)))
        })
    }
}

/// The page of a source that a walk asks for.
pub(crate) async fn page_of_source<S: Walkable, C: Counting<S>>(
    head: &RequestHead,
    walk: &Walk<'_, S::Row>,
    mut source: S,
) -> Page {
    let items = match source.walk(walk.request()).await {
        Ok(items) => items,
        Err(error) => return walk.failed(head, error.into()),
    };
    let seen = walk.seen(items.rows().len());
    match C::total(&mut source, seen, walk.options()).await {
        Ok(total) => walk.page_of(head, items.counted(total), S::row),
        Err(error) => Failure::Source(error).answer(head, walk.options().handler),
    }
}

impl<const RESULT: bool> WalkSlice<RESULT> {
    /// The response to a request, whose parameters are checked before the handler runs.
    pub fn respond<'h, F, V>(
        head: &'h RequestHead,
        options: &'h PageOptions,
        handler: F,
    ) -> Respond<F, Opened<'h, <V::Source as List>::Item>, V, V::Out>
    where
        F: Future<Output = V> + MayMove,
        V: Outcome<RESULT>,
        V::Source: List<Item: Keyset + Serialize>,
    {
        let checked = match Walk::open(head, options) {
            Ok(walk) => Ok((head, walk)),
            Err(refusal) => Err(Box::new(refusal.answer())),
        };
        let page_of = |(head, walk): &Opened<'h, <V::Source as List>::Item>, value: V| {
            V::out(value.split().map(|source| page_of_list(head, walk, source)))
        };
        Respond::new(checked, |_| handler, page_of, OfProblems::NONE)
    }

    /// The same of a boxed future. `refusals` are the handler's own words.
    pub fn respond_boxed<'h, F, V>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
        refusals: OfProblems<V::Error>,
    ) -> Held<'h, WalkedList<F, V::Source, V, V::Out>>
    where
        F: Future<Output = V> + MayMove + 'h,
        V: Outcome<RESULT, Out: 'h> + 'h,
        V::Source: List<Item: Keyset + Serialize>,
    {
        let checked = HandleRequest::walk(head, options);
        let page_of = |checked: &HandleRequest<Walk<'static, <V::Source as List>::Item>>, value: V| {
            let HandleRequest { head, checked } = checked;
            V::out(value.split().map(|source| page_of_list(head, checked, source)))
        };
        hold(Respond::new(checked, |_| handler, page_of, refusals))
    }

    /// The same for a plain function. What holds the rows is read on its thread, and may borrow from its arguments.
    pub fn respond_blocking<T, F, O>(
        head: RequestHead,
        options: &'static PageOptions,
        handler: F,
    ) -> BoxRespond<'static, O>
    where
        T: Keyset + 'static,
        F: FnOnce(CursorThread<Self, (RequestHead, Walk<'static, T>)>) -> O + Send + 'static,
        O: PageOut + Send + 'static,
    {
        Box::pin(async move {
            let walk = match Walk::open(&head, options) {
                Ok(walk) => walk,
                Err(refusal) => return O::page(refusal.answer()),
            };
            let there = CursorThread((head.clone(), walk), PhantomData);
            match on_thread(move || handler(there)).await {
                Ok(output) => output,
                Err(error) => O::page(Failure::Thread(error).answer(&head, options.handler)),
            }
        })
    }
}

/// The page of rows in memory that a walk asks for.
pub(crate) fn page_of_list<L: List<Item: Keyset + Serialize>>(
    head: &RequestHead,
    walk: &Walk<'_, L::Item>,
    list: L,
) -> Page {
    let rows = list.into_rows();
    let rows = rows.rows();
    let items = walk.request().select(rows);
    let total = walk.options().total.of(rows.len(), walk.seen(items.rows().len()));
    walk.page(head, items.counted(total))
}

/// Takes what a plain function returned, on its thread. `C` is what a page is made by, where it is made there.
#[derive(Debug)]
pub struct CursorThread<P, C = ()>(C, PhantomData<fn() -> P>);

impl<const RESULT: bool, const TOTAL: u8> CursorThread<WalkSource<RESULT, TOTAL>> {
    /// Returns the value as it is: it is read where the request is.
    #[expect(clippy::unused_self, reason = "generated code calls it alike for every kind")]
    pub fn take<V, H>(self, value: V, own: H) -> (V, H) {
        (value, own)
    }
}

impl<const RESULT: bool, T: Keyset + Serialize> CursorThread<WalkSlice<RESULT>, (RequestHead, Walk<'static, T>)> {
    /// Reads the page on the handler's thread.
    pub fn take<V, H>(self, value: V, own: H) -> V::Out
    where
        V: Outcome<RESULT, Source: List<Item = T>>,
        H: OwnError<V::Out>,
    {
        let (head, walk) = self.0;
        own.own(V::out(value.split().map(|source| page_of_list(&head, &walk, source))))
    }
}
