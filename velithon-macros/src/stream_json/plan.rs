use syn::{Generics, Ident, ReturnType, Type};

use super::{args::Args, options::Options};
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

/// Where the items come from.
pub(crate) enum Source {
    /// The handler emits them. `end` is what it returns: `()` or a `Result<(), E>`.
    Emitted { handle: Handle, end: Type },
    /// The handler returns them.
    Returned { returned: Type, kind: Kind },
    /// Nowhere, which has been reported.
    Refused { handle: Option<Handle>, returned: Type },
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
        signature::check(&signature, "stream_json", errors);
        signature::check_attributes(&mut attributes, errors);
        let mut parameters = signature::parameters(&signature);
        let mut handle = handle::take(&mut parameters, "stream_json", errors);
        if let Some(handle) = &mut handle {
            handle::check_by_reference(handle, errors);
            options.refuse_document(errors);
        }
        let has_reference = handle::check_references(&mut parameters, errors);
        let parameters = Parameter::list(parameters);
        signature::check_count(&parameters, errors);
        let span = signature::span(&signature);
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "stream_json", errors);
        // The reference is an emitter under another name, and was reported.
        let source = if has_reference && handle.is_none() && matches!(signature.output, ReturnType::Default) {
            Source::Refused {
                handle: None,
                returned: unit(),
            }
        } else {
            Source::new(handle, signature.output, &signature.generics, &signature.ident, errors)
        };
        if let Some(openapi) = &mut openapi {
            openapi.require_nameable("items", source.names_item(&signature.generics), errors);
        }
        let is_blocking = !is_async && source.may_block(errors);
        Self {
            source: source.check_executor(is_async, errors),
            handler: Handler {
                krate,
                attributes,
                visibility,
                name: signature.ident,
                generics: signature.generics,
                parameters,
                body,
                is_blocking,
                span,
            },
            options,
            openapi,
        }
    }
}

impl Source {
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
                    returned: unit(),
                };
            }
        };
        if let Some(handle) = handle {
            return Self::Emitted { handle, end: returned };
        }
        let kind = Kind::new(&returned, generics).filter(|kind| !is_page_source(kind));
        if let Some(kind) = kind {
            return Self::Returned { returned, kind };
        }
        let message = "this `impl Trait` says nothing about items; write `impl Iterator<Item = T>`, \
                       `impl Stream<Item = T>` or `impl Serialize`";
        errors.at(&returned, message);
        Self::Refused { handle: None, returned }
    }

    /// Whether a plain `fn` can run this. One that cannot is reported, and expanded as if it were `async`.
    fn may_block(&self, errors: &mut Errors) -> bool {
        match self {
            Self::Emitted { handle, .. } if handle.is_named("Emitter") => {
                let message = "an `Emitter` waits for the client by `await`; write `async fn`, or take a \
                               `&BlockingEmitter<T>`";
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
                    returned: end,
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
