#[cfg(feature = "cursor")]
pub(crate) mod cursor_keys;
pub(crate) mod handler_id;
pub(crate) mod links;
pub(crate) mod member_names;
pub(crate) mod over_max;
pub(crate) mod style;

use serde::Serialize;

use super::{
    envelope::{
        PageParts,
        rows::PageRows,
        wrap::{Wrap, wrap},
    },
    request::PageRequest,
    total::Total,
};
#[cfg(feature = "cursor")]
use cursor_keys::CursorKeys;
use handler_id::HandlerId;
use links::Links;
use member_names::{MemberNames, PageMember};
use over_max::OverMax;
use style::PageStyle;

/// The arguments of one handler's `#[paginate]`: the shape of its pages.
///
/// Made at compile time. Every method takes the options and gives the changed ones.
#[derive(Clone, Copy, Debug)]
pub struct PageOptions {
    pub(crate) style: PageStyle,
    pub(crate) position_name: &'static str,
    pub(crate) size_name: &'static str,
    pub(crate) size: u32,
    pub(crate) max_size: u32,
    pub(crate) over_max: OverMax,
    pub(crate) max_offset: MaxOffset,
    pub(crate) total: Total,
    pub(crate) items: Option<&'static str>,
    pub(crate) members: MemberNames,
    /// The object that the members beside the rows are in, unless they are in the body itself.
    pub(crate) meta: Option<&'static str>,
    /// How the body is made of its rows, where a type says so.
    pub(crate) envelope: Option<Wrap>,
    pub(crate) links: Links,
    pub(crate) links_base: Option<&'static str>,
    pub(crate) handler: HandlerId,
    pub(crate) sort: Option<&'static str>,
    pub(crate) sort_name: &'static str,
    pub(crate) reverse: bool,
    pub(crate) bind: Option<&'static [&'static str]>,
    pub(crate) binds_body: bool,
    #[cfg(feature = "cursor")]
    pub(crate) keys: Option<fn() -> &'static CursorKeys>,
}

/// How deep a client may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MaxOffset {
    /// As deep as the source itself allows.
    Source,
    /// Never deeper than this row, whatever the source allows.
    At(u64),
    /// As deep as numbers go.
    Unbounded,
}

impl PageOptions {
    /// The defaults: 100 rows a page and at most 1,000, the source's own depth, an exact total unless a cursor leads to the page, the items under
    /// `items`, links in the header.
    #[must_use]
    pub const fn new(style: PageStyle) -> Self {
        Self {
            style,
            position_name: style.position(),
            size_name: style.size(),
            size: 100,
            max_size: 1000,
            over_max: OverMax::Clamp,
            max_offset: MaxOffset::Source,
            total: match style {
                PageStyle::Page | PageStyle::Offset => Total::Exact,
                PageStyle::Cursor => Total::None,
            },
            items: Some("items"),
            members: MemberNames::DEFAULT,
            meta: None,
            envelope: None,
            links: Links::Header,
            links_base: None,
            handler: HandlerId::new(""),
            sort: None,
            sort_name: "sort",
            reverse: true,
            bind: None,
            binds_body: false,
            #[cfg(feature = "cursor")]
            keys: None,
        }
    }

    /// Renames the two parameters: where the page starts (`page`, `offset` or `cursor`), and how long it is (`size` or
    /// `limit`).
    #[must_use]
    pub const fn names(mut self, position: &'static str, size: &'static str) -> Self {
        self.position_name = position;
        self.size_name = size;
        self
    }

    /// How many rows a page has if the client does not say, and how many it may have. Zero counts as one, and a `size`
    /// above `max_size` as `max_size`.
    #[must_use]
    pub const fn size(mut self, size: u32, max_size: u32) -> Self {
        self.max_size = if max_size == 0 { 1 } else { max_size };
        self.size = if size == 0 {
            1
        } else if size <= self.max_size {
            size
        } else {
            self.max_size
        };
        self
    }

    /// What happens to a request for more than the maximal size.
    #[must_use]
    pub const fn over_max(mut self, over_max: OverMax) -> Self {
        self.over_max = over_max;
        self
    }

    /// The last row that a page may start at, counted from 0; `None` for no limit. Beyond it the answer is 400, code
    /// `offset-too-deep`, and the source is not touched.
    #[must_use]
    pub const fn max_offset(mut self, rows: Option<u64>) -> Self {
        self.max_offset = match rows {
            Some(rows) => MaxOffset::At(rows),
            None => MaxOffset::Unbounded,
        };
        self
    }

    /// Which total a page of a source states. A handler with a [`PageRequest`](crate::PageRequest) states its own.
    #[must_use]
    pub const fn total(mut self, total: Total) -> Self {
        self.total = total;
        self
    }

    /// The member of the body that holds the rows.
    #[must_use]
    pub const fn items(mut self, name: &'static str) -> Self {
        self.items = Some(name);
        self
    }

    /// The body is the array of rows, and what would stand beside it goes into headers named after it: `X-Page`,
    /// `X-Size` (`X-Offset`, `X-Limit`), `X-Total`, `X-Total-Kind`, `X-Total-Pages`, `X-Next-Cursor`, `X-Prev-Cursor`.
    #[must_use]
    pub const fn bare(mut self) -> Self {
        self.items = None;
        self
    }

    /// Renames a member of the body beside the rows, or with `None` leaves it out. Without a name for
    /// [`Links`](PageMember::Links), links are members of the body itself.
    #[must_use]
    pub const fn member(mut self, member: PageMember, name: Option<&'static str>) -> Self {
        self.members = self.members.with(member, name);
        self
    }

    /// The object of the body that holds the members beside the rows, except links and what
    /// [`PageItems::with`](crate::PageItems::with) adds.
    #[must_use]
    pub const fn meta(mut self, name: &'static str) -> Self {
        self.meta = Some(name);
        self
    }

    /// Makes the body of each page a value of this type; [`PageParts`] says how.
    #[must_use]
    pub const fn envelope<E: From<PageParts<PageRows>> + Serialize>(mut self) -> Self {
        self.envelope = Some(wrap::<E>);
        self
    }

    /// Where the links to the neighbouring pages go.
    #[must_use]
    pub const fn links(mut self, links: Links) -> Self {
        self.links = links;
        self
    }

    /// Makes the links absolute: this base, the request's path, the query. No header of the request has a say in it.
    #[must_use]
    pub const fn links_base(mut self, base: &'static str) -> Self {
        self.links_base = Some(base);
        self
    }

    /// Whether the bodies of pages have a member of this name, or may have one, without what the handler adds.
    pub(crate) fn has_member(&self, name: &str) -> bool {
        let is_one_of = |members: &[PageMember]| members.iter().any(|member| self.members.of(*member) == Some(name));
        let is_beside_rows = match self.meta {
            Some(meta) => name == meta,
            None => is_one_of(self.style.members()),
        };
        let is_link = self.links.in_body(false)
            && match self.members.of(PageMember::Links) {
                Some(links) => name == links,
                None => is_one_of(self.style.links()),
            };
        self.items == Some(name) || is_beside_rows || is_link
    }

    /// The last row that a page may start at, where the source itself allows `source_depth`.
    pub(crate) fn deepest(&self, source_depth: Option<u64>) -> u64 {
        match self.max_offset {
            MaxOffset::Source => source_depth.unwrap_or(u64::MAX),
            MaxOffset::At(rows) => rows,
            MaxOffset::Unbounded => u64::MAX,
        }
        .min(PageRequest::DEEPEST)
    }

    /// Names the handler. By its name and the place of this call no other one shares its cached totals.
    #[must_use]
    #[track_caller]
    pub const fn handler(mut self, name: &'static str) -> Self {
        self.handler = HandlerId::new(name);
        self
    }

    /// The order of a request that names none, in cursor style. Unless the handler says so, it is the row's first.
    #[must_use]
    pub const fn sort(mut self, name: &'static str) -> Self {
        self.sort = Some(name);
        self
    }

    /// Renames the parameter that names an order, `sort`. Where `reverse` is off, only rows with several orders have it.
    #[must_use]
    pub const fn sort_name(mut self, name: &'static str) -> Self {
        self.sort_name = name;
        self
    }

    /// Whether `sort=-name` asks for the order `name` reversed: the same index, read backwards. It does unless the handler says
    /// otherwise.
    #[must_use]
    pub const fn reverse(mut self, reverse: bool) -> Self {
        self.reverse = reverse;
        self
    }

    /// The query parameters that a cursor holds for: with others than those it was made under it is refused. Unless the
    /// handler says so, that is every one but the page's own.
    #[must_use]
    pub const fn bind(mut self, names: &'static [&'static str]) -> Self {
        self.bind = Some(names);
        self
    }

    /// Says that the handler binds its cursors to the body of the request, too: `bind(body = filter)`.
    #[must_use]
    pub const fn bind_body(mut self) -> Self {
        self.binds_body = true;
        self
    }

    /// Signs cursors with these keys, and refuses those that none of them signed.
    #[cfg(feature = "cursor")]
    #[must_use]
    pub const fn sign(mut self, keys: fn() -> &'static CursorKeys) -> Self {
        self.keys = Some(keys);
        self
    }
}
