use proc_macro2::Span;
use syn::{Generics, Ident, PatType, ReturnType, Type};

use super::{
    args::Args,
    export::Export,
    options::Options,
    refuse::{refuse_list, refuse_results},
    run::Run,
    style::Style,
};
use crate::{
    body::Exits,
    errors::Errors,
    handle::{self, Handle},
    handler::Handler,
    handler_fn::HandlerFn,
    openapi::Openapi,
    parameter::Parameter,
    returned::{Kind, Shape, is_try_stream, refuse, result_payload, returns_items},
    signature,
    types::{is_nameable, last_segment},
};

/// A handler that can be expanded. What was wrong with the one that was written has been reported.
pub(crate) struct Plan {
    pub(crate) handler: Handler,
    pub(crate) source: Source,
    pub(crate) run: Run,
    pub(crate) options: Options,
    /// Present where the handler also answers with everything.
    pub(crate) export: Option<Export>,
    pub(crate) openapi: Option<Openapi>,
}

/// Where the rows come from.
pub(crate) enum Source {
    /// The handler takes a request for a page and returns the rows of that page.
    Requested { handle: Handle, returned: Type },
    /// The handler returns a source, of which the runtime reads a page.
    Returned { returned: Type, kind: Kind },
    /// Nowhere, which has been reported. The body is still checked, unless its type was refused.
    Refused { returned: Option<Type> },
}

impl Plan {
    pub(crate) fn new(args: Args, handler: HandlerFn, errors: &mut Errors) -> Self {
        let HandlerFn {
            mut attributes,
            visibility,
            signature,
            body,
        } = handler;
        signature::check(&signature, errors);
        signature::check_attributes(&mut attributes, errors);
        let mut parameters = signature::parameters(&signature);
        let is_other_request = handle::unwrap_requests(&mut parameters, errors);
        let mut handle = handle::take(&mut parameters, "paginate", errors);
        let written = args.style;
        let style = Style::of(written, handle.as_mut(), errors);
        let is_compiled = match handle {
            // `CursorRequest` does not exist without the feature, which the compiler says.
            Some(_) => style != Style::Cursor || cfg!(feature = "cursor"),
            None => has_cursors(written, errors),
        };
        let page_items = find_page_items(&signature.output).filter(|_| handle.is_none());
        let has_page_items = page_items.is_some_and(|returned| {
            report_page_items(returned, &parameters, errors);
            true
        });
        let has_reference = handle::check_references(&parameters, "; take a value", errors);
        let parameters = Parameter::list(parameters);
        signature::check_count(&parameters, errors);
        handle::check_name(handle.as_ref(), &parameters, errors);
        let span = signature::span(&signature);
        let (async_span, fn_span) = signature::word_spans(&signature);
        let may_fail = signature::may_fail(&signature);
        let (krate, written, export, mut options) = Options::new(args, style, handle.is_some(), errors);
        let export = export.check(style == Style::Cursor, handle.as_ref(), errors);
        options.check_body(&parameters, errors);
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "paginate", errors);
        let source = match signature.output {
            _ if has_page_items || has_reference || is_other_request || !is_compiled => {
                Source::Refused { returned: None }
            }
            output => Source::new(style, handle, output, &signature.generics, &signature.ident, errors),
        };
        if let Some(openapi) = &mut openapi {
            openapi.require_nameable("rows", source.names_row(&signature.generics), errors);
        }
        let handler = Handler {
            krate,
            attributes,
            visibility,
            async_span,
            fn_span,
            name: signature.ident,
            generics: signature.generics,
            parameters,
            exits: Exits::of(&body),
            body,
            is_blocking: signature.asyncness.is_none(),
            may_fail,
            span,
        };
        Self {
            run: Run::of(&source, &handler, style == Style::Cursor, export.is_some()),
            handler,
            source,
            options,
            export,
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
                return Self::Refused {
                    returned: Some(syn::parse_quote!(_)),
                };
            }
        };
        if refuse_results(&returned, handle.is_some(), errors) {
            return Self::Refused { returned: None };
        }
        if let Some(handle) = handle {
            if refuse::refuse_swapped(&returned, errors) || refuse_list(&handle, errors) {
                return Self::Refused { returned: None };
            }
            if returns_items(&returned) {
                let message = "a handler with a request for a page returns the rows of that page; write `PageItems<T>`, or \
                               remove the request";
                errors.at(&returned, message);
                return Self::Refused { returned: None };
            }
            return Self::Requested { handle, returned };
        }
        if refuse::refuse(&returned, errors) {
            return Self::Refused { returned: None };
        }
        let kind = Kind::new(&returned, generics).filter(|kind| !is_document(kind));
        if let Some(kind) = kind {
            return Self::Returned { returned, kind };
        }
        let message = if is_try_stream(&returned) {
            "a `TryStream` says nothing about items; write `impl Stream<Item = Result<T, E>>`"
        } else if style == Style::Cursor {
            "this `impl Trait` cannot be walked by cursor; write `impl CursorSource<Item = T>`"
        } else {
            "this `impl Trait` is nothing to paginate; write `impl Iterator<Item = T>`, `impl Stream<Item = T>` or \
             `impl PageSource`"
        };
        errors.at(&returned, message);
        Self::Refused { returned: None }
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

/// Whether what the written style needs is compiled; otherwise reported.
fn has_cursors(written: Option<(Style, Span)>, errors: &mut Errors) -> bool {
    let Some((Style::Cursor, place)) = written else {
        return true;
    };
    if !cfg!(feature = "cursor") {
        let message =
            "cursors need velithon's feature `cursor`; write `features = [\"cursor\"]` where Cargo.toml names velithon";
        errors.push(syn::Error::new(place, message));
    }
    cfg!(feature = "cursor")
}

/// The `PageItems<T>` that a handler returns, in a `Result` or not.
fn find_page_items(output: &ReturnType) -> Option<&Type> {
    let ReturnType::Type(_, returned) = output else {
        return None;
    };
    let value = result_payload(returned).unwrap_or(returned);
    last_segment(value)
        .is_some_and(|name| name == "PageItems")
        .then_some(value)
}

/// Reports a `PageItems<T>` without a request for a page: at a parameter whose type is almost called so, or else at itself.
fn report_page_items(returned: &Type, parameters: &[PatType], errors: &mut Errors) {
    if let Some((ty, name)) = handle::misspelt(parameters, "paginate") {
        errors.at(ty, format!("no request for a page is called so; write `{name}`"));
    } else {
        let message = "`PageItems` is returned by a handler with a `page: PageRequest`, and there is none";
        errors.at(returned, message);
    }
}
