use proc_macro2::{Ident, Span, TokenStream};
use syn::{
    Attribute, Data, DataEnum, DeriveInput, Field, Fields, Generics, LitStr, Meta, Token, meta::ParseNestedMeta,
    parse::ParseStream,
};

use crate::{
    args::{Arguments, Grammar, values},
    crate_path::CratePath,
    errors::Errors,
};

/// The type and its attributes as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) shape: Shape,
    /// How the values of an enum compare, where it says so, and where it says it.
    pub(crate) order: Option<(Order, Span)>,
}

pub(crate) enum Shape {
    Struct(Vec<Field>),
    Enum(Enum),
    Union,
}

/// An enum with what sqlx is told of it.
pub(crate) struct Enum {
    /// The integer of `#[repr(…)]`.
    pub(crate) repr: Option<Ident>,
    pub(crate) rename_all: Option<LitStr>,
    pub(crate) type_name: Option<LitStr>,
    pub(crate) variants: Vec<Variant>,
}

pub(crate) struct Variant {
    pub(crate) name: Ident,
    pub(crate) has_fields: bool,
    pub(crate) rename: Option<LitStr>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the variants stand in the enum.
    Declared,
    /// By the bytes of the texts that stand for them.
    Text,
}

/// What `order = …` takes.
const ORDERS: [(&str, Order); 2] = [("declared", Order::Declared), ("text", Order::Text)];

/// The arguments of `#[key_type(…)]`.
const KNOWN: [&str; 2] = ["order", "crate"];
const GRAMMAR: Grammar = Grammar {
    known: &[&KNOWN],
    values_of: &[("declared", "order"), ("text", "order")],
    examples: &[("order", "declared")],
    ..Grammar::NONE
};

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

impl Args {
    pub(crate) fn read(item: DeriveInput, errors: &mut Errors) -> Self {
        let DeriveInput {
            attrs,
            ident,
            generics,
            data,
            ..
        } = item;
        refuse_inside(&data, errors);
        let mut written = Arguments::read(own(&attrs, errors), &GRAMMAR, errors);
        let krate = written.value("crate", errors, CratePath::parse).unwrap_or_default();
        let order = written.value("order", errors, |input| {
            let place = input.span();
            values::one_of(&ORDERS)(input).map(|order| (order, place))
        });
        written.finish(errors);
        Self {
            krate,
            name: ident,
            generics,
            shape: match data {
                Data::Struct(data) => Shape::Struct(data.fields.into_iter().collect()),
                Data::Enum(data) => Shape::Enum(Enum::read(&attrs, data)),
                Data::Union(_) => Shape::Union,
            },
            order,
        }
    }
}

/// Reports each `#[key_type(…)]` of a field or of a variant.
fn refuse_inside(data: &Data, errors: &mut Errors) {
    let of_fields = |fields: &Fields| fields.iter().flat_map(|field| field.attrs.clone()).collect();
    let attributes: Vec<Attribute> = match data {
        Data::Struct(data) => of_fields(&data.fields),
        Data::Enum(data) => data
            .variants
            .iter()
            .flat_map(|variant| [variant.attrs.clone(), of_fields(&variant.fields)].concat())
            .collect(),
        Data::Union(_) => Vec::new(),
    };
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("key_type"))
    {
        let message = "`key_type` is about the whole type; write it above that, and what a variant is stored as in `#[sqlx(rename = \"…\")]`";
        errors.at(attribute, message);
    }
}

/// The arguments of all `#[key_type(…)]`.
fn own(attributes: &[Attribute], errors: &mut Errors) -> TokenStream {
    let mut arguments = TokenStream::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("key_type"))
    {
        match &attribute.meta {
            Meta::List(list) => {
                arguments.extend(list.tokens.clone());
                arguments.extend(quote::quote!(,));
            }
            Meta::Path(_) | Meta::NameValue(_) => {
                errors.at(attribute, "`key_type` takes a list; write `#[key_type(order = text)]`");
            }
        }
    }
    arguments
}

impl Enum {
    fn read(attributes: &[Attribute], data: DataEnum) -> Self {
        let mut this = Self {
            repr: None,
            rename_all: None,
            type_name: None,
            variants: data.variants.into_iter().map(Variant::read).collect(),
        };
        for attribute in attributes {
            if attribute.path().is_ident("repr") {
                let _ = attribute.parse_nested_meta(|meta| this.read_repr(&meta));
            }
        }
        of_sqlx(attributes, |name, value| match name {
            "rename_all" => this.rename_all = Some(value),
            "type_name" => this.type_name = Some(value),
            _ => {}
        });
        this
    }

    /// `i32` of `#[repr(C, i32)]`; what is wrong with a representation the compiler says.
    fn read_repr(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if let Some(word) = meta.path.get_ident()
            && INTEGERS.iter().any(|integer| word == integer)
        {
            self.repr = Some(word.clone());
        }
        skip_value(meta.input)
    }
}

impl Variant {
    fn read(variant: syn::Variant) -> Self {
        let mut rename = None;
        of_sqlx(&variant.attrs, |name, value| {
            if name == "rename" {
                rename = Some(value);
            }
        });
        Self {
            has_fields: !variant.fields.is_empty(),
            name: variant.ident,
            rename,
        }
    }
}

/// Reads `name = "value"` in `#[sqlx(…)]`. What is wrong with these attributes, sqlx's own derive says.
fn of_sqlx(attributes: &[Attribute], mut take: impl FnMut(&str, LitStr)) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("sqlx")) {
        let _ = attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            if meta.input.peek(Token![=]) && meta.input.peek2(syn::LitStr) {
                take(&name, meta.value()?.parse()?);
            }
            skip_value(meta.input)
        });
    }
}

/// Leaves the input at the next comma.
fn skip_value(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
