use proc_macro2::{Group, Span};
use syn::{Attribute, Generics, Ident, ReturnType, Type, Visibility, spanned::Spanned};

use super::{args::Args, options::Options};
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
    pub(crate) options: Options,
    pub(crate) openapi: Option<Openapi>,
    /// A plain `fn`.
    pub(crate) blocking: bool,
    /// Where errors in what the signature and the body have to do with each other belong.
    pub(crate) span: Span,
}

/// Where the items come from.
pub(crate) enum Source {
    /// The handler emits them, and returns `()` or a `Result`.
    Emitted { handle: Handle, end: Type },
    /// The handler returns them.
    Returned { returned: Type, kind: Kind },
    /// There are none, which has been reported.
    Refused { handle: Option<Handle>, returned: Type },
}

/// How the kind of a returned value is known.
pub(crate) enum Kind {
    /// The type decides.
    Typed,
    /// The spelling decides, because the type mentions generic parameters.
    Generic(Spelled),
    /// The spelling decides, because the type contains `impl Trait`.
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
        let nameless = handle::check_references(&mut parameters, errors);
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
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "stream_json", errors);
        let source = if nameless && handle.is_none() && matches!(signature.output, ReturnType::Default) {
            Source::Refused {
                handle: None,
                returned: unit(),
            }
        } else {
            Source::new(handle, signature.output, &signature.generics, &signature.ident, errors)
        };
        if let Some(openapi) = &mut openapi {
            openapi.name_what_is_unknown("items", source.names_item(&signature.generics), errors);
        }
        Self {
            blocking: !is_async && source.may_block(errors),
            source: source.in_place(is_async, errors),
            krate,
            attributes,
            visibility,
            name: signature.ident,
            generics: signature.generics,
            parameters,
            body,
            options,
            openapi,
            span,
        }
    }
}

impl Source {
    fn new(handle: Option<Handle>, output: ReturnType, generics: &Generics, name: &Ident, errors: &mut Errors) -> Self {
        let returned = match output {
            // A feed that never ends is one that ends with nothing; the type itself is not stable where it would stand.
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
        if let Some(kind) = Kind::new(&returned, generics) {
            return Self::Returned { returned, kind };
        }
        let message = "this `impl Trait` says nothing about items; write `impl Iterator<Item = T>`, \
                       `impl Stream<Item = T>` or `impl Serialize`";
        errors.at(&returned, message);
        Self::Refused { handle: None, returned }
    }

    /// Whether a plain `fn` can do it. What cannot is expanded as if it were `async`.
    fn may_block(&self, errors: &mut Errors) -> bool {
        match self {
            Self::Emitted { handle, .. } if handle.is_named("Emitter") => {
                let message = "an `Emitter` waits for the client by `await`; write `async fn`, or take a \
                               `&BlockingEmitter<T>`";
                errors.at(handle.ty(), message);
                false
            }
            Self::Returned { returned, kind } if kind.is_stream() => {
                let message = "a stream is driven by the executor; write `async fn`, or return an iterator";
                errors.at(returned, message);
                false
            }
            Self::Emitted { .. } | Self::Returned { .. } => true,
            Self::Refused { .. } => false,
        }
    }

    /// The source without what would block the executor.
    fn in_place(self, is_async: bool, errors: &mut Errors) -> Self {
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
}

impl Kind {
    fn is_stream(&self) -> bool {
        match self {
            Self::Typed => false,
            Self::Generic(spelled) | Self::Opaque(spelled) => spelled.shape == Shape::Stream,
        }
    }

    fn new(returned: &Type, generics: &Generics) -> Option<Self> {
        if contains_impl(returned) {
            let spelled = Spelled::new(returned)?;
            (!matches!(spelled.shape, Shape::Source { .. })).then_some(Self::Opaque(spelled))
        } else if mentions(returned, generics) {
            let spelled = Spelled::new(returned).unwrap_or(Spelled {
                in_result: false,
                shape: Shape::Document,
                item: None,
            });
            Some(Self::Generic(spelled))
        } else {
            Some(Self::Typed)
        }
    }
}
