use crate::{
    keyset::Sort,
    page::request::paging::Paging,
    source::{
        cursor_page::CursorPage,
        read::counting::UNCOUNTED,
        source_page::{ITERATOR, STREAM, SourcePage},
    },
};

/// What follows for the pages of a handler from its types, beside its options.
#[derive(Clone, Copy, Debug)]
pub struct PageFacts {
    /// The last row at which the source lets a page start, counted from 0; `None` where there is no bound, or none is known.
    pub(crate) depth: Option<u64>,
    pub(crate) total: HasTotal,
    /// The orders that a cursor can walk the rows in; empty in the other styles, and where they are not known.
    pub(crate) sorts: &'static [Sort],
    /// Requests are refused by the handler's own error.
    pub(crate) own_refusals: bool,
}

/// Which pages have a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HasTotal {
    Never,
    /// The handler decides for each page.
    SomePages,
    /// Every page, unless the option `total` is `none`.
    EveryPage,
}

impl HasTotal {
    /// By how the source is counted.
    const fn of_kind(total: u8) -> Self {
        if total == UNCOUNTED {
            Self::Never
        } else {
            Self::EveryPage
        }
    }
}

impl PageFacts {
    /// A handler that takes a request and returns the rows of the page.
    pub const HANDLE: Self = Self {
        depth: Paging::COSTLY,
        total: HasTotal::SomePages,
        sorts: &[],
        own_refusals: false,
    };

    /// The same facts of a handler whose own error refuses requests, if this is so.
    #[must_use]
    pub const fn refused_by_its_error(self, own_refusals: bool) -> Self {
        Self { own_refusals, ..self }
    }

    /// The same facts with the orders of the rows; `None` where they are not known.
    #[must_use]
    pub const fn sorted(self, sorts: Option<&'static [Sort]>) -> Self {
        match sorts {
            Some(sorts) => Self { sorts, ..self },
            None => self,
        }
    }
}

impl<const RESULT: bool, const KIND: u8, const TOTAL: u8> CursorPage<RESULT, KIND, TOTAL> {
    /// What follows for a handler that returns a source, in cursor style.
    pub const FACTS: PageFacts = PageFacts {
        depth: None,
        total: HasTotal::of_kind(TOTAL),
        sorts: &[],
        own_refusals: false,
    };
}

impl<const RESULT: bool, const KIND: u8, const TOTAL: u8, const FALLIBLE: bool>
    SourcePage<RESULT, KIND, TOTAL, FALLIBLE>
{
    /// What follows from the kind of the source.
    pub const FACTS: PageFacts = PageFacts {
        depth: if KIND == ITERATOR || KIND == STREAM {
            Paging::COSTLY
        } else {
            None
        },
        total: HasTotal::of_kind(TOTAL),
        sorts: &[],
        own_refusals: false,
    };
}
