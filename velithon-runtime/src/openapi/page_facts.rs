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
    /// The handler's error type says what Velithon refuses: none of the problems is Velithon's own response.
    pub(crate) refuses_itself: bool,
    /// Velithon answers where the database has no connection left.
    pub(crate) can_be_busy: bool,
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
        ..Self::WALK
    };

    /// A handler that pages by cursors, without a total.
    pub const WALK: Self = Self {
        depth: None,
        total: HasTotal::Never,
        sorts: &[],
        refuses_itself: false,
        can_be_busy: false,
    };

    /// The same facts with the orders of the rows; `None` where they are not known.
    #[must_use]
    pub const fn sorted(self, sorts: Option<&'static [Sort]>) -> Self {
        match sorts {
            Some(sorts) => Self { sorts, ..self },
            None => self,
        }
    }

    /// The same facts with who says what is refused, and whether that may be for want of a connection.
    #[must_use]
    pub const fn refusing(self, by_itself: bool, when_busy: bool) -> Self {
        Self {
            refuses_itself: by_itself,
            can_be_busy: when_busy,
            ..self
        }
    }
}

impl<const RESULT: bool, const KIND: u8, const TOTAL: u8> CursorPage<RESULT, KIND, TOTAL> {
    /// What follows for a handler that returns a source, in cursor style.
    pub const FACTS: PageFacts = PageFacts {
        total: HasTotal::of_kind(TOTAL),
        ..PageFacts::WALK
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
        ..PageFacts::WALK
    };
}
