//! What a handler returns, as far as its spelling has to be understood.
//!
//! Where the return type can be named in a constant, the type itself decides (`kind!` of the runtime). It cannot where it
//! mentions the handler's generics or contains `impl Trait`: there the spelling decides.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, GenericParam, Generics, Lifetime, Path, PathArguments, Type,
    TypeImplTrait, TypeParamBound, TypeTuple, parse_quote,
    punctuated::Punctuated,
    token::Paren,
    visit::Visit,
    visit_mut::{self, VisitMut},
};

use crate::handle::last_segment;

/// How the items of a returned value come.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    Document,
    Iterator,
    Stream,
    /// Rows in memory.
    List,
    /// A `PageSource` or a `CursorSource`, and whether it can count.
    Source {
        counted: bool,
    },
}

/// A return type taken apart by its spelling.
pub(crate) struct Spelled {
    /// A `Result`, by any name that ends so, or whatever surrounds an `impl Trait`.
    pub(crate) in_result: bool,
    pub(crate) shape: Shape,
    /// The type of the items, where it is written.
    pub(crate) item: Option<Type>,
}

impl Spelled {
    /// Nothing where an `impl Trait` is of no kind that can be streamed.
    pub(crate) fn new(returned: &Type) -> Option<Self> {
        let payload = result_payload(returned);
        let (shape, item) = shape(payload.unwrap_or(returned))?;
        Some(Self {
            in_result: payload.is_some(),
            shape,
            item,
        })
    }
}

/// The `T` of a `Result<T, E>`.
fn result_payload(ty: &Type) -> Option<&Type> {
    let name = last_segment(ty)?.to_string();
    let payload = type_arguments(ty).next()?;
    let is_carrier = CARRIERS.contains(&name.as_str());
    (is_spelled_result(ty) || (!is_carrier && contains_impl(payload))).then_some(payload)
}

/// Types whose argument is what they hold, and no success beside an error.
const CARRIERS: [&str; 6] = ["Box", "Pin", "Vec", "BoxStream", "LocalBoxStream", "Option"];

fn shape(ty: &Type) -> Option<(Shape, Option<Type>)> {
    match ty {
        Type::ImplTrait(TypeImplTrait { bounds, .. }) => bounds_shape(bounds),
        Type::TraitObject(object) => bounds_shape(&object.bounds),
        Type::Array(array) => Some((Shape::List, Some((*array.elem).clone()))),
        Type::Slice(slice) => Some((Shape::List, Some((*slice.elem).clone()))),
        Type::Reference(reference) if matches!(*reference.elem, Type::Slice(_) | Type::Array(_)) => {
            shape(&reference.elem)
        }
        Type::Group(group) => shape(&group.elem),
        Type::Paren(paren) => shape(&paren.elem),
        _ => {
            let first = || type_arguments(ty).next();
            match last_segment(ty).map(Ident::to_string).as_deref() {
                Some("Box" | "Pin") => shape(first()?),
                Some("Vec") => Some((Shape::List, first().cloned())),
                Some("BoxStream" | "LocalBoxStream") => Some((Shape::Stream, first().cloned())),
                _ => Some((Shape::Document, None)),
            }
        }
    }
}

/// The shape that the first telling bound of an `impl Trait` or a `dyn Trait` has.
fn bounds_shape<P>(bounds: &Punctuated<TypeParamBound, P>) -> Option<(Shape, Option<Type>)> {
    bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let name = bound.path.segments.last()?.ident.to_string();
        let shape = match name.as_str() {
            "Serialize" => return Some((Shape::Document, None)),
            "PageSource" | "CursorSource" => return Some((Shape::Source { counted: false }, None)),
            "CountSource" | "CountKey" => return Some((Shape::Source { counted: true }, None)),
            // Its `Ok` and `Error` say nothing of what its items are.
            "TryStream" => return None,
            "IntoIterator" => Shape::List,
            name if name.ends_with("Iterator") => Shape::Iterator,
            name if name.ends_with("Stream") => Shape::Stream,
            _ => return None,
        };
        item_of(&bound.path).map(|item| (shape, Some(item)))
    })
}

/// The `T` of `Trait<Item = T>`.
fn item_of(path: &Path) -> Option<Type> {
    arguments(path)?.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(item) if item.ident == "Item" => Some(item.ty.clone()),
        _ => None,
    })
}

fn arguments(path: &Path) -> Option<&AngleBracketedGenericArguments> {
    match &path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments),
        _ => None,
    }
}

/// What stands in angle brackets after a type's name.
pub(crate) fn type_arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    let arguments = match ty {
        Type::Path(path) => arguments(&path.path),
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

/// Whether a type is spelled as a `Result`.
pub(crate) fn is_spelled_result(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|name| name.to_string().ends_with("Result"))
}

/// The error that a `Result` names; an alias may leave it out.
pub(crate) fn named_error(result: &Type) -> Option<&Type> {
    type_arguments(result).nth(1)
}

pub(crate) fn contains_impl(ty: &Type) -> bool {
    OpaqueParts::of(ty).impl_trait
}

/// Whether a value of the type may borrow from the handler's arguments.
pub(crate) fn may_borrow(ty: &Type) -> bool {
    let parts = OpaqueParts::of(ty);
    parts.impl_trait || parts.lifetime
}

#[derive(Default)]
struct OpaqueParts {
    impl_trait: bool,
    lifetime: bool,
}

impl OpaqueParts {
    fn of(ty: &Type) -> Self {
        let mut parts = Self::default();
        parts.visit_type(ty);
        parts
    }
}

impl<'ast> Visit<'ast> for OpaqueParts {
    fn visit_type_impl_trait(&mut self, _: &'ast TypeImplTrait) {
        self.impl_trait = true;
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        self.lifetime |= lifetime.ident != "static";
    }
}

/// Whether a type mentions a generic parameter, which a constant argument cannot.
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
    !names.is_empty() && any(ty.to_token_stream(), &names)
}

/// The type with `response` for its first `impl Trait`, which leaves the others as they are, or else with `_` for each.
pub(crate) fn replace_impl(ty: &Type, response: Option<&TokenStream>) -> Type {
    let keeps_others = response.is_some();
    let mut response = response.cloned().map(Type::Verbatim);
    replace(ty, |ty| match ty {
        Type::ImplTrait(_) if keeps_others => response.take(),
        Type::ImplTrait(_) => Some(parse_quote!(_)),
        _ => None,
    })
}

/// The type as that of an argument, where `use<…>` has no place.
pub(crate) fn as_argument(ty: &Type) -> Type {
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

/// The type with `response` for what a `Result` holds, or for all of it where it is none.
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

/// The type `()`.
pub(crate) fn unit() -> Type {
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems: Punctuated::new(),
    })
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}
