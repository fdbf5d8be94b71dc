/// A member of a page's body beside its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageMember {
    /// Which page this is.
    Page,
    /// How many rows a page has, where pages are numbered or reached by cursors.
    Size,
    /// The row at which the page starts.
    Offset,
    /// How many rows a page has, where it starts at an offset.
    Limit,
    /// How many rows all pages have together.
    Total,
    /// Whether there are exactly so many, or at least.
    TotalKind,
    /// How many pages there are.
    TotalPages,
    /// The cursor of the next page.
    NextCursor,
    /// The cursor of the page before.
    PrevCursor,
    /// The object of the links.
    Links,
    /// The link to the first page.
    First,
    /// The link to the page before.
    Prev,
    /// The link to the next page.
    Next,
    /// The link to the last page.
    Last,
}

/// What the members of a page's body are called; `None` for one that is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberNames([Option<&'static str>; 14]);

impl MemberNames {
    pub(crate) const DEFAULT: Self = Self([
        Some("page"),
        Some("size"),
        Some("offset"),
        Some("limit"),
        Some("total"),
        Some("total_kind"),
        Some("total_pages"),
        Some("next_cursor"),
        Some("prev_cursor"),
        Some("links"),
        Some("first"),
        Some("prev"),
        Some("next"),
        Some("last"),
    ]);

    pub(crate) const fn with(mut self, member: PageMember, name: Option<&'static str>) -> Self {
        self.0[member as usize] = name;
        self
    }

    pub(crate) fn of(&self, member: PageMember) -> Option<&'static str> {
        self.0.get(member as usize).copied().flatten()
    }
}

impl PageMember {
    /// The link with this relation.
    pub(crate) fn of_relation(relation: &str) -> Option<Self> {
        Some(match relation {
            "first" => Self::First,
            "prev" => Self::Prev,
            "next" => Self::Next,
            "last" => Self::Last,
            _ => return None,
        })
    }
}
