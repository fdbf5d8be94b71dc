use proc_macro2::Span;
use syn::{Generics, Ident, ReturnType, Type};

use super::{args::Args, options::Options, style::Style};
use crate::{
    errors::Errors,
    handle::{self, Handle},
    handler::Handler,
    handler_fn::HandlerFn,
    openapi::Openapi,
    parameter::Parameter,
    returned::{Kind, Shape},
    signature,
    types::{is_nameable, unit},
};

/// A handler that can be expanded. What was wrong with the one that was written has been reported.
pub(crate) struct Plan {
    pub(crate) handler: Handler,
    pub(crate) source: Source,
    pub(crate) options: Options,
    pub(crate) openapi: Option<Openapi>,
}

/// Where the rows come from.
pub(crate) enum Source {
    /// The handler takes a request for a page and returns the rows of that page.
    Requested { handle: Handle, returned: Type },
    /// The handler returns a source, of which the runtime reads a page.
    Returned { returned: Type, kind: Kind },
    /// Nowhere, which has been reported.
    Refused { returned: Type },
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
        let parameters = Parameter::list(parameters);
        signature::check_count(&parameters, errors);
        let span = signature::span(&signature);
        let (krate, written, mut options) = Options::new(args, style, handle.is_some(), errors);
        options.check_body(&parameters, errors);
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
            openapi.require_nameable("rows", source.names_row(&signature.generics), errors);
        }
        Self {
            source,
            handler: Handler {
                krate,
                attributes,
                visibility,
                name: signature.ident,
                generics: signature.generics,
                parameters,
                body,
                is_blocking: signature.asyncness.is_none(),
                span,
            },
            options,
            openapi,
        }
    }

    /// Whether its pages are reached by cursors.
    pub(super) fn is_walk(&self) -> bool {
        self.options.style == Style::Cursor
    }
}

impl Style {
    /// The style that is written, or that the handle implies. A handle of another style is reported, and its style is
    /// expanded.
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
            return Self::Requested { handle, returned };
        }
        let kind = Kind::new(&returned, generics).filter(|kind| !is_document(kind));
        if let Some(kind) = kind {
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

    /// Whether the type of a row can be written outside of the handler.
    fn names_row(&self, generics: &Generics) -> bool {
        match self {
            Self::Requested { returned, .. } => is_nameable(returned, generics),
            Self::Returned { kind, .. } => kind.names_item(generics),
            // It was reported; nothing else about it is.
            Self::Refused { .. } => true,
        }
    }
}

fn is_document(kind: &Kind) -> bool {
    matches!(kind, Kind::Opaque(spelled) if spelled.shape == Shape::Document)
}
