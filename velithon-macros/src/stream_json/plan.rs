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
    Refused { returned: Type },
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
        let (krate, written, options) = Options::new(args, errors);
        let HandlerFn {
            mut attributes,
            visibility,
            signature,
            body,
        } = handler;
        signature::check(&signature, "stream_json", errors);
        signature::check_attributes(&mut attributes, errors);
        if signature.asyncness.is_none() {
            let message = "`#[stream_json]` takes an `async fn`; write `async` before `fn`";
            errors.at(signature.fn_token, message);
        }
        let mut parameters = signature::parameters(&signature);
        let mut handle = handle::take(&mut parameters, "stream_json", errors);
        if let Some(handle) = &mut handle {
            handle::check_by_reference(handle, errors);
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
        let mut openapi = Openapi::new(written, &mut attributes, &signature.ident, "stream_json", errors);
        let source = Source::new(handle, signature.output, &signature.generics, &signature.ident, errors);
        if let Some(openapi) = &mut openapi {
            openapi.name_what_is_unknown("items", source.names_item(&signature.generics), errors);
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
            options,
            openapi,
            span,
        }
    }
}

impl Source {
    fn new(handle: Option<Handle>, output: ReturnType, generics: &Generics, name: &Ident, errors: &mut Errors) -> Self {
        let returned = match output {
            ReturnType::Type(_, returned) => *returned,
            ReturnType::Default if handle.is_none() => {
                let message = "nothing to stream; return a stream, an iterator or a value, or take a parameter such as \
                               `rows: &Emitter<T>`";
                errors.at(name, message);
                return Self::Refused { returned: unit() };
            }
            ReturnType::Default => unit(),
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
        Self::Refused { returned }
    }
}

impl Kind {
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
