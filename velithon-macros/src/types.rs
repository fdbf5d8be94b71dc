//! What the tokens of a type tell. Names are not resolved: an alias is only what its spelling says.

mod replace;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, GenericParam, Generics, Lifetime, Path, PathArguments, Type,
    TypeImplTrait, TypeInfer, TypeReference, TypeTuple,
    punctuated::Punctuated,
    token::Paren,
    visit::{self, Visit},
};

pub(crate) use self::replace::{
    infer_impl, replace_payload, replace_success, replace_unit, with_static, without_item, without_use,
};

/// The type without the parentheses around it, and without the invisible ones around an argument of a `macro_rules!`.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

/// The last name of a type's path: `Emitter` of `velithon::Emitter<T>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&Ident> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// The arguments in angle brackets after the last name of a path.
pub(crate) fn generic_arguments(path: &Path) -> Option<&AngleBracketedGenericArguments> {
    match &path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments),
        _ => None,
    }
}

/// The types among the generic arguments of a type.
pub(crate) fn type_arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    let arguments = match bare(ty) {
        Type::Path(path) => generic_arguments(&path.path),
        _ => None,
    };
    arguments
        .into_iter()
        .flat_map(|arguments| &arguments.args)
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// Whether the type is spelled as a `Result`: under that name, or under one that ends so.
pub(crate) fn is_spelled_result(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|name| name.to_string().ends_with("Result"))
}

/// The error type that is written in a `Result<T, E>`. An alias may leave it out.
pub(crate) fn named_error(result: &Type) -> Option<&Type> {
    type_arguments(result).nth(1)
}

/// Whether there is an `impl Trait` anywhere in the type.
pub(crate) fn contains_impl(ty: &Type) -> bool {
    Borrowing::of(ty).has_impl_trait
}

/// Each `impl Trait` in the type that is not within another one.
pub(crate) fn impl_traits(ty: &Type) -> Vec<&Type> {
    #[derive(Default)]
    struct ImplTraits<'a>(Vec<&'a Type>);
    impl<'ast> Visit<'ast> for ImplTraits<'ast> {
        fn visit_type(&mut self, ty: &'ast Type) {
            match ty {
                Type::ImplTrait(_) => self.0.push(ty),
                _ => visit::visit_type(self, ty),
            }
        }
    }
    let mut found = ImplTraits::default();
    found.visit_type(ty);
    found.0
}

/// Whether a value of the type may borrow from the handler's arguments.
pub(crate) fn may_borrow(ty: &Type) -> bool {
    let borrowing = Borrowing::of(ty);
    borrowing.has_impl_trait || borrowing.has_lifetime
}

/// The parts of a type through which its values can borrow.
#[derive(Default)]
struct Borrowing {
    has_impl_trait: bool,
    has_lifetime: bool,
}

impl Borrowing {
    fn of(ty: &Type) -> Self {
        let mut parts = Self::default();
        parts.visit_type(ty);
        parts
    }
}

impl<'ast> Visit<'ast> for Borrowing {
    fn visit_type_impl_trait(&mut self, _: &'ast TypeImplTrait) {
        self.has_impl_trait = true;
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        self.has_lifetime |= lifetime.ident != "static";
        visit::visit_lifetime(self, lifetime);
    }

    fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
        self.has_lifetime |= reference.lifetime.is_none();
        visit::visit_type_reference(self, reference);
    }
}

/// Whether the type mentions one of the generic parameters, or the `Self` of the `impl` around a handler, which may be generic. Such
/// a type cannot stand in a constant.
pub(crate) fn mentions(ty: &Type, generics: &Generics) -> bool {
    fn any(tokens: TokenStream, names: &[String]) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => names.contains(&ident.to_string()),
            TokenTree::Group(group) => any(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
    }
    let names = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Lifetime(lifetime) => lifetime.lifetime.ident.to_string(),
        GenericParam::Type(ty) => ty.ident.to_string(),
        GenericParam::Const(constant) => constant.ident.to_string(),
    });
    let names: Vec<_> = names.collect();
    self_part(ty).is_some() || !names.is_empty() && any(ty.to_token_stream(), &names)
}

/// Whether the type can be written outside of a function with these generic parameters.
pub(crate) fn is_nameable(ty: &Type, generics: &Generics) -> bool {
    !contains_impl(ty) && !mentions(ty, generics)
}

/// The first `_` in the type.
pub(crate) fn inferred_part(ty: &Type) -> Option<&TypeInfer> {
    #[derive(Default)]
    struct Inferred<'a>(Option<&'a TypeInfer>);
    impl<'ast> Visit<'ast> for Inferred<'ast> {
        fn visit_type_infer(&mut self, infer: &'ast TypeInfer) {
            self.0.get_or_insert(infer);
        }
    }
    let mut inferred = Inferred::default();
    inferred.visit_type(ty);
    inferred.0
}

/// The first path in the type that starts with `Self`.
pub(crate) fn self_part(ty: &Type) -> Option<&Path> {
    #[derive(Default)]
    struct FindSelf<'a>(Option<&'a Path>);
    impl<'ast> Visit<'ast> for FindSelf<'ast> {
        fn visit_path(&mut self, path: &'ast Path) {
            if path.segments.first().is_some_and(|first| first.ident == "Self") {
                self.0.get_or_insert(path);
            }
            visit::visit_path(self, path);
        }
    }
    let mut found = FindSelf::default();
    found.visit_type(ty);
    found.0
}

/// Whether the type mentions `Self`, or what is by its name a type parameter of the `impl` around the handler, which an attribute does
/// not see: `S`, `DB`, `T1`.
pub(crate) fn may_be_of_an_impl(ty: &Type) -> bool {
    #[derive(Default)]
    struct Find(bool);
    impl<'ast> Visit<'ast> for Find {
        fn visit_path(&mut self, path: &'ast Path) {
            let name = path.segments.first().map(|first| first.ident.to_string());
            self.0 |= name.is_some_and(|name| {
                let is_short = name.len() <= 2
                    && name
                        .chars()
                        .all(|char| char.is_ascii_uppercase() || char.is_ascii_digit());
                name == "Self" || is_short
            });
            visit::visit_path(self, path);
        }
    }
    let mut found = Find::default();
    found.visit_type(ty);
    found.0
}

/// Whether the type is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

pub(crate) fn unit() -> Type {
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems: Punctuated::new(),
    })
}
