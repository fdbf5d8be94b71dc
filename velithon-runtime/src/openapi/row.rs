use std::marker::PhantomData;

use futures::Stream;

use super::page_facts::{PageFacts, Stated, TOLD, WALKED};
use crate::{
    page::PageItems,
    source::{
        CursorSource, PageSource,
        cursor_page::CursorPage,
        outcome::Outcome,
        slice::Slice,
        source_page::{ITERATOR, SLICE, SOURCE, STREAM, SourcePage},
    },
};

/// What a handler returns that is told which rows to return.
pub trait ToldRow {
    /// A row.
    type Row;
    /// All else, but for the orders of rows.
    const FACTS: PageFacts;
}

impl<T> ToldRow for PageItems<T> {
    type Row = T;
    const FACTS: PageFacts = TOLD;
}

/// For a walk.
impl<T> ToldRow for Vec<T> {
    type Row = T;
    const FACTS: PageFacts = PageFacts {
        total: Stated::Never,
        ..TOLD
    };
}

impl<R: ToldRow, E> ToldRow for Result<R, E> {
    type Row = R::Row;
    const FACTS: PageFacts = R::FACTS;
}

/// A return type `V`, with how a page of it is read.
#[derive(Debug)]
pub struct Read<V, P>(PhantomData<(V, P)>);

/// What is known of the pages of a return type.
pub trait ReadRow {
    /// A row.
    type Row;
    /// All else, but for the orders of rows.
    const FACTS: PageFacts;
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> ReadRow for Read<V, SourcePage<R, SOURCE, TOTAL, F>>
where
    V: Outcome<R, Source: PageSource>,
{
    type Row = <V::Source as PageSource>::Item;
    const FACTS: PageFacts = PageFacts {
        depth: <V::Source as PageSource>::MAX_OFFSET,
        ..SourcePage::<R, SOURCE, TOTAL, F>::FACTS
    };
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> ReadRow for Read<V, SourcePage<R, SLICE, TOTAL, F>>
where
    V: Outcome<R, Source: Slice>,
{
    type Row = <V::Source as Slice>::Item;
    const FACTS: PageFacts = SourcePage::<R, SLICE, TOTAL, F>::FACTS;
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> ReadRow for Read<V, SourcePage<R, ITERATOR, TOTAL, F>>
where
    V: Outcome<R, Source: Iterator<Item: Outcome<F>>>,
{
    type Row = <<V::Source as Iterator>::Item as Outcome<F>>::Source;
    const FACTS: PageFacts = SourcePage::<R, ITERATOR, TOTAL, F>::FACTS;
}

impl<V, const R: bool, const TOTAL: u8, const F: bool> ReadRow for Read<V, SourcePage<R, STREAM, TOTAL, F>>
where
    V: Outcome<R, Source: Stream<Item: Outcome<F>>>,
{
    type Row = <<V::Source as Stream>::Item as Outcome<F>>::Source;
    const FACTS: PageFacts = SourcePage::<R, STREAM, TOTAL, F>::FACTS;
}

impl<V, const R: bool> ReadRow for Read<V, CursorPage<R, SOURCE>>
where
    V: Outcome<R, Source: CursorSource>,
{
    type Row = <V::Source as CursorSource>::Item;
    const FACTS: PageFacts = WALKED;
}

impl<V, const R: bool> ReadRow for Read<V, CursorPage<R, SLICE>>
where
    V: Outcome<R, Source: Slice>,
{
    type Row = <V::Source as Slice>::Item;
    const FACTS: PageFacts = WALKED;
}
