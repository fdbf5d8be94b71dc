use std::marker::PhantomData;

use futures::Stream;

use super::page_facts::{HasTotal, PageFacts};
use crate::{
    list::List,
    page::PageItems,
    source::{
        PageSource,
        cursor_page::CursorPage,
        outcome::Outcome,
        source_page::{ITERATOR, SLICE, SOURCE, STREAM, SourcePage},
        walkable::Walkable,
    },
};

/// The return type of a handler with a `PageRequest` or a `CursorRequest`.
pub trait HandleReturn {
    /// The type of a row.
    type Row;
    /// What follows from the type, without the orders of rows.
    const FACTS: PageFacts;
}

impl<T> HandleReturn for PageItems<T> {
    type Row = T;
    const FACTS: PageFacts = PageFacts::HANDLE;
}

/// Allowed with a `CursorRequest` alone; a list has no place for a total.
impl<T> HandleReturn for Vec<T> {
    type Row = T;
    const FACTS: PageFacts = PageFacts {
        total: HasTotal::Never,
        ..PageFacts::HANDLE
    };
}

impl<R: HandleReturn, E> HandleReturn for Result<R, E> {
    type Row = R::Row;
    const FACTS: PageFacts = R::FACTS;
}

/// The return type `V` of a handler without a handle, and the reader `P` of its pages: `SourcePage` or `CursorPage`.
#[derive(Debug)]
pub struct ReadBy<V, P>(PhantomData<(V, P)>);

/// A return type that pages are read from, by the reader that was chosen for its kind.
pub trait SourceReturn {
    /// The type of a row.
    type Row;
    /// What follows from the type, without the orders of rows.
    const FACTS: PageFacts;
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> SourceReturn for ReadBy<V, SourcePage<R, SOURCE, TOTAL, F>>
where
    V: Outcome<R, Source: PageSource>,
{
    type Row = <V::Source as PageSource>::Item;
    const FACTS: PageFacts = PageFacts {
        depth: <V::Source as PageSource>::MAX_OFFSET,
        ..SourcePage::<R, SOURCE, TOTAL, F>::FACTS
    };
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> SourceReturn for ReadBy<V, SourcePage<R, SLICE, TOTAL, F>>
where
    V: Outcome<R, Source: List>,
{
    type Row = <V::Source as List>::Item;
    const FACTS: PageFacts = SourcePage::<R, SLICE, TOTAL, F>::FACTS;
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> SourceReturn for ReadBy<V, SourcePage<R, ITERATOR, TOTAL, F>>
where
    V: Outcome<R, Source: Iterator<Item: Outcome<F>>>,
{
    type Row = <<V::Source as Iterator>::Item as Outcome<F>>::Source;
    const FACTS: PageFacts = SourcePage::<R, ITERATOR, TOTAL, F>::FACTS;
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> SourceReturn for ReadBy<V, SourcePage<R, STREAM, TOTAL, F>>
where
    V: Outcome<R, Source: Stream<Item: Outcome<F>>>,
{
    type Row = <<V::Source as Stream>::Item as Outcome<F>>::Source;
    const FACTS: PageFacts = SourcePage::<R, STREAM, TOTAL, F>::FACTS;
}

impl<V, const R: bool, const TOTAL: u8> SourceReturn for ReadBy<V, CursorPage<R, SOURCE, TOTAL>>
where
    V: Outcome<R, Source: Walkable>,
{
    type Row = <V::Source as Walkable>::Sent;
    const FACTS: PageFacts = CursorPage::<R, SOURCE, TOTAL>::FACTS;
}

impl<V, const R: bool, const TOTAL: u8> SourceReturn for ReadBy<V, CursorPage<R, SLICE, TOTAL>>
where
    V: Outcome<R, Source: List>,
{
    type Row = <V::Source as List>::Item;
    const FACTS: PageFacts = CursorPage::<R, SLICE, TOTAL>::FACTS;
}
