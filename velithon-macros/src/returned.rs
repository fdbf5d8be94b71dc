//! What a handler returns, and how much of that is known from the spelling of its return type.
//!
//! Where the return type can stand in a constant, the runtime asks the type itself. A type that mentions generic parameters
//! or contains `impl Trait` cannot stand there, and its spelling decides.

pub(crate) mod refuse;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericArgument, Generics, Path, Type, TypeImplTrait, TypeParamBound, parse_quote, punctuated::Punctuated};

use crate::types::{
    bare, contains_impl, generic_arguments, is_nameable, is_spelled_result, last_segment, mentions, type_arguments,
};

/// How what a handler returns is read.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    Document,
    Iterator,
    Stream,
    /// A list in memory.
    List,
    /// A list in memory that is shared or borrowed, so that its items stay where they are.
    SharedList,
    /// A `PageSource` or a `CursorSource`, and whether it can count its rows.
    Source {
        counted: bool,
    },
}

/// A return type as its spelling tells it.
pub(crate) struct Spelled {
    /// Whether it is a `Result`, by a name that ends so or because an `impl Trait` is the argument of a type that is none of the standard library's.
    pub(crate) in_result: bool,
    pub(crate) shape: Shape,
    /// The type of the items, where it is written.
    pub(crate) item: Option<Type>,
}

impl Shape {
    /// Whether all rows are in memory.
    pub(crate) fn is_list(self) -> bool {
        matches!(self, Self::List | Self::SharedList)
    }
}

impl Spelled {
    /// `None` where the type has an `impl Trait` that does not tell its items.
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

/// How the kind of a returned value is known.
pub(crate) enum Kind {
    /// From the type, which can stand in a constant.
    Typed,
    /// From the spelling, because the type mentions generic parameters.
    Generic(Spelled),
    /// From the spelling, because the type contains `impl Trait`.
    Opaque(Spelled),
    /// From the spelling: a `Vec<T>` or an array, or a `Result` of one. Of another type under that name the compiler refuses the
    /// expansion, so that the type need not be asked, which costs more of its time than all the rest.
    List(Spelled),
}

impl Kind {
    /// `None` where there is an `impl Trait` that does not tell its items.
    pub(crate) fn new(returned: &Type, generics: &Generics) -> Option<Self> {
        if contains_impl(returned) {
            return Spelled::new(returned).map(Self::Opaque);
        }
        if !mentions(returned, generics) {
            return Some(match Spelled::new(returned) {
                Some(spelled) if is_spelled_list(plain_payload(returned).unwrap_or(returned)) => Self::List(spelled),
                _ => Self::Typed,
            });
        }
        Some(Self::Generic(Spelled::new(returned).unwrap_or(Spelled {
            in_result: false,
            shape: Shape::Document,
            item: None,
        })))
    }

    /// What the spelling tells, where it decides.
    pub(crate) fn spelled(&self) -> Option<&Spelled> {
        match self {
            Self::Typed => None,
            Self::Generic(spelled) | Self::Opaque(spelled) | Self::List(spelled) => Some(spelled),
        }
    }

    /// Whether the type of an item can be written outside of the handler.
    pub(crate) fn names_item(&self, generics: &Generics) -> bool {
        self.spelled()
            .is_none_or(|spelled| spelled.item.as_ref().is_some_and(|item| is_nameable(item, generics)))
    }
}

/// Whether the type is a `Vec<T>`, or an array of a size that is known.
fn is_spelled_list(ty: &Type) -> bool {
    match bare(ty) {
        Type::Array(_) => true,
        ty => is_vec(ty) && type_arguments(ty).count() == 1,
    }
}

/// Whether items of the type lie one behind the other.
fn is_slice(ty: &Type) -> bool {
    matches!(bare(ty), Type::Slice(_) | Type::Array(_)) || is_vec(ty)
}

fn is_vec(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|name| name == "Vec")
}

/// The `T` of a `Result<T, E>`.
pub(crate) fn result_payload(ty: &Type) -> Option<&Type> {
    let name = last_segment(ty)?.to_string();
    let payload = type_arguments(ty).next()?;
    let is_container = CONTAINERS.contains(&name.as_str());
    (is_spelled_result(ty) || (!is_container && contains_impl(payload))).then_some(payload)
}

/// The `T` of a `Result` under just that name. A type whose name ends so may be a document of its own.
pub(crate) fn plain_payload(ty: &Type) -> Option<&Type> {
    last_segment(ty)
        .filter(|name| *name == "Result")
        .and_then(|_| type_arguments(ty).next())
}

/// Types around an `impl Trait` that are no `Result`.
const CONTAINERS: [&str; 16] = [
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "BoxStream",
    "Cow",
    "HashMap",
    "HashSet",
    "LinkedList",
    "LocalBoxStream",
    "Option",
    "Pin",
    "Rc",
    "Vec",
    "VecDeque",
];

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
                Some("Arc" | "Rc" | "Cow") => {
                    let (shape, item) = shape(first()?)?;
                    Some(match shape {
                        Shape::List if first().is_some_and(is_slice) => (Shape::SharedList, item),
                        // It has no items of its own to hand out.
                        Shape::List => (Shape::Document, None),
                        shape => (shape, item),
                    })
                }
                Some("Box") if first().is_some_and(is_vec) => Some((Shape::SharedList, shape(first()?)?.1)),
                Some("Box" | "Pin") => shape(first()?),
                Some("Vec" | "VecDeque" | "LinkedList" | "BinaryHeap" | "BTreeSet" | "HashSet") => {
                    Some((Shape::List, first().cloned()))
                }
                Some("BoxStream" | "LocalBoxStream") => Some((Shape::Stream, first().cloned())),
                _ => Some((Shape::Document, None)),
            }
        }
    }
}

/// The shape that the first known bound of an `impl Trait` or a `dyn Trait` has.
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
            // It has `Ok` and `Error` in place of `Item`.
            "TryStream" => return None,
            "IntoIterator" => Shape::List,
            name if name.ends_with("Iterator") => Shape::Iterator,
            name if name.ends_with("Stream") => Shape::Stream,
            _ => return None,
        };
        item_of(&bound.path).map(|item| (shape, Some(item)))
    })
}

/// The `T` of `Trait<Item = T>`, and an `impl Bounds` for that of `Trait<Item: Bounds>`.
fn item_of(path: &Path) -> Option<Type> {
    let arguments = &generic_arguments(path)?.args;
    let named = arguments.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(item) if item.ident == "Item" => Some(item.ty.clone()),
        _ => None,
    });
    named.or_else(|| {
        arguments.iter().find_map(|argument| match argument {
            GenericArgument::Constraint(item) if item.ident == "Item" => opaque(&item.bounds),
            _ => None,
        })
    })
}

/// The `impl Trait` with these bounds; `None` where none of them is a trait.
fn opaque<P: ToTokens>(bounds: &Punctuated<TypeParamBound, P>) -> Option<Type> {
    let is_trait = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Trait(_));
    bounds.iter().any(is_trait).then(|| parse_quote!(impl #bounds))
}

/// Whether the type is an iterator or a stream, by its spelling.
pub(crate) fn is_lazy(ty: &Type) -> bool {
    matches!(shape(ty), Some((Shape::Iterator | Shape::Stream, _)))
}

/// Whether the type is an `impl TryStream`, or a `Result` of one.
pub(crate) fn is_try_stream(ty: &Type) -> bool {
    let Type::ImplTrait(TypeImplTrait { bounds, .. }) = result_payload(ty).unwrap_or(ty) else {
        return false;
    };
    bounds.iter().any(|bound| {
        matches!(bound, TypeParamBound::Trait(bound) if bound.path.segments.last().is_some_and(|last| last.ident == "TryStream"))
    })
}

/// Whether the type is an `impl Trait` of items, or a `Result` of one.
pub(crate) fn returns_items(returned: &Type) -> bool {
    let value = bare(result_payload(returned).unwrap_or(returned));
    let is_items = |shape| matches!(shape, Shape::Iterator | Shape::Stream | Shape::List);
    matches!(value, Type::ImplTrait(_)) && shape(value).is_some_and(|(shape, _)| is_items(shape))
}
