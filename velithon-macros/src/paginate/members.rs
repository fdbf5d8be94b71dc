//! The argument `members`: what the members of a page's body are called.

use proc_macro2::{Ident, Span};
use syn::{Error, LitStr, Result, Token, ext::IdentExt, parenthesized, parse::ParseStream};

use super::style::Style;

/// What the argument `members` says: `members(total = "count", total_kind = none)`.
pub(crate) struct Members {
    pub(crate) names: Vec<(Member, Option<LitStr>)>,
    pub(crate) span: Span,
}

/// A member, where it is written.
pub(crate) struct Member {
    pub(super) known: &'static Known,
    pub(super) span: Span,
}

/// A member that pages may have: its name, that of the runtime's constant, and the styles that have it.
pub(super) struct Known {
    pub(super) name: &'static str,
    variant: &'static str,
    pub(super) styles: &'static [Style],
    pub(super) is_link: bool,
}

const NUMBERED: &[Style] = &[Style::Page, Style::Offset];
const ALL: &[Style] = &[Style::Page, Style::Offset, Style::Cursor];

pub(super) const KNOWN: [Known; 14] = [
    known("page", "Page", &[Style::Page], false),
    known("size", "Size", &[Style::Page, Style::Cursor], false),
    known("offset", "Offset", &[Style::Offset], false),
    known("limit", "Limit", &[Style::Offset], false),
    known("total", "Total", ALL, false),
    known("total_kind", "TotalKind", ALL, false),
    known("total_pages", "TotalPages", &[Style::Page], false),
    known("next_cursor", "NextCursor", &[Style::Cursor], false),
    known("prev_cursor", "PrevCursor", &[Style::Cursor], false),
    known("links", "Links", ALL, true),
    known("first", "First", ALL, true),
    known("prev", "Prev", ALL, true),
    known("next", "Next", ALL, true),
    known("last", "Last", NUMBERED, true),
];

const fn known(name: &'static str, variant: &'static str, styles: &'static [Style], is_link: bool) -> Known {
    Known {
        name,
        variant,
        styles,
        is_link,
    }
}

impl Member {
    /// The name of the runtime's constant.
    pub(crate) fn variant(&self) -> Ident {
        Ident::new(self.known.variant, self.span)
    }
}

/// Parses new names of members in parentheses.
pub(crate) fn members(input: ParseStream<'_>) -> Result<Members> {
    const EXPECTED: &str = "expected new names of members, or `none` for one that is left out; write \
                            `members(total = \"count\", total_kind = none)`";
    let span = input.span();
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(span, EXPECTED));
    }
    let list;
    let span = parenthesized!(list in input).span.join();
    let mut names: Vec<(Member, Option<LitStr>)> = Vec::new();
    let expected = |error: Error| Error::new(error.span(), EXPECTED);
    while !list.is_empty() {
        let word = Ident::parse_any(&list).map_err(expected)?;
        let Some(known) = KNOWN.iter().find(|known| word == known.name) else {
            let known = KNOWN.map(|known| known.name).join("`, `");
            return Err(Error::new(
                word.span(),
                format!("pages have no member `{word}`; there are `{known}`"),
            ));
        };
        if names.iter().any(|(member, _)| member.known.name == known.name) {
            return Err(Error::new(
                word.span(),
                format!("`{word}` is named twice; remove one of the two"),
            ));
        }
        list.parse::<Token![=]>().map_err(expected)?;
        let name = if list.peek(LitStr) {
            Some(list.parse()?)
        } else {
            let none = Ident::parse_any(&list).map_err(expected)?;
            if none != "none" {
                return Err(Error::new(none.span(), EXPECTED));
            }
            None
        };
        let span = word.span();
        names.push((Member { known, span }, name));
        if !list.is_empty() {
            list.parse::<Token![,]>().map_err(expected)?;
        }
    }
    Ok(Members { names, span })
}
