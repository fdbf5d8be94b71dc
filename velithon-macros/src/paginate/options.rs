use proc_macro2::{Ident, Span};
use syn::{Error, LitStr, Path, spanned::Spanned};

use super::{
    args::{Args, Bind, Items, Links, MaxOffset, Names, Total},
    export, member_checks,
    members::Members,
    style::Style,
};
use crate::{crate_path::CratePath, errors::Errors, openapi, parameter::Parameter};

/// The number of rows of a page where neither the client nor the attribute says one.
const SIZE: u32 = 100;
/// The most rows that a client may ask for where the attribute does not say.
const MAX_SIZE: u32 = 1000;

/// The arguments that make `PageOptions`. Those that do not belong to the style have been reported.
pub(crate) struct Options {
    pub(crate) style: Style,
    /// The names of the parameters for position and size, where one of them is renamed.
    pub(crate) names: Option<(String, String)>,
    /// The values of `size` and `max_size`, where one of them is written.
    pub(crate) sizes: Option<(u32, u32)>,
    /// Whether a size above the maximum is refused, and not clamped.
    pub(crate) rejects: bool,
    pub(crate) max_offset: Option<MaxOffset>,
    pub(crate) total: Option<Total>,
    pub(crate) items: Option<Items>,
    pub(crate) members: Option<Members>,
    pub(crate) meta: Option<LitStr>,
    /// The type that bodies are, without that of its rows.
    pub(crate) envelope: Option<Path>,
    pub(crate) links: Option<Links>,
    pub(crate) links_base: Option<LitStr>,
    pub(crate) sort: Option<LitStr>,
    pub(crate) sort_name: Option<LitStr>,
    /// Whether orders can be asked for reversed, where that is said.
    pub(crate) reverse: Option<bool>,
    pub(crate) bind: Option<Vec<LitStr>>,
    /// The handler's parameter whose JSON cursors hold for.
    pub(crate) bind_body: Option<Ident>,
    pub(crate) sign: Option<Path>,
}

impl Options {
    /// The options of a handler with this style, which may differ from the written one.
    pub(crate) fn new(
        args: Args,
        style: Style,
        has_handle: bool,
        errors: &mut Errors,
    ) -> (CratePath, Option<openapi::Written>, export::Written, Self) {
        let Args {
            krate,
            style: written,
            size,
            max_size,
            names,
            rejects,
            max_offset,
            total,
            items,
            members,
            meta,
            envelope,
            links,
            links_base,
            sort,
            reverse,
            bind,
            sign,
            export,
            openapi,
        } = args;
        let mut options = Self {
            style,
            names: None,
            sizes: sizes(size, max_size, errors),
            rejects: rejects.unwrap_or(false),
            max_offset: max_offset.map(|(rows, _)| rows),
            total: total.map(|(total, _)| total),
            items,
            members,
            meta,
            envelope,
            links,
            links_base,
            sort,
            sort_name: names.sort.clone(),
            reverse: reverse.map(|(reverse, _)| reverse),
            bind: bind.as_ref().and_then(|bind| bind.names.clone()),
            bind_body: bind.as_ref().and_then(|bind| bind.body.clone()),
            sign,
        };
        let (items, meta) = (options.items.as_ref(), options.meta.as_ref());
        if options.envelope.is_some() {
            member_checks::check_envelope(items, options.members.as_ref(), meta, errors);
        } else {
            member_checks::check(style, items, options.links, options.members.as_ref(), meta, errors);
        }
        // A style that does not match the handle was reported; arguments of that style are no further mistake.
        if written.is_some_and(|(written, _)| (written == Style::Cursor) != (style == Style::Cursor)) {
            options.clear_style_arguments();
        } else if style == Style::Cursor {
            options.check_cursor(max_offset, errors);
            options.names = rename(style, names, errors);
        } else {
            options.check_numbered(reverse, bind, errors);
            options.names = rename(style, names, errors);
        }
        if let Some((_, span)) = total.filter(|_| has_handle && options.total.is_some()) {
            let handle = if style == Style::Cursor {
                "CursorRequest"
            } else {
                "PageRequest"
            };
            let message = format!(
                "a handler with a `{handle}` counts for itself; remove `total` and return `PageItems::new(rows).total(n)`"
            );
            errors.push(Error::new(span, message));
            options.total = None;
        }
        (krate, openapi, export, options)
    }

    /// Reports and removes a body that no parameter of the handler binds as a whole.
    pub(crate) fn check_body(&mut self, parameters: &[Parameter], errors: &mut Errors) {
        let is_missing = |name: &mut Ident| parameters.iter().all(|parameter| !parameter.binds(name));
        if let Some(name) = self.bind_body.take_if(is_missing) {
            let message = format!(
                "no parameter of this handler holds the body as `{name}`; write the extractor as `Json({name}): Json<T>`"
            );
            errors.at(&name, message);
        }
    }

    /// Removes what belongs to some styles only.
    fn clear_style_arguments(&mut self) {
        self.max_offset = None;
        self.total = None;
        self.sort = None;
        self.sort_name = None;
        self.reverse = None;
        self.bind = None;
        self.bind_body = None;
        self.sign = None;
    }

    /// Reports and removes what only numbered pages have.
    fn check_cursor(&mut self, max_offset: Option<(MaxOffset, Span)>, errors: &mut Errors) {
        if let Some((_, span)) = max_offset {
            let message = "a cursor costs the same at any depth, so there is no offset to limit; remove `max_offset`";
            errors.push(Error::new(span, message));
        }
        self.max_offset = None;
    }

    /// Reports and removes what only cursors have.
    fn check_numbered(&mut self, reverse: Option<(bool, Span)>, bind: Option<Bind>, errors: &mut Errors) {
        let places = [
            ("sort", self.sort.as_ref().map(Spanned::span)),
            ("sort_name", self.sort_name.as_ref().map(Spanned::span)),
            ("reverse", reverse.map(|(_, span)| span)),
            ("bind", bind.map(|bind| bind.span)),
            ("sign", self.sign.as_ref().map(Spanned::span)),
        ];
        for (name, place) in places {
            if let Some(span) = place {
                let message =
                    format!("`{name}` is about cursors, and this handler's pages are numbered; write `style = cursor`");
                errors.push(Error::new(span, message));
            }
        }
        self.sort = None;
        self.sort_name = None;
        self.reverse = None;
        self.bind = None;
        self.bind_body = None;
        self.sign = None;
    }
}

/// The default size of a page and its maximum, where one of them is written.
fn sizes(size: Option<(u32, Span)>, max_size: Option<(u32, Span)>, errors: &mut Errors) -> Option<(u32, u32)> {
    let max = match (size, max_size) {
        (None, None) => return None,
        (_, Some((max, _))) => max,
        (Some((size, _)), None) => size.max(MAX_SIZE),
    };
    match size {
        Some((size, span)) if size > max => {
            let message = format!("`size` is above `max_size`, {max}; write a smaller `size` or a larger `max_size`");
            errors.push(Error::new(span, message));
            Some((max, max))
        }
        Some((size, _)) => Some((size, max)),
        None => Some((SIZE.min(max), max)),
    }
}

/// The names of the parameters for position and size, where one of them is renamed. Names of another style's parameters
/// are reported, and names that stand twice.
fn rename(style: Style, names: Names, errors: &mut Errors) -> Option<(String, String)> {
    let Names {
        page,
        size,
        offset,
        limit,
        cursor,
        sort,
    } = names;
    // The style's own parameters by default and as renamed, and those of other styles with a style that has them.
    let (known, renamed, others) = match style {
        Style::Page => (
            ["page", "size"],
            [page, size],
            [(offset, "offset"), (limit, "offset"), (cursor, "cursor")],
        ),
        Style::Offset => (
            ["offset", "limit"],
            [offset, limit],
            [(page, "page"), (size, "page"), (cursor, "cursor")],
        ),
        Style::Cursor => (
            ["cursor", "size"],
            [cursor, size],
            [(page, "page"), (offset, "offset"), (limit, "offset")],
        ),
    };
    for (name, other) in others {
        if let Some(name) = name {
            let message = format!(
                "there is no such parameter in this style: it has `{}` and `{}`; name one of these, or write \
                 `style = {other}`",
                known[0], known[1]
            );
            errors.at(name, message);
        }
    }
    let [position, size] = renamed;
    let name = |name: &Option<LitStr>, known: &str| name.as_ref().map_or_else(|| known.to_owned(), LitStr::value);
    let names = (name(&position, known[0]), name(&size, known[1]));
    if names.0 == names.1 {
        errors.at(
            size.or(position),
            "both parameters have this name; name one of them otherwise",
        );
        return None;
    }
    if style == Style::Cursor
        && let sort_name = name(&sort, "sort")
        && (names.0 == sort_name || names.1 == sort_name)
    {
        let message = "two parameters have this name, one of them that of the order; name one of them otherwise";
        errors.at(sort.or(position).or(size), message);
        return None;
    }
    (position.is_some() || size.is_some()).then_some(names)
}
