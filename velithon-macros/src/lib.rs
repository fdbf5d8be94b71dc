//! The attributes of Velithon; use them through the facade crate `velithon`, which documents them.
//!
//! Every macro takes four beats: `Args` (what was written), `Plan` (what is valid, defaults filled in), `emit`
//! (quoting, which cannot fail), tokens. All mistakes of an item are reported at once, and it expands all the same.

#![forbid(unsafe_code)]

mod args;
mod body;
mod crate_path;
mod errors;
mod handle;
mod handler;
mod keyset;
mod openapi;
mod paginate;
mod returned;
mod signature;
#[cfg(test)]
mod snapshots;
mod stream_json;

use proc_macro::TokenStream;

/// Names the orders in which rows can be walked by cursor, on a struct with named fields.
///
/// Above the struct, once for each order; the first is the one of a request that names none:
///
/// - `#[keyset(sort = "newest", created_at desc, id desc)]`: the order's name, as clients write it behind `sort=`, then its
///   columns by the names of their fields. After a column stand its direction (`asc`, unless said otherwise, or `desc`)
///   and, where the field is an `Option` and only there, `nulls first` or `nulls last`: before or after all values, in
///   either direction. The last column is `unique` and no `Option`.
/// - `#[keyset(crate = ::path::to::velithon)]`: where `velithon` is, if not at `::velithon`.
///
/// On a field:
///
/// - `#[keyset(unique)]`: no two rows have the same value.
/// - `#[keyset(column = "created")]`: the column's name in SQL, neither quoted nor escaped, if it is not the field's.
///   What sqlx is told of names (`#[sqlx(rename = …)]`, `rename_all`) is not known here.
///
/// Of two orders without any direction, clippy takes a column that both have for an attribute written twice
/// (`duplicated_attributes`): write `id asc`.
#[proc_macro_derive(Keyset, attributes(keyset))]
pub fn keyset(row: TokenStream) -> TokenStream {
    keyset::expand(row.into()).into()
}

/// Turns a handler into a paginated one; see the documentation of `velithon`.
#[proc_macro_attribute]
pub fn paginate(args: TokenStream, item: TokenStream) -> TokenStream {
    paginate::expand(args.into(), item.into()).into()
}

/// Turns a handler into one that streams JSON in bounded chunks; see the documentation of `velithon`.
#[proc_macro_attribute]
pub fn stream_json(args: TokenStream, item: TokenStream) -> TokenStream {
    stream_json::expand(args.into(), item.into()).into()
}
