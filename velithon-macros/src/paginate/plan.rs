use proc_macro2::{Group, Span};
use syn::{Attribute, Generics, Ident, LitStr, ReturnType, Type, Visibility, spanned::Spanned};

use super::args::{Args, Items, Links, MaxOffset, Style, Total};
use crate::{
    crate_path::CratePath,
    errors::Errors,
    handle::{self, Handle},
    handler::HandlerFn,
    openapi::{self, Openapi},
    returned::{Shape, Spelled, contains_impl, mentions, unit},
    signature::{self, Parameter},
};

/// The rows of a page, unless the client or the attribute says otherwise, and the most it may ask for.
const SIZE: u32 = 100;
const MAX_SIZE: u32 = 1000;

/// A handler that can be expanded, whatever was wrong with the one that was written.
pub(crate) struct Plan {
    pub(crate) krate: CratePath,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) source: Source,
    pub(crate) body: Group,
    /// A plain function, which runs on a thread of its own.
    pub(crate) blocking: bool,
    pub(crate) options: Options,
    pub(crate) openapi: Option<Openapi>,
    /// Where errors in what the signature and the body have to do with each other belong.
    pub(crate) span: Span,
}

/// Where the rows come from.
pub(crate) enum Source {
    /// The handler returns those of the page it is told.
    Told { handle: Handle, returned: Type },
    /// The handler returns what there is to paginate.
    Returned { returned: Type, kind: Kind },
    /// There are none, which has been reported.
    Refused { returned: Type },
}

/// How the kind of a returned source is known: from its type, or from its spelling where that mentions generic parameters
/// or contains `impl Trait`.
pub(crate) enum Kind {
    Typed,
    Generic(Spelled),
    Opaque(Spelled),
}

/// The arguments that make `PageOptions`.
pub(crate) struct Options {
    pub(crate) style: Style,
    pub(crate) names: Option<(String, String)>,
    pub(crate) sizes: Option<(u32, u32)>,
    pub(crate) rejects: bool,
    pub(crate) max_offset: Option<MaxOffset>,
    pub(crate) total: Option<Total>,
    pub(crate) items: Option<Items>,
    pub(crate) links: Option<Links>,
    pub(crate) links_base: Option<LitStr>,
}

impl Plan {
    pub(crate) fn new(args: Args, handler: HandlerFn, errors: &mut Errors) -> Self {
        let HandlerFn {
            mut attributes,
            visibility,
            signature,
            body,
        } = handler;
        signature::check(&signature, "paginate", errors);
        signature::check_attributes(&mut attributes, errors);
        let mut parameters = signature::parameters(&signature);
        let mut handle = handle::take(&mut parameters, "paginate", errors);
        if let Some(handle) = &mut handle {
            check_handle(handle, errors);
        }
        let parameters: Vec<_> = parameters
            .into_iter()
            .enumerate()
            .map(|(index, parameter)| Parameter::new(parameter, index))
            .collect();
        signature::check_count(&parameters, errors);
        let span = match &signature.output {
            ReturnType::Type(_, returned) => returned.span(),
            ReturnType::Default => signature.ident.span(),
        };
        let (krate, written, options) = Options::new(args, handle.is_some(), errors);
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "paginate", errors);
        let source = Source::new(handle, signature.output, &signature.generics, &signature.ident, errors);
        if let Some(openapi) = &mut openapi {
            openapi.name_what_is_unknown("rows", source.names_row(&signature.generics), errors);
        }
        Self {
            source,
            krate,
            attributes,
            visibility,
            name: signature.ident,
            generics: signature.generics,
            parameters,
            body,
            blocking: signature.asyncness.is_none(),
            options,
            openapi,
            span,
        }
    }
}

/// Reports a handle that is not a `PageRequest`, and takes it for one.
fn check_handle(handle: &mut Handle, errors: &mut Errors) {
    if matches!(handle.ty(), Type::Reference(_)) {
        let message = "the request for a page is a plain value; write `PageRequest`";
        errors.at(handle.ty(), message);
        handle.infer();
    } else if handle.is_named("CursorRequest") {
        let message = "`CursorRequest` belongs to a style of its own, and this handler's pages are numbered; take a \
                       `PageRequest`";
        errors.at(handle.ty(), message);
        handle.infer();
    }
}

impl Source {
    fn new(handle: Option<Handle>, output: ReturnType, generics: &Generics, name: &Ident, errors: &mut Errors) -> Self {
        let returned = match output {
            ReturnType::Type(_, returned) => *returned,
            ReturnType::Default => {
                let message = if handle.is_some() {
                    "nothing to answer with; return `PageItems<T>`"
                } else {
                    "nothing to paginate; return a list, an iterator, a stream or a `PageSource`, or take a \
                     `page: PageRequest` and return `PageItems<T>`"
                };
                errors.at(name, message);
                return Self::Refused { returned: unit() };
            }
        };
        if let Some(handle) = handle {
            return Self::Told { handle, returned };
        }
        if let Some(kind) = Kind::new(&returned, generics) {
            return Self::Returned { returned, kind };
        }
        let message = "this `impl Trait` is nothing to paginate; write `impl Iterator<Item = T>`, \
                       `impl Stream<Item = T>` or `impl PageSource`";
        errors.at(&returned, message);
        Self::Refused { returned }
    }
}

impl Kind {
    fn new(returned: &Type, generics: &Generics) -> Option<Self> {
        let is_opaque = contains_impl(returned);
        if !is_opaque && !mentions(returned, generics) {
            return Some(Self::Typed);
        }
        match Spelled::new(returned) {
            Some(spelled) if is_opaque && spelled.shape == Shape::Document => None,
            Some(spelled) if is_opaque => Some(Self::Opaque(spelled)),
            Some(spelled) => Some(Self::Generic(spelled)),
            None => None,
        }
    }
}

impl Options {
    fn new(args: Args, has_handle: bool, errors: &mut Errors) -> (CratePath, Option<openapi::Written>, Self) {
        let Args {
            krate,
            style,
            size,
            max_size,
            page_name,
            size_name,
            offset_name,
            limit_name,
            rejects,
            max_offset,
            total,
            items,
            links,
            links_base,
            openapi,
        } = args;
        let style = style.unwrap_or(Style::Page);
        let (ours, others) = match style {
            Style::Page => ([page_name, size_name], [offset_name, limit_name]),
            Style::Offset => ([offset_name, limit_name], [page_name, size_name]),
        };
        let names = names(style, ours, others, errors);
        check_items(style, items.as_ref(), links, errors);
        if let Some((_, span)) = total.filter(|_| has_handle) {
            let message = "a handler with a `PageRequest` counts for itself; remove `total` and return \
                           `PageItems::new(rows).total(n)`";
            errors.push(syn::Error::new(span, message));
        }
        let options = Self {
            style,
            names,
            sizes: sizes(size, max_size, errors),
            rejects: rejects.unwrap_or(false),
            max_offset,
            total: total.map(|(total, _)| total).filter(|_| !has_handle),
            items,
            links,
            links_base,
        };
        (krate, openapi, options)
    }
}

fn sizes(size: Option<(u32, Span)>, max_size: Option<(u32, Span)>, errors: &mut Errors) -> Option<(u32, u32)> {
    let max = match (size, max_size) {
        (None, None) => return None,
        (_, Some((max, _))) => max,
        (Some((size, _)), None) => size.max(MAX_SIZE),
    };
    match size {
        Some((size, span)) if size > max => {
            let message = format!("`size` is above `max_size`, {max}; write a smaller `size` or a larger `max_size`");
            errors.push(syn::Error::new(span, message));
            Some((max, max))
        }
        Some((size, _)) => Some((size, max)),
        None => Some((SIZE.min(max), max)),
    }
}

/// The names of the parameters, where one of them is renamed.
fn names(
    style: Style,
    ours: [Option<LitStr>; 2],
    others: [Option<LitStr>; 2],
    errors: &mut Errors,
) -> Option<(String, String)> {
    let (known, other) = match style {
        Style::Page => (["page", "size"], "offset"),
        Style::Offset => (["offset", "limit"], "page"),
    };
    for name in others.into_iter().flatten() {
        let message = format!(
            "there is no such parameter in this style: it has `{}` and `{}`; name one of these, or write `style = {other}`",
            known[0], known[1]
        );
        errors.at(name, message);
    }
    let [position, size] = ours;
    if position.is_none() && size.is_none() {
        return None;
    }
    let name = |name: &Option<LitStr>, known: &str| name.as_ref().map_or_else(|| known.to_owned(), LitStr::value);
    let names = (name(&position, known[0]), name(&size, known[1]));
    if names.0 == names.1 {
        errors.at(
            size.or(position),
            "both parameters have this name; name one of them otherwise",
        );
        return None;
    }
    Some(names)
}

fn check_items(style: Style, items: Option<&Items>, links: Option<Links>, errors: &mut Errors) {
    let members: &[&str] = match style {
        Style::Page => &["page", "size", "total", "total_kind", "total_pages", "links"],
        Style::Offset => &["offset", "limit", "total", "total_kind", "links"],
    };
    match items {
        Some(Items::Named(name)) if members.contains(&name.value().as_str()) => {
            errors.at(
                name,
                "the envelope has a member of this name beside the items; name the items otherwise",
            );
        }
        Some(Items::None(span)) if matches!(links, Some(Links::Body | Links::Both)) => {
            let message = "a bare array has no room for links; write `links = header`, or name the items";
            errors.push(syn::Error::new(*span, message));
        }
        _ => {}
    }
}
