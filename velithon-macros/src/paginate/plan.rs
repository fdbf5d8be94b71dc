use proc_macro2::{Group, Span};
use syn::{Attribute, Generics, Ident, ReturnType, Type, Visibility, spanned::Spanned};

use super::{
    args::{Args, Style},
    options::Options,
};
use crate::{
    crate_path::CratePath,
    errors::Errors,
    handle::{self, Handle},
    handler::HandlerFn,
    openapi::Openapi,
    returned::{Shape, Spelled, contains_impl, mentions, unit},
    signature::{self, Parameter},
};

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
        let style = Style::of(args.style, handle.as_mut(), errors);
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
        let (krate, written, options) = Options::new(args, style, handle.is_some(), errors);
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "paginate", errors);
        let source = Source::new(
            style,
            handle,
            signature.output,
            &signature.generics,
            &signature.ident,
            errors,
        );
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

impl Style {
    /// The style that is written, or that the handle implies. Reports a handle that does not go with it, and goes with
    /// the handle.
    fn of(written: Option<(Self, Span)>, handle: Option<&mut Handle>, errors: &mut Errors) -> Self {
        let written = written.map(|(style, _)| style);
        let Some(handle) = handle else {
            return written.unwrap_or(Self::Page);
        };
        let is_cursor = handle.is_named("CursorRequest");
        if let Type::Reference(reference) = handle.ty() {
            let name = if is_cursor { "CursorRequest<T>" } else { "PageRequest" };
            let message = format!("the request for a page is a plain value; write `{name}`");
            errors.at(handle.ty(), message);
            let value = (*reference.elem).clone();
            handle.set_ty(value);
        }
        match (written, is_cursor) {
            (None | Some(Self::Cursor), true) => Self::Cursor,
            (Some(_), true) => {
                let message = "`CursorRequest` belongs to a style of its own, and this handler's pages are numbered; write \
                               `style = cursor`, or take a `PageRequest`";
                errors.at(handle.ty(), message);
                Self::Cursor
            }
            (Some(Self::Cursor), false) => {
                let message = "a `PageRequest` is for numbered pages, and this handler's are reached by cursors; take a \
                               `CursorRequest<T>`, or write `style = page`";
                errors.at(handle.ty(), message);
                Self::Page
            }
            (written, false) => written.unwrap_or(Self::Page),
        }
    }
}

impl Source {
    fn new(
        style: Style,
        handle: Option<Handle>,
        output: ReturnType,
        generics: &Generics,
        name: &Ident,
        errors: &mut Errors,
    ) -> Self {
        let returned = match output {
            ReturnType::Type(_, returned) => *returned,
            ReturnType::Default => {
                let message = match (handle.is_some(), style) {
                    (true, _) => "nothing to answer with; return `PageItems<T>`",
                    (false, Style::Cursor) => {
                        "nothing to paginate; return a list or a `CursorSource`, or take a `page: CursorRequest<T>` and \
                         return `PageItems<T>`"
                    }
                    (false, _) => {
                        "nothing to paginate; return a list, an iterator, a stream or a `PageSource`, or take a \
                         `page: PageRequest` and return `PageItems<T>`"
                    }
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
        let message = if style == Style::Cursor {
            "this `impl Trait` cannot be walked by cursor; write `impl CursorSource<Item = T>`"
        } else {
            "this `impl Trait` is nothing to paginate; write `impl Iterator<Item = T>`, `impl Stream<Item = T>` or \
             `impl PageSource`"
        };
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
