use super::member_names::PageMember;

/// How a client names the page that it wants.
///
/// | style | parameters | first page | body beside the items |
/// |---|---|---|---|
/// | [`Page`](Self::Page) | `page` (from 1), `size` | `page=1` | `page`, `size`, `total_pages` |
/// | [`Offset`](Self::Offset) | `offset` (from 0), `limit` | `offset=0` | `offset`, `limit` |
/// | [`Cursor`](Self::Cursor) | `cursor`, `size`, `sort` | `cursor=` | `size`, `next_cursor`, `prev_cursor` |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageStyle {
    /// Pages are numbered, the first is 1.
    #[default]
    Page,
    /// A page starts at any row, the first is 0.
    Offset,
    /// A page starts after a row, which a cursor names. As fast at any depth, and no row is lost or repeated while others
    /// come and go.
    Cursor,
}

impl PageStyle {
    /// The parameter and the envelope member that say where a page starts.
    pub(crate) const fn position(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Cursor => "cursor",
        }
    }

    /// The parameter and the envelope member that say how long a page is.
    pub(crate) const fn size(self) -> &'static str {
        match self {
            Self::Page | Self::Cursor => "size",
            Self::Offset => "limit",
        }
    }

    /// What stands beside the rows and the links, on one page or another.
    pub(crate) const fn members(self) -> &'static [PageMember] {
        match self {
            Self::Page => &[
                PageMember::Page,
                PageMember::Size,
                PageMember::Total,
                PageMember::TotalKind,
                PageMember::TotalPages,
            ],
            Self::Offset => &[
                PageMember::Offset,
                PageMember::Limit,
                PageMember::Total,
                PageMember::TotalKind,
            ],
            Self::Cursor => &[
                PageMember::Size,
                PageMember::Total,
                PageMember::TotalKind,
                PageMember::NextCursor,
                PageMember::PrevCursor,
            ],
        }
    }

    /// The links that a page may have.
    pub(crate) const fn links(self) -> &'static [PageMember] {
        match self {
            Self::Page | Self::Offset => &[PageMember::First, PageMember::Prev, PageMember::Next, PageMember::Last],
            // Without a count there is no last page to name.
            Self::Cursor => &[PageMember::First, PageMember::Prev, PageMember::Next],
        }
    }

    /// The least that the position parameter may say.
    pub(crate) const fn first(self) -> u64 {
        match self {
            Self::Page => 1,
            Self::Offset | Self::Cursor => 0,
        }
    }

    /// The row at which a page starts; `None` beyond 64 bits.
    pub(crate) fn offset_of(self, position: u64, size: u32) -> Option<u64> {
        match self {
            Self::Page => position.checked_sub(1)?.checked_mul(size.into()),
            Self::Offset | Self::Cursor => Some(position),
        }
    }

    /// What the position parameter says for a page that starts at `offset`.
    pub(crate) fn position_of(self, offset: u64, size: u32) -> u64 {
        match self {
            Self::Page => offset / u64::from(size.max(1)) + 1,
            Self::Offset | Self::Cursor => offset,
        }
    }
}
