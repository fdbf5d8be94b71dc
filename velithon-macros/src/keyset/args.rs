use proc_macro2::{Ident, Span, TokenStream};
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, Generics, LitStr, Meta, Result, Token, Type,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use crate::{
    args::{parse_all, split_at_commas, values},
    crate_path::CratePath,
    errors::Errors,
    spelling::is_almost,
};

/// The struct and its attributes as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) columns: Vec<Column>,
    pub(crate) sorts: Vec<Sort>,
    /// Whether a mistake in an order was reported, so that orders may be missing.
    pub(crate) has_mistake: bool,
}

/// A field of the struct, which is a column of the table.
pub(crate) struct Column {
    pub(crate) field: Ident,
    pub(crate) ty: Type,
    pub(crate) is_unique: bool,
    /// The column's name in SQL, where it is not the field's.
    pub(crate) name: Option<LitStr>,
}

/// An order: `sort = "newest", created_at desc, id desc`.
pub(crate) struct Sort {
    pub(crate) name: LitStr,
    pub(crate) columns: Vec<SortColumn>,
}

/// A column of an order: `name desc nulls last`.
pub(crate) struct SortColumn {
    pub(crate) field: Ident,
    pub(crate) is_descending: bool,
    pub(crate) nulls: Option<Nulls>,
}

#[derive(Clone, Copy)]
pub(crate) enum Nulls {
    First,
    Last,
}

impl Args {
    pub(crate) fn read(row: DeriveInput, errors: &mut Errors) -> Self {
        let DeriveInput {
            attrs,
            ident,
            generics,
            data,
            ..
        } = row;
        let mut args = Self {
            krate: CratePath::default(),
            name: ident,
            generics,
            columns: Vec::new(),
            sorts: Vec::new(),
            has_mistake: false,
        };
        let mut is_unique_above = false;
        for attribute in attrs {
            if is_misspelt(&attribute) {
                args.has_mistake = true;
            } else if is_unique(&attribute) {
                let message = "one field is unique, not the struct; write `#[keyset(unique)]` above that field";
                errors.at(&attribute.meta, message);
                is_unique_above = true;
                args.has_mistake = true;
            } else {
                args.read_attribute(&attribute, errors);
            }
        }
        match data {
            Data::Struct(data) => match data.fields {
                Fields::Named(fields) => {
                    let columns = fields.named.into_iter().map(|field| column(field, errors));
                    args.columns = columns.collect();
                }
                Fields::Unnamed(_) | Fields::Unit => args.refuse("a struct without named fields", errors),
            },
            Data::Enum(_) => args.refuse("an enum", errors),
            Data::Union(_) => args.refuse("a union", errors),
        }
        if is_unique_above {
            // Any of them may have been meant; an order that ends with it is no further mistake.
            args.columns.iter_mut().for_each(|column| column.is_unique = true);
        }
        args
    }

    /// Reports an item without named fields, and removes its orders, which would each be reported for unknown columns.
    fn refuse(&mut self, what: &str, errors: &mut Errors) {
        let message = format!("{what} has no columns to sort by; derive `Keyset` on a struct with named fields");
        errors.at(&self.name, message);
        self.sorts.clear();
        self.has_mistake = true;
    }

    fn read_attribute(&mut self, attribute: &Attribute, errors: &mut Errors) {
        let Some(tokens) = arguments(attribute, "sort = \"newest\", id desc", errors) else {
            self.has_mistake |= attribute.path().is_ident("keyset");
            return;
        };
        let mut parts = split_at_commas(tokens).into_iter();
        let Some(first) = parts.next() else {
            errors.at(attribute, "no order in here; write `sort = \"newest\", id desc`");
            self.has_mistake = true;
            return;
        };
        match first_of_row.parse2(first) {
            Ok(First::Crate(krate)) => {
                self.krate = krate;
                for part in parts {
                    errors.at(
                        part,
                        "`crate` stands alone; write what follows in a `#[keyset(…)]` of its own",
                    );
                }
            }
            Ok(First::Sort(name)) => {
                let mut sort = Sort {
                    name,
                    columns: Vec::new(),
                };
                for part in parts {
                    match sort_column.parse2(part) {
                        Ok(column) => sort.columns.push(column),
                        Err(error) => {
                            errors.push(error);
                            self.has_mistake = true;
                            return;
                        }
                    }
                }
                self.sorts.push(sort);
            }
            Err(error) => {
                errors.push(error);
                self.has_mistake = true;
            }
        }
    }
}

/// Whether it is called almost as ours is: the compiler says that there is no such attribute, and nothing is missing beside that.
fn is_misspelt(attribute: &Attribute) -> bool {
    let name = attribute.path().get_ident().map(Ident::to_string);
    name.is_some_and(|name| name != "keyset" && is_almost(&name, "keyset"))
}

/// Whether it is a `#[keyset(unique)]`, which belongs to a field.
fn is_unique(attribute: &Attribute) -> bool {
    attribute.path().is_ident("keyset") && attribute.parse_args::<Ident>().is_ok_and(|word| word == "unique")
}

/// The arguments of `#[keyset(…)]`; `None` for another attribute, and for one without a list, which is reported.
fn arguments(attribute: &Attribute, example: &str, errors: &mut Errors) -> Option<TokenStream> {
    if !attribute.path().is_ident("keyset") {
        return None;
    }
    match &attribute.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        Meta::Path(_) | Meta::NameValue(_) => {
            errors.at(
                attribute,
                format!("`keyset` takes a list; write `#[keyset({example})]`"),
            );
            None
        }
    }
}

/// The first argument above a struct, which says what the others are.
enum First {
    Crate(CratePath),
    Sort(LitStr),
}

fn first_of_row(input: ParseStream<'_>) -> Result<First> {
    const EXPECTED: &str = "expected an order; write `sort = \"newest\", created_at desc, id desc`";
    let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), EXPECTED))?;
    if word != "sort" && word != "crate" {
        return Err(Error::new(word.span(), EXPECTED));
    }
    input
        .parse::<Token![=]>()
        .map_err(|_| Error::new(word.span(), format!("`{word}` has no value; write `{word} = …`")))?;
    let value: TokenStream = input.parse()?;
    if word == "crate" {
        parse_all(value, CratePath::parse).map(First::Crate)
    } else {
        parse_all(value, sort_name).map(First::Sort)
    }
}

fn sort_name(input: ParseStream<'_>) -> Result<LitStr> {
    if let Ok(name) = input.fork().parse::<LitStr>()
        && name.value().is_empty()
    {
        return Err(Error::new(
            name.span(),
            "an order needs a name; write `sort = \"newest\"`",
        ));
    }
    values::text(input)
}

fn sort_column(input: ParseStream<'_>) -> Result<SortColumn> {
    const EXPECTED: &str = "expected a column; write `name`, `name desc` or `name asc nulls last`";
    let error = |span: Span| Error::new(span, EXPECTED);
    let field = Ident::parse_any(input).map_err(|other| error(other.span()))?;
    let mut is_descending = false;
    let mut nulls = None;
    let mut is_directed = false;
    while !input.is_empty() {
        let word = Ident::parse_any(input).map_err(|other| error(other.span()))?;
        match word.to_string().as_str() {
            "asc" | "desc" if !is_directed && nulls.is_none() => {
                is_directed = true;
                is_descending = word == "desc";
            }
            "nulls" if nulls.is_none() => {
                let place = Ident::parse_any(input).map_err(|_| {
                    Error::new(word.span(), "`nulls` has no place; write `nulls first` or `nulls last`")
                })?;
                nulls = Some(match place.to_string().as_str() {
                    "first" => Nulls::First,
                    "last" => Nulls::Last,
                    _ => return Err(Error::new(place.span(), "expected `first` or `last`")),
                });
            }
            _ => return Err(error(word.span())),
        }
    }
    Ok(SortColumn {
        field,
        is_descending,
        nulls,
    })
}

fn column(field: Field, errors: &mut Errors) -> Column {
    let Field { attrs, ident, ty, .. } = field;
    let mut column = Column {
        field: ident.unwrap_or_else(|| Ident::new("_", Span::call_site())),
        ty,
        is_unique: false,
        name: None,
    };
    for attribute in attrs {
        column.is_unique |= is_misspelt(&attribute);
        let Some(tokens) = arguments(&attribute, "unique", errors) else {
            continue;
        };
        for part in split_at_commas(tokens) {
            if let Err(error) = (|input: ParseStream<'_>| column_argument(&mut column, input)).parse2(part) {
                errors.push(error);
                // It may have been meant; an order that ends with this column is no further mistake.
                column.is_unique = true;
            }
        }
    }
    column
}

fn column_argument(column: &mut Column, input: ParseStream<'_>) -> Result<()> {
    const EXPECTED: &str = "expected `unique` or `column = \"name\"`; orders are written above the struct";
    let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), EXPECTED))?;
    match word.to_string().as_str() {
        "unique" if input.is_empty() => column.is_unique = true,
        "unique" => {
            let message = "`unique` takes no value; write `unique`, without a value";
            return Err(Error::new_spanned(input.parse::<TokenStream>()?, message));
        }
        "column" => {
            input
                .parse::<Token![=]>()
                .map_err(|_| Error::new(word.span(), "`column` has no value; write `column = \"name\"`"))?;
            let name = values::text(input)?;
            if column.name.is_some() {
                return Err(Error::new(name.span(), "`column` is set twice; remove one of the two"));
            }
            if name.value().contains('\0') {
                return Err(Error::new(
                    name.span(),
                    "no column has NUL in its name; write the name as the database has it",
                ));
            }
            column.name = Some(name);
        }
        _ => return Err(Error::new(word.span(), EXPECTED)),
    }
    Ok(())
}
