use proc_macro2::Span;
use syn::{PatType, ReturnType, Type};

use super::{args::Args, export::Export, options::Options, run::Run, source::Source, style::Style};
use crate::{
    body::Exits,
    errors::Errors,
    handle::{self, Handle},
    handler::Handler,
    handler_fn::HandlerFn,
    openapi::Openapi,
    parameter::Parameter,
    returned::result_payload,
    signature,
    types::last_segment,
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
