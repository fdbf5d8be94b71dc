//! The attributes of Velithon; use them through the facade crate `velithon`, which documents them.
//!
//! Every macro has three stages: `Args` holds what was written, `Plan` what is valid of it with the defaults filled in, and
//! `emit` quotes the expansion, which cannot fail. All mistakes of an item are reported in one compile, and the item is
//! expanded in spite of them, so that the compiler checks the rest of it, too.

#![forbid(unsafe_code)]

mod args;
mod body;
mod crate_path;
mod dialect;
mod errors;
mod handle;
mod handler;
mod handler_fn;
mod key_type;
mod keyset;
mod lints;
mod openapi;
mod paginate;
mod parameter;
mod probe;
mod read_error;
mod returned;
mod signature;
#[cfg(test)]
mod snapshots;
mod spelling;
mod stream_json;
mod tidy;
mod types;

use proc_macro::TokenStream;

#[doc = include_str!("../docs/keyset.md")]
#[proc_macro_derive(Keyset, attributes(keyset))]
pub fn keyset(row: TokenStream) -> TokenStream {
    keyset::expand(row.into()).into()
}

#[doc = include_str!("../docs/key_type.md")]
#[proc_macro_derive(KeyType, attributes(key_type))]
pub fn key_type(item: TokenStream) -> TokenStream {
    key_type::expand(item.into()).into()
}

#[doc = include_str!("../docs/paginate.md")]
#[proc_macro_attribute]
pub fn paginate(args: TokenStream, item: TokenStream) -> TokenStream {
    paginate::expand(args.into(), item.into()).into()
}

#[doc = include_str!("../docs/stream_json.md")]
#[proc_macro_attribute]
pub fn stream_json(args: TokenStream, item: TokenStream) -> TokenStream {
    stream_json::expand(args.into(), item.into()).into()
}
