use proc_macro2::Ident;
use syn::{Generics, LitStr, Type, ext::IdentExt};

use super::args::{self, Args, Nulls};
use crate::{
    crate_path::CratePath,
    errors::Errors,
    types::{last_segment, type_arguments},
};

/// A struct and its orders. What was wrong with them has been reported.
pub(crate) struct Plan {
    pub(crate) krate: CratePath,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) sorts: Vec<Sort>,
}

pub(crate) struct Sort {
    pub(crate) name: LitStr,
    pub(crate) columns: Vec<Column>,
}

pub(crate) struct Column {
    /// The field's name, with the span of where the order names it.
    pub(crate) field: Ident,
    pub(crate) ty: Type,
    /// The column's name in SQL.
    pub(crate) name: String,
    pub(crate) is_unique: bool,
    pub(crate) is_descending: bool,
    pub(crate) nulls: Option<Nulls>,
}

impl Plan {
    pub(crate) fn new(args: Args, errors: &mut Errors) -> Self {
        let Args {
            krate,
            name,
            generics,
            columns,
            sorts: written,
            has_mistake,
        } = args;
        if written.is_empty() && !has_mistake {
            let message = "no order to walk these rows by; write `#[keyset(sort = \"newest\", created_at desc, id desc)]` \
                           above the struct, with columns of it";
            errors.at(&name, message);
        }
        let mut sorts: Vec<Sort> = Vec::new();
        for sort in written {
            if sorts.iter().any(|earlier| earlier.name.value() == sort.name.value()) {
                errors.at(
                    &sort.name,
                    "there is an order of this name; name one of the two otherwise",
                );
            }
            let mut sort = Sort::new(sort, &columns, errors);
            sort.point_at_first(&sorts);
            sorts.push(sort);
        }
        Self {
            krate,
            name,
            generics,
            sorts,
        }
    }
}

impl Sort {
    fn new(sort: args::Sort, fields: &[args::Column], errors: &mut Errors) -> Self {
        let args::Sort { name, columns: written } = sort;
        if written.is_empty() {
            let message = format!(
                "this order has no columns; write `sort = \"{}\", id desc`",
                name.value()
            );
            errors.at(&name, message);
        }
        let mut columns: Vec<Column> = Vec::new();
        let mut is_last_known = false;
        for column in written {
            is_last_known = false;
            let Some(field) = fields.iter().find(|field| column.field.unraw() == field.field.unraw()) else {
                errors.at(&column.field, unknown(&column.field, fields));
                continue;
            };
            if columns
                .iter()
                .any(|earlier| earlier.field.unraw() == column.field.unraw())
            {
                let message = format!("the order has `{}` already; remove one of the two", column.field);
                errors.at(&column.field, message);
                continue;
            }
            if has_nested_option(&field.ty) {
                let message = "a column is NULL or has a value, and `Option<Option<T>>` has three; write `Option<T>`";
                errors.at(&field.ty, message);
                continue;
            }
            is_last_known = true;
            columns.push(Column::new(column, field, errors));
        }
        if let Some(last) = columns.last_mut().filter(|_| is_last_known) {
            check_last(last, fields, errors);
        }
        Self { name, columns }
    }
}

impl Sort {
    /// Moves the columns to where an earlier order names them, so that the compiler says once of a type that is no key.
    fn point_at_first(&mut self, earlier: &[Self]) {
        for column in &mut self.columns {
            let named = earlier.iter().flat_map(|sort| &sort.columns);
            if let Some(first) = named.into_iter().find(|first| first.field == column.field) {
                column.field.set_span(first.field.span());
            }
        }
    }
}

impl Column {
    fn new(column: args::SortColumn, field: &args::Column, errors: &mut Errors) -> Self {
        let args::SortColumn {
            field: written,
            is_descending,
            mut nulls,
        } = column;
        let is_option = is_option(&field.ty);
        if is_option && nulls.is_none() {
            let message = format!(
                "`{written}` may be NULL; say where its NULLs stand: `{written} nulls first` or `{written} nulls last`"
            );
            errors.at(&written, message);
            nulls = Some(Nulls::Last);
        }
        let mut place = field.field.clone();
        place.set_span(written.span());
        Self {
            field: place,
            ty: field.ty.clone(),
            name: field
                .name
                .as_ref()
                .map_or_else(|| field.field.unraw().to_string(), LitStr::value),
            is_unique: field.is_unique,
            is_descending,
            nulls,
        }
    }
}

fn is_option(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|name| name == "Option")
}

fn has_nested_option(ty: &Type) -> bool {
    is_option(ty) && type_arguments(ty).next().is_some_and(is_option)
}

/// Reports an order in which two rows can have the same place.
fn check_last(last: &mut Column, fields: &[args::Column], errors: &mut Errors) {
    let Column { field, .. } = &*last;
    if last.nulls.is_some() && last.is_unique && !is_option(&last.ty) {
        let message = format!("`{field}` ends the order, so it is never NULL; remove `nulls first` or `nulls last`");
        errors.at(field, message);
        last.nulls = None;
    } else if last.nulls.is_some() && last.is_unique {
        let message = format!(
            "any number of rows may have no `{field}`, so pages could skip or repeat rows; end the order with a unique \
             column that is never NULL"
        );
        errors.at(field, message);
    } else if !last.is_unique {
        let unique = fields.iter().find(|field| field.is_unique);
        let remedy = match unique {
            Some(unique) => format!("add `{}`, which is unique", unique.field),
            None => "add a column whose field has `#[keyset(unique)]`".to_owned(),
        };
        let message = format!("`{field}` is not unique, so pages could skip or repeat rows; {remedy}, at the end");
        errors.at(field, message);
    }
}

fn unknown(column: &Ident, fields: &[args::Column]) -> String {
    if column == "unique" {
        return "`unique` is said of a field; write `#[keyset(unique)]` above it".to_owned();
    }
    let names: Vec<_> = fields.iter().map(|field| format!("`{}`", field.field)).collect();
    format!("there is no field `{column}`; there are {}", names.join(", "))
}
