use crate::{
    keyset::Sort,
    page::request::paging::Paging,
    source::source_page::{ITERATOR, STREAM, SourcePage, UNCOUNTED},
};

/// What a paginated handler's type says of its pages.
#[derive(Clone, Copy, Debug)]
pub struct PageFacts {
    /// How deep its source lets a page start, as `Paging::open` is told; `None` too where that is not known.
    pub(crate) depth: Option<u64>,
    pub(crate) total: Stated,
    /// The orders of its rows, as far as they are known, for cursors.
    pub(crate) sorts: &'static [Sort],
}

/// Whether a total is among the members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    Never,
    /// The handler decides for each page.
    Sometimes,
    Always,
}

/// Of a handler that is told which rows to return.
pub const TOLD: PageFacts = PageFacts {
    depth: Paging::COSTLY,
    total: Stated::Sometimes,
    sorts: &[],
};

/// Of a handler that returns what a cursor walks.
pub const WALKED: PageFacts = PageFacts {
    depth: None,
    total: Stated::Never,
    sorts: &[],
};

impl PageFacts {
    /// The same of rows that have these orders; `None` where that is not known.
    #[must_use]
    pub const fn sorted(self, sorts: Option<&'static [Sort]>) -> Self {
        match sorts {
            Some(sorts) => Self { sorts, ..self },
            None => self,
        }
    }
}

impl<const RESULT: bool, const KIND: u8, const TOTAL: u8, const FALLIBLE: bool>
    SourcePage<RESULT, KIND, TOTAL, FALLIBLE>
{
    /// What the kind of the source tells.
    pub const FACTS: PageFacts = PageFacts {
        depth: if KIND == ITERATOR || KIND == STREAM {
            Paging::COSTLY
        } else {
            None
        },
        total: if TOTAL == UNCOUNTED {
            Stated::Never
        } else {
            Stated::Always
        },
        sorts: &[],
    };
}
