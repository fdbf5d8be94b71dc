//! Handles: the one parameter that is no extractor and that the attribute supplies.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Pat, PatType, Type, spanned::Spanned};

use crate::{
    errors::Errors,
    parameter::{Parameter, is_conditional},
    spelling::is_almost,
    tidy::tidy,
    types::{bare, last_segment, type_arguments},
};

/// The handle among a handler's parameters.
pub(crate) struct Handle {
    attributes: Vec<Attribute>,
    pattern: Pat,
    ty: Type,
}

impl Handle {
    fn new(parameter: PatType) -> Self {
        Self {
            attributes: parameter.attrs,
            pattern: *parameter.pat,
            ty: *parameter.ty,
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.ty.span()
    }

    /// The variable that the user calls it by.
    pub(crate) fn name(&self) -> Option<&Ident> {
        match &self.pattern {
            Pat::Ident(name) => Some(&name.ident),
            _ => None,
        }
    }

    pub(crate) fn ty(&self) -> &Type {
        &self.ty
    }

    /// Expands the handle with this type in place of the one that was written and reported.
    pub(crate) fn set_ty(&mut self, ty: Type) {
        self.ty = ty;
    }

    /// The first generic argument: the row of a `CursorRequest<T>`.
    pub(crate) fn argument(&self) -> Option<&Type> {
        type_arguments(bare(&self.ty)).next()
    }

    /// Whether its type is called `name`, by the last segment.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        known_handle(&self.ty).is_some_and(|(handle, _)| handle == name)
    }

    /// The statement that binds the handle to `value`. A `let`, because the elided lifetime in `Emitter<View<'_>>` would
    /// be higher-ranked in the parameter of a closure.
    pub(crate) fn bind(&self, value: &TokenStream) -> TokenStream {
        let Self {
            attributes,
            pattern,
            ty,
        } = self;
        let allow = match pattern {
            // This statement uses a name that the user marked as unused.
            Pat::Ident(name) if name.ident.to_string().starts_with('_') => {
                Some(quote!(#[allow(clippy::no_effect_underscore_binding)]))
            }
            _ => None,
        };
        quote!(#(#attributes)* #allow let #pattern: #ty = #value;)
    }
}

/// The names of the handle types, each with the attribute that supplies it.
const HANDLES: [(&str, &str); 4] = [
    ("Emitter", "stream_json"),
    ("BlockingEmitter", "stream_json"),
    ("PageRequest", "paginate"),
    ("CursorRequest", "paginate"),
];

/// Takes the handle that `attribute` supplies out of the parameters.
pub(crate) fn take(parameters: &mut Vec<PatType>, attribute: &str, errors: &mut Errors) -> Option<Handle> {
    let mut handle = None;
    let mut extractors = Vec::with_capacity(parameters.len());
    for parameter in parameters.drain(..) {
        let mut parameter = parameter;
        if let Some(emitter) = wrapped(&parameter.ty, &EMITTERS).filter(|_| attribute == "stream_json") {
            let message = format!(
                "the emitter stays with the request; write `&{}`",
                tidy(&emitter.to_token_stream())
            );
            errors.at(&parameter.ty, message);
            *parameter.ty = syn::parse_quote!(&#emitter);
            if let Some(inner) = inner_pattern(&parameter.pat) {
                *parameter.pat = inner;
            }
        }
        let Some((name, owner)) = known_handle(&parameter.ty) else {
            extractors.push(parameter);
            continue;
        };
        if owner != attribute {
            let message = format!("`{name}` is the handle of `#[{owner}]`; `#[{attribute}]` cannot supply it");
            errors.at(&parameter.ty, message);
        } else if handle.is_some() {
            errors.at(&parameter.ty, "a handler has one handle; remove the second");
        } else {
            handle = Some(Handle::new(parameter));
        }
    }
    *parameters = extractors;
    handle
}

const EMITTERS: [&str; 2] = ["Emitter", "BlockingEmitter"];
const REQUESTS: [&str; 2] = ["PageRequest", "CursorRequest"];

/// The handle in an `Arc<Emitter<T>>` or a `Query<PageRequest>` and the like.
fn wrapped<'a>(ty: &'a Type, handles: &[&str]) -> Option<&'a Type> {
    type_arguments(ty)
        .find(|argument| last_segment(argument).is_some_and(|name| handles.iter().any(|handle| name == handle)))
}

/// The `page` of `Query(page)`.
fn inner_pattern(pattern: &Pat) -> Option<Pat> {
    match pattern {
        Pat::TupleStruct(tuple) if tuple.elems.len() == 1 => tuple.elems.first().cloned(),
        _ => None,
    }
}

/// Reports requests for a page that are taken as if an extractor had them, and takes them as they are. Returns whether
/// there is one whose body then means something else.
pub(crate) fn unwrap_requests(parameters: &mut [PatType], errors: &mut Errors) -> bool {
    let mut is_other = false;
    for parameter in parameters {
        let is_taken = last_segment(&parameter.ty).is_some_and(|name| name == "Query" || name == "Option");
        let Some(request) = wrapped(&parameter.ty, &REQUESTS).filter(|_| is_taken).cloned() else {
            continue;
        };
        let shown = tidy(&request.to_token_stream());
        let message =
            format!("the request for a page is a parameter of its own, and there always is one; write `page: {shown}`");
        errors.at(&parameter.ty, message);
        *parameter.ty = request;
        match inner_pattern(&parameter.pat) {
            Some(inner) => *parameter.pat = inner,
            None => is_other = true,
        }
    }
    is_other
}

/// Reports a handle under a name that an extractor has, too: the handle would hide it. One of two that are there by a condition
/// may stand for the other.
pub(crate) fn check_name(handle: Option<&Handle>, parameters: &[Parameter], errors: &mut Errors) {
    let handle = handle.filter(|handle| !is_conditional(&handle.attributes));
    let Some(name) = handle.and_then(Handle::name) else {
        return;
    };
    if parameters
        .iter()
        .any(|parameter| parameter.binds(name) && !parameter.is_conditional())
    {
        errors.at(name, format!("`{name}` names two parameters; rename one of them"));
    }
}

/// The handle whose name the user has probably misspelt: the parameter, and how the handle is called.
pub(crate) fn misspelt<'a>(parameters: &'a [PatType], attribute: &str) -> Option<(&'a Type, &'static str)> {
    parameters.iter().find_map(|parameter| {
        let name = last_segment(&parameter.ty)?.to_string();
        let handle = HANDLES
            .into_iter()
            .find(|(handle, owner)| *owner == attribute && is_almost(&name, handle))?;
        Some((&*parameter.ty, handle.0))
    })
}

/// The entry of [`HANDLES`] that a type, or the type behind a reference, is called by.
fn known_handle(ty: &Type) -> Option<(&'static str, &'static str)> {
    let name = match bare(ty) {
        Type::Reference(reference) => last_segment(&reference.elem)?,
        ty => last_segment(ty)?,
    };
    HANDLES.into_iter().find(|(handle, _)| name == handle)
}

/// Reports an emitter that is not taken as `&T`, and expands it as if it were.
pub(crate) fn check_by_reference(handle: &mut Handle, errors: &mut Errors) {
    let message = |written: &dyn ToTokens| {
        let shown = written.to_token_stream();
        format!(
            "the emitter stays with the request, and a handler borrows it; write `&{}`",
            tidy(&shown)
        )
    };
    match bare(&handle.ty).clone() {
        Type::Reference(reference) if reference.mutability.is_some() => {
            errors.at(&handle.ty, message(&reference.elem));
            let elem = &reference.elem;
            handle.ty = syn::parse_quote!(&#elem);
        }
        Type::Reference(reference) => {
            let lifetime = reference.lifetime.as_ref().filter(|lifetime| lifetime.ident != "_");
            if let Some(lifetime) = lifetime {
                errors.at(
                    lifetime,
                    "the emitter lives as long as its request; remove the lifetime",
                );
                let elem = &reference.elem;
                handle.ty = syn::parse_quote!(&#elem);
            }
        }
        ty => {
            errors.at(&ty, message(&ty));
            handle.ty = syn::parse_quote!(&#ty);
        }
    }
}

/// Reports extractors that are references, such as an emitter under an alias, each with the `remedy`. Returns whether there
/// are any. Their types stay as they are written, so that an editor can complete a name which is not finished yet.
pub(crate) fn check_references(parameters: &[PatType], remedy: &str, errors: &mut Errors) -> bool {
    let mut any = false;
    for parameter in parameters {
        let message = format!("a reference is no extractor{remedy}");
        match &*parameter.ty {
            Type::Reference(reference) if reference.lifetime.is_none() => {
                errors.at(reference, message);
                any = true;
            }
            _ => {}
        }
    }
    any
}
