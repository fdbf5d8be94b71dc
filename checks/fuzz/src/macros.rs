//! Whatever stands in an attribute and below it: it expands to Rust, mistakes included. The first line of an input is the
//! attribute's arguments, the rest the function.

#![no_main]
#![allow(dead_code, unreachable_pub, reason = "modules of another crate")]

/// As they stand in that crate, whose entry points only a compiler can call.
#[path = "../../../velithon-macros/src"]
#[allow(
    clippy::large_enum_variant,
    reason = "spans with locations are larger than a compiler's"
)]
mod of_the_crate {
    pub mod args;
    pub mod body;
    pub mod crate_path;
    pub mod dialect;
    pub mod errors;
    pub mod handle;
    pub mod handler;
    pub mod handler_fn;
    pub mod key_type;
    pub mod keyset;
    pub mod lints;
    pub mod openapi;
    pub mod paginate;
    pub mod parameter;
    pub mod probe;
    pub mod read_error;
    pub mod returned;
    pub mod signature;
    pub mod spelling;
    pub mod stream_json;
    pub mod tidy;
    pub mod types;
}

use of_the_crate::{
    args, body, crate_path, dialect, errors, handle, handler, handler_fn, keyset, lints, openapi, paginate, parameter,
    probe, read_error, returned, signature, spelling, stream_json, tidy, types,
};

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

/// What an attribute may stand on.
const HANDLERS: [&str; 5] = [
    "async fn f(Path(id): Path<u32>, rows: &Emitter<Row<'_>>) -> Result<(), E> { rows.emit(&id).await; Ok(()) }",
    "async fn f(page: PageRequest) -> Result<PageItems<Row>, E> { body }",
    "async fn f() -> impl Iterator<Item = Row> { body }",
    "#[utoipa::path(get, path = \"/rows\")] #[cfg(any())] fn f(page: CursorRequest<Row>) -> Vec<Row> { body }",
    "#[utoipa::path(get, path = \"/rows\")] fn f<'a>(rows: &'a BlockingEmitter<Row<'a>>) -> Result<(), E> { body }",
];

fuzz_target!(|input: &str| {
    let (arguments, item) = input.split_once('\n').unwrap_or((input, ""));
    let Ok(arguments) = arguments.parse::<TokenStream>() else {
        return;
    };
    let items: Vec<TokenStream> = match item.trim() {
        "" => HANDLERS.iter().filter_map(|handler| handler.parse().ok()).collect(),
        item => item.parse().into_iter().collect(),
    };
    for item in items {
        // Who stands on what is no function at all gets it back as it was, which need not be whole Rust.
        let is_function = syn::parse2::<syn::ItemFn>(item.clone()).is_ok();
        for expand in [stream_json::expand, paginate::expand] {
            let expanded = expand(arguments.clone(), item.clone());
            let is_rust = syn::parse2::<syn::File>(expanded.clone()).is_ok();
            assert!(!is_function || is_rust, "{expanded}");
        }
        // A derive sees a whole type, and nothing else.
        if syn::parse2::<syn::DeriveInput>(item.clone()).is_ok() {
            let expanded = keyset::expand(item);
            assert!(syn::parse2::<syn::File>(expanded.clone()).is_ok(), "{expanded}");
        }
    }
});
