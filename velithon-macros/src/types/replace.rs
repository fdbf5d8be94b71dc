//! Types with some of their parts exchanged.

use proc_macro2::{Span, TokenStream};
use syn::{
    GenericArgument, Lifetime, ParenthesizedGenericArguments, PathArguments, Type, TypeFnPtr, TypeImplTrait,
    TypeParamBound, TypeReference, parse_quote,
    spanned::Spanned,
    visit_mut::{self, VisitMut},
};

use super::{is_spelled_result, is_unit};

/// The type with `_` for each `impl Trait`, as a `let` can state it.
pub(crate) fn infer_impl(ty: &Type) -> Type {
    replace(ty, |ty| matches!(ty, Type::ImplTrait(_)).then(|| parse_quote!(_)))
}

/// The type with `payload` for what a `Result` holds: its first type argument, whatever that is.
pub(crate) fn replace_payload(ty: &Type, payload: &TokenStream) -> Type {
    let mut replaced = ty.clone();
    if let Some(held) = first_argument(&mut replaced) {
        *held = Type::Verbatim(payload.clone());
    }
    replaced
}

/// The type with `response` for what a `Result` holds, or `response` alone where the type is no `Result`.
pub(crate) fn replace_success(ty: &Type, response: &TokenStream) -> Type {
    if is_spelled_result(ty) {
        replace_payload(ty, response)
    } else {
        Type::Verbatim(response.clone())
    }
}

/// The first type argument of a path.
fn first_argument(ty: &mut Type) -> Option<&mut Type> {
    match ty {
        Type::Group(group) => first_argument(&mut group.elem),
        Type::Paren(paren) => first_argument(&mut paren.elem),
        Type::Path(path) => match &mut path.path.segments.last_mut()?.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.iter_mut().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            }),
            _ => None,
        },
        _ => None,
    }
}

/// The type with `response` for its first `()`.
pub(crate) fn replace_unit(ty: &Type, response: &TokenStream) -> Type {
    let mut response = Some(Type::Verbatim(response.clone()));
    replace(ty, |ty| if is_unit(ty) { response.take() } else { None })
}

/// The type with `replacement` for each part of it that this function maps to another.
fn replace(ty: &Type, replacement: impl FnMut(&Type) -> Option<Type>) -> Type {
    struct Replace<F>(F);
    impl<F: FnMut(&Type) -> Option<Type>> VisitMut for Replace<F> {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            match (self.0)(ty) {
                Some(replacement) => *ty = replacement,
                None => visit_mut::visit_type_mut(self, ty),
            }
        }
    }
    let mut replaced = ty.clone();
    Replace(replacement).visit_type_mut(&mut replaced);
    replaced
}

/// The type without `use<…>`, which is not allowed in the type of an argument.
pub(crate) fn without_use(ty: &Type) -> Type {
    struct WithoutUse;
    impl VisitMut for WithoutUse {
        fn visit_type_impl_trait_mut(&mut self, opaque: &mut TypeImplTrait) {
            let bounds = std::mem::take(&mut opaque.bounds);
            let kept = bounds
                .into_iter()
                .filter(|bound| !matches!(bound, TypeParamBound::PreciseCapture(_)));
            opaque.bounds = kept.collect();
            visit_mut::visit_type_impl_trait_mut(self, opaque);
        }
    }
    let mut argument = ty.clone();
    WithoutUse.visit_type_mut(&mut argument);
    argument
}

/// The type without the `Item = T` of its traits.
pub(crate) fn without_item(ty: &Type) -> Type {
    struct WithoutItem;
    impl VisitMut for WithoutItem {
        fn visit_path_arguments_mut(&mut self, arguments: &mut PathArguments) {
            if let PathArguments::AngleBracketed(bracketed) = arguments {
                let kept = std::mem::take(&mut bracketed.args).into_iter();
                bracketed.args = kept
                    .filter(|argument| !matches!(argument, GenericArgument::AssocType(item) if item.ident == "Item"))
                    .collect();
                if bracketed.args.is_empty() {
                    *arguments = PathArguments::None;
                }
            }
            visit_mut::visit_path_arguments_mut(self, arguments);
        }
    }
    let mut without = ty.clone();
    WithoutItem.visit_type_mut(&mut without);
    without
}

/// The type with `'static` for each of its lifetimes, as a constant needs it.
pub(crate) fn with_static(ty: &Type) -> Type {
    let mut ty = ty.clone();
    WithStatic.visit_type_mut(&mut ty);
    ty
}

struct WithStatic;

impl WithStatic {
    fn lifetime(span: Span) -> Lifetime {
        Lifetime::new("'static", span)
    }
}

impl VisitMut for WithStatic {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        *lifetime = Self::lifetime(lifetime.span());
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        let span = reference.and_token.span();
        reference.lifetime.get_or_insert_with(|| Self::lifetime(span));
        visit_mut::visit_type_reference_mut(self, reference);
    }

    // The lifetimes in the signature of a function pointer or of a closure are its own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut ParenthesizedGenericArguments) {}
}
