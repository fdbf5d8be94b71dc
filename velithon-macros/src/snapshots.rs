//! Snapshots of formatted expansions, so that a diff shows what a change does to generated code.
//!
//! `tests/expand/ATTRIBUTE/NAME.rs` must expand to the text of `NAME.expanded.rs` beside it. With `SNAPSHOTS=overwrite` in the environment
//! the expansions are written anew.

use std::{env, fs, path::Path};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Meta;

type Attribute = fn(TokenStream, TokenStream) -> TokenStream;

/// Expands the function of a file. The first of its attributes that is no documentation is Velithon's.
fn expand(source: &str, attribute: Attribute) -> TokenStream {
    let mut item: syn::ItemFn = syn::parse_str(source).expect("a function");
    let ours = item
        .attrs
        .iter()
        .position(|attribute| !attribute.path().is_ident("doc"));
    let arguments = match item.attrs.remove(ours.expect("our attribute")).meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    attribute(arguments, item.into_token_stream())
}

/// Expands the type of a file under one of our derive macros.
fn derive(source: &str, macro_: fn(TokenStream) -> TokenStream) -> TokenStream {
    macro_(source.parse().expect("a type"))
}

fn check(folder: &str, expand: impl Fn(&str) -> TokenStream) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand").join(folder);
    let overwrite = env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut checked = 0;
    for entry in fs::read_dir(folder).expect("the folder of snapshots") {
        let path = entry.expect("an entry").path();
        if path.to_string_lossy().ends_with(".expanded.rs") {
            continue;
        }
        let expanded = expand(&fs::read_to_string(&path).expect("an item"));
        let expanded = prettyplease::unparse(&syn::parse2(expanded).expect("items"));
        let snapshot = path.with_extension("expanded.rs");
        if overwrite {
            fs::write(&snapshot, &expanded).expect("a writable snapshot");
        }
        let expected = fs::read_to_string(&snapshot).unwrap_or_default();
        assert!(expected == expanded, "{} is now:\n{expanded}", snapshot.display());
        checked += 1;
    }
    assert!(checked > 0, "no item to expand");
}

#[test]
fn stream_json() {
    check("stream_json", |source| expand(source, crate::stream_json::expand));
}

#[test]
fn paginate() {
    check("paginate", |source| expand(source, crate::paginate::expand));
}

#[test]
fn keyset() {
    check("keyset", |source| derive(source, crate::keyset::expand));
}

#[test]
fn key_type() {
    check("key_type", |source| derive(source, crate::key_type::expand));
}
