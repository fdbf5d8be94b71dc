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

/// The type with `response` for its first `impl Trait`. Others stay, such as that of the error.
pub(crate) fn replace_first_impl(ty: &Type, response: &TokenStream) -> Type {
    let mut response = Some(Type::Verbatim(response.clone()));
    replace(ty, |ty| match ty {
        Type::ImplTrait(_) => response.take(),
        _ => None,
    })
}

/// The type with `response` for what a `Result` holds, or `response` alone where the type is no `Result`.
pub(crate) fn replace_success(ty: &Type, response: &TokenStream) -> Type {
    let mut replaced = ty.clone();
    let mut response = Some(Type::Verbatim(response.clone()));
    if is_spelled_result(ty)
        && let Type::Path(path) = &mut replaced
        && let Some(PathArguments::AngleBracketed(arguments)) =
            path.path.segments.last_mut().map(|segment| &mut segment.arguments)
    {
        for argument in &mut arguments.args {
            if let GenericArgument::Type(ty) = argument
                && let Some(response) = response.take()
            {
                *ty = response;
            }
        }
    }
    response.unwrap_or(replaced)
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
