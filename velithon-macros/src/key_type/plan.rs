use proc_macro2::{Ident, Span};
use syn::{Field, Generics, Index, LitStr, Member, Type};

use super::{
    args::{Args, Enum, Order, Shape, Variant},
    rename::rename,
};
use crate::{crate_path::CratePath, errors::Errors, types::last_segment};

/// A type whose values are keys.
pub(crate) struct Plan {
    pub(crate) krate: CratePath,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) key: Key,
}

pub(crate) enum Key {
    /// The value of the one field; the others are `PhantomData`.
    Wrapped {
        field: Member,
        ty: Box<Type>,
        markers: Vec<Member>,
    },
    /// Discriminants of this type.
    Numbers { repr: Ident, variants: Vec<Ident> },
    /// A text for each variant.
    Texts {
        variants: Vec<(Ident, String)>,
        order: Order,
    },
    /// Refused: an error has been reported.
    Nothing,
}

impl Plan {
    pub(crate) fn new(args: Args, errors: &mut Errors) -> Self {
        let Args {
            krate,
            name,
            generics,
            shape,
            order,
        } = args;
        let key = match shape {
            Shape::Struct(fields) => {
                refuse_order(order, "a newtype compares as what it wraps", errors);
                wrapped(&name, fields, errors)
            }
            Shape::Enum(data) => of_enum(&name, data, order, errors),
            Shape::Union => {
                errors.at(
                    &name,
                    "a union is no key; derive `KeyType` on a newtype or on an enum without fields",
                );
                None
            }
        };
        Self {
            krate,
            name,
            generics,
            key: key.unwrap_or(Key::Nothing),
        }
    }
}

fn refuse_order(order: Option<(Order, Span)>, why: &str, errors: &mut Errors) {
    if let Some((_, span)) = order {
        errors.push(syn::Error::new(span, format!("{why}; remove `order`")));
    }
}

fn wrapped(name: &Ident, fields: Vec<Field>, errors: &mut Errors) -> Option<Key> {
    let members = fields.into_iter().enumerate().map(|(index, field)| {
        let member = match field.ident {
            Some(name) => Member::Named(name),
            None => Member::Unnamed(Index::from(index)),
        };
        (member, field.ty)
    });
    let (markers, mut values): (Vec<_>, Vec<_>) =
        members.partition(|(_, ty)| last_segment(ty).is_some_and(|name| name == "PhantomData"));
    if values.len() != 1 {
        let message = format!(
            "a struct with {} fields is no key; a newtype has one, and what is sorted by several fields is an order of \
             `#[derive(Keyset)]`",
            values.len()
        );
        errors.at(name, message);
        return None;
    }
    let (field, ty) = values.pop()?;
    if matches!(&ty, Type::Reference(reference) if reference.lifetime.is_none()) {
        // The compiler says of the field that the lifetime is missing.
        return None;
    }
    Some(Key::Wrapped {
        field,
        ty: Box::new(ty),
        markers: markers.into_iter().map(|(member, _)| member).collect(),
    })
}

fn of_enum(name: &Ident, data: Enum, order: Option<(Order, Span)>, errors: &mut Errors) -> Option<Key> {
    let Enum {
        repr,
        rename_all,
        type_name,
        variants,
    } = data;
    if variants.is_empty() {
        errors.at(name, "an enum without variants has no values to sort by; add a variant");
        return None;
    }
    let mut is_spoilt = false;
    for variant in variants.iter().filter(|variant| variant.has_fields) {
        let message = format!(
            "`{}` has fields, and a key is one value; keep it in a column of its own, or implement `KeyType` by hand",
            variant.name
        );
        errors.at(&variant.name, message);
        is_spoilt = true;
    }
    if is_spoilt {
        return None;
    }
    let Some(repr) = repr else {
        let texts = texts(variants, rename_all.as_ref(), errors)?;
        return Some(Key::Texts {
            variants: texts,
            order: order.map_or_else(|| order_of(type_name.as_ref()), |(order, _)| order),
        });
    };
    refuse_order(order, "an enum with a `repr` compares by its numbers", errors);
    if matches!(repr.to_string().as_str(), "i128" | "u128" | "isize" | "usize") {
        let message = format!("keys are integers of 8 to 64 bits, not `{repr}`; write `#[repr(i64)]`");
        errors.at(&repr, message);
        return None;
    }
    let variants = variants.into_iter().map(|variant| variant.name).collect();
    Some(Key::Numbers { repr, variants })
}

/// The text of each variant, as sqlx stores it; `None` where two have the same.
fn texts(variants: Vec<Variant>, rename_all: Option<&LitStr>, errors: &mut Errors) -> Option<Vec<(Ident, String)>> {
    let mut texts: Vec<(Ident, String)> = Vec::new();
    let mut are_distinct = true;
    for Variant { name, rename: own, .. } in variants {
        // Of `r#type` sqlx takes the `r#` along.
        let written = name.to_string();
        let text = match (own, rename_all) {
            (Some(own), _) => own.value(),
            (None, Some(rule)) => rename(&written, &rule.value()).unwrap_or(written),
            (None, None) => written,
        };
        if let Some((earlier, _)) = texts.iter().find(|(_, earlier)| *earlier == text) {
            let message = format!("`{earlier}` and `{name}` are both stored as `{text}`; rename one of the two");
            errors.at(&name, message);
            are_distinct = false;
        }
        texts.push((name, text));
    }
    are_distinct.then_some(texts)
}

/// PostgreSQL sorts the values of its own enums as they were declared, and texts as texts.
fn order_of(type_name: Option<&LitStr>) -> Order {
    const TEXTS: [&str; 8] = [
        "text",
        "varchar",
        "character varying",
        "char",
        "character",
        "bpchar",
        "citext",
        "name",
    ];
    let name = type_name.map(|name| name.value().to_lowercase()).unwrap_or_default();
    let without_length = name.split('(').next().unwrap_or_default().trim();
    if TEXTS.contains(&without_length) {
        Order::Text
    } else {
        Order::Declared
    }
}
