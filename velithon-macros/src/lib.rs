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

/// Names the orders of a row; see the documentation of `velithon`.
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
