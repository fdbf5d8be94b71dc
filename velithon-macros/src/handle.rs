//! Handles: the one parameter that is no extractor.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Lifetime, Pat, PatType, Type, spanned::Spanned};

use crate::{errors::Errors, returned::type_arguments};

/// A handle: the parameter that the attribute supplies.
pub(crate) struct Handle {
    attributes: Vec<Attribute>,
    pattern: Pat,
    ty: Type,
}

impl Handle {
    pub(crate) fn new(parameter: PatType) -> Self {
        Self {
            attributes: parameter.attrs,
            pattern: *parameter.pat,
            ty: *parameter.ty,
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.ty.span()
    }

    pub(crate) fn ty(&self) -> &Type {
        &self.ty
    }

    /// Takes the handle for one of this type.
    pub(crate) fn set_ty(&mut self, ty: Type) {
        self.ty = ty;
    }

    /// What stands in angle brackets after its name.
    pub(crate) fn argument(&self) -> Option<&Type> {
        type_arguments(bare(&self.ty)).next()
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        handle_name(&self.ty).is_some_and(|(handle, _)| handle == name)
    }

    /// The statement that binds it to `value`. By `let`, because a closure's parameter would take the elided lifetime in
    /// `Emitter<View<'_>>` for one of every call.
    pub(crate) fn bind(&self, value: &TokenStream) -> TokenStream {
        let Self {
            attributes,
            pattern,
            ty,
        } = self;
        // The user did not use it.
        let silence = match pattern {
            Pat::Ident(name) if name.ident.to_string().starts_with('_') => {
                Some(quote!(#[allow(clippy::no_effect_underscore_binding)]))
            }
            _ => None,
        };
        quote!(#(#attributes)* #silence let #pattern: #ty = #value;)
    }
}

/// The handles by the last segment of their types, with the attribute that supplies each.
const HANDLES: [(&str, &str); 4] = [
    ("Emitter", "stream_json"),
    ("BlockingEmitter", "stream_json"),
    ("PageRequest", "paginate"),
    ("CursorRequest", "paginate"),
];

/// Takes the handle of `attribute` out of `parameters`.
pub(crate) fn take(parameters: &mut Vec<PatType>, attribute: &str, errors: &mut Errors) -> Option<Handle> {
    let mut handle = None;
    let mut extractors = Vec::with_capacity(parameters.len());
    for parameter in parameters.drain(..) {
        let Some((name, owner)) = handle_name(&parameter.ty) else {
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

/// The type without the parentheses around it, and without the invisible ones of a macro's argument.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

fn handle_name(ty: &Type) -> Option<(&'static str, &'static str)> {
    let name = match bare(ty) {
        Type::Reference(reference) => last_segment(&reference.elem)?,
        ty => last_segment(ty)?,
    };
    HANDLES.into_iter().find(|(handle, _)| name == handle)
}

/// The last name of a type's path: `Emitter` of `velithon::Emitter<T>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&Ident> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// Reports a handle that is not taken as `&T`, and mends it.
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
        Type::Reference(_) => {}
        ty => {
            errors.at(&ty, message(&ty));
            handle.ty = syn::parse_quote!(&#ty);
        }
    }
}

/// Reports parameters that no extractor can be, and mends them; tells whether there are any. The emitter under another name is
/// one.
pub(crate) fn check_references(parameters: &mut [PatType], errors: &mut Errors) -> bool {
    let mut any = false;
    for parameter in parameters {
        let message = "a reference is no extractor, and the emitter is known by its name alone; write `&Emitter<T>`, or \
                       take a value";
        match &mut *parameter.ty {
            Type::Reference(reference) if reference.lifetime.is_none() => {
                errors.at(&*reference, message);
                reference.lifetime = Some(Lifetime::new("'static", reference.and_token.span));
                any = true;
            }
            _ => {}
        }
    }
    any
}

/// Tokens as a person would write them, for messages.
fn tidy(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (spaced, tight) in [(" < ", "<"), (" >", ">"), (" :: ", "::"), ("& ", "&"), (" ,", ",")] {
        text = text.replace(spaced, tight);
    }
    text
}
