use proc_macro2::{Group, TokenStream, TokenTree};
use syn::{Generics, Ident, ReturnType, Type};

use super::{args::Args, options::Options, tables};
use crate::{
    body::Exits,
    errors::Errors,
    handle::{self, Handle},
    handler::Handler,
    handler_fn::HandlerFn,
    openapi::Openapi,
    parameter::Parameter,
    returned::{Kind, Shape, is_try_stream, refuse, returns_items},
    signature,
    types::{is_nameable, last_segment, unit},
};

/// A handler that can be expanded. What was wrong with the one that was written has been reported.
pub(crate) struct Plan {
    pub(crate) handler: Handler,
    pub(crate) source: Source,
    pub(crate) options: Options,
    pub(crate) openapi: Option<Openapi>,
    /// What the future of an `async` handler ends with: `()` or a `Result<(), E>`, where that can be named.
    pub(crate) end: Option<TokenStream>,
}

/// Where the items come from.
pub(crate) enum Source {
    /// The handler emits them. `end` is what it returns: `()` or a `Result<(), E>`.
    Emitted { handle: Handle, end: Type },
    /// The handler returns them.
    Returned { returned: Type, kind: Kind },
    /// Nowhere, which has been reported. The body is still checked, unless its type was refused.
    Refused {
        handle: Option<Handle>,
        returned: Option<Type>,
    },
}

impl Plan {
    pub(crate) fn new(args: Args, handler: HandlerFn, errors: &mut Errors) -> Self {
        let HandlerFn {
            mut attributes,
            visibility,
            signature,
            body,
        } = handler;
        let is_async = signature.asyncness.is_some();
        let (krate, written, mut options) = Options::new(args, is_async, errors);
        signature::check(&signature, errors);
        signature::check_attributes(&mut attributes, errors);
        let mut parameters = signature::parameters(&signature);
        let mut handle = handle::take(&mut parameters, "stream_json", errors);
        if let Some(handle) = &mut handle {
            handle::check_by_reference(handle, errors);
            options.refuse_document(errors);
            if let Some(name) = handle.name().filter(|_| options.are_tables()) {
                tables::check_calls(name, body.stream(), errors);
            }
        }
        let has_reference = handle::check_references(
            &parameters,
            ", and the emitter is known by its name alone; write `&Emitter<T>`, or take a value",
            errors,
        );
        let parameters = Parameter::list(parameters);
        if options.local {
            attributes.push(syn::parse_quote!(#[allow(clippy::future_not_send)]));
        }
        signature::check_count(&parameters, errors);
        handle::check_name(handle.as_ref(), &parameters, errors);
        let span = signature::span(&signature);
        let (async_span, fn_span) = signature::word_spans(&signature);
        let may_fail = signature::may_fail(&signature);
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "stream_json", errors);
        // The reference was reported, and as an argument it would live too short for the response.
        let source = if has_reference {
            Source::REFUSED
        } else {
            Source::new(handle, signature.output, &signature.generics, &signature.ident, errors)
                .check_send(is_async && !options.local, errors)
        };
        if let Some(openapi) = &mut openapi {
            openapi.require_nameable("items", source.names_item(&signature.generics), errors);
        }
        let is_blocking = !is_async && source.may_block(&body, errors);
        let mut plan = Self {
            source: source.check_executor(is_async, errors),
            handler: Handler {
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
                is_blocking,
                may_fail,
                span,
            },
            options,
            openapi,
            end: None,
        };
        plan.end = plan.find_end();
        plan
    }
}

impl Source {
    const REFUSED: Self = Self::Refused {
        handle: None,
        returned: None,
    };

    fn new(handle: Option<Handle>, output: ReturnType, generics: &Generics, name: &Ident, errors: &mut Errors) -> Self {
        let returned = match output {
            // A handler that never returns is expanded as one that returns `()`: the type `!` is unstable in the places
            // where the expansion writes it.
            ReturnType::Type(_, returned) if !matches!(*returned, Type::Never(_)) => *returned,
            _ if handle.is_some() => unit(),
            _ => {
                let message = "nothing to stream; return a stream, an iterator or a value, or take a parameter such as \
                               `rows: &Emitter<T>`";
                errors.at(name, message);
                return Self::Refused {
                    handle: None,
                    returned: Some(syn::parse_quote!(_)),
                };
            }
        };
        if let Some(handle) = handle {
            if returns_items(&returned) {
                let message =
                    "a handler with an emitter returns `()` or `Result<(), E>`; emit the items, or remove the emitter";
                errors.at(&returned, message);
                return Self::REFUSED;
            }
            return Self::Emitted { handle, end: returned };
        }
        if refuse::refuse(&returned, errors) {
            return Self::REFUSED;
        }
        if last_segment(&returned).is_some_and(|name| name == "SqlSource") {
            errors.at(
                &returned,
                "an `SqlSource` is for `#[paginate]`; stream the rows of a statement by `fetch(&db)`",
            );
            return Self::REFUSED;
        }
        let kind = Kind::new(&returned, generics).filter(|kind| !is_page_source(kind));
        if let Some(kind) = kind {
            return Self::Returned { returned, kind };
        }
        let message = if is_try_stream(&returned) {
            "a `TryStream` says nothing about items; write `impl Stream<Item = Result<T, E>>`"
        } else {
            "this `impl Trait` says nothing about items; write `impl Iterator<Item = T>`, `impl Stream<Item = T>` or \
             `impl Serialize`"
        };
        errors.at(&returned, message);
        Self::REFUSED
    }

    /// Refuses a boxed iterator or stream that is not `Send`, where the handler's future has to be.
    fn check_send(self, must_be_send: bool, errors: &mut Errors) -> Self {
        match self {
            Self::Returned { returned, .. } if must_be_send && refuse::refuse_not_send(&returned, errors) => {
                Self::REFUSED
            }
            source => source,
        }
    }

    /// Whether a plain `fn` can run this. One that cannot is reported, and expanded as if it were `async`.
    fn may_block(&self, body: &Group, errors: &mut Errors) -> bool {
        match self {
            Self::Emitted { handle, .. } if handle.is_named("Emitter") => {
                let message = if has_block_on(body.stream()) {
                    "an `Emitter` waits for the client by `await`, and `#[tokio::main]` above has taken `async`; remove that \
                     attribute"
                } else {
                    "an `Emitter` waits for the client by `await`; write `async fn`, or take a `&BlockingEmitter<T>`"
                };
                errors.at(handle.ty(), message);
                false
            }
            Self::Returned { returned, kind } if is_stream(kind) => {
                let message = "a stream is driven by the executor; write `async fn`, or return an iterator";
                errors.at(returned, message);
                false
            }
            Self::Emitted { .. } | Self::Returned { .. } => true,
            Self::Refused { .. } => false,
        }
    }

    /// Refuses a `BlockingEmitter` in an `async fn`, where it would block the executor.
    fn check_executor(self, is_async: bool, errors: &mut Errors) -> Self {
        match self {
            Self::Emitted { handle, end } if is_async && handle.is_named("BlockingEmitter") => {
                let message = "a `BlockingEmitter` waits for the client by blocking its thread; remove `async`, or take \
                               an `&Emitter<T>`";
                errors.at(handle.ty(), message);
                Self::Refused {
                    handle: Some(handle),
                    returned: Some(end),
                }
            }
            source => source,
        }
    }

    /// Whether the type of an item, or of the document, can be written outside of the handler.
    fn names_item(&self, generics: &Generics) -> bool {
        match self {
            Self::Emitted { handle, .. } => is_nameable(handle.ty(), generics),
            Self::Returned { kind, .. } => kind.names_item(generics),
            // It was reported; nothing else about it is.
            Self::Refused { .. } => true,
        }
    }
}

fn is_page_source(kind: &Kind) -> bool {
    matches!(kind, Kind::Opaque(spelled) if matches!(spelled.shape, Shape::Source { .. }))
}

fn is_stream(kind: &Kind) -> bool {
    kind.spelled().is_some_and(|spelled| spelled.shape == Shape::Stream)
}

/// Whether a body calls `block_on`, as that of an `async fn` does after `#[tokio::main]`.
fn has_block_on(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "block_on",
        TokenTree::Group(group) => has_block_on(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
