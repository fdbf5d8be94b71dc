mod manifest;

use manifest::Name;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Error, Path, Result, parse::ParseStream};

/// Where generated code finds Velithon.
pub(crate) enum CratePath {
    /// At the name of the dependency, which is `velithon` unless the crate renames it.
    Dependency(String),
    /// Where `crate = …` says.
    Written(Path),
    /// Nowhere: there is no such dependency.
    Missing,
}

impl Default for CratePath {
    fn default() -> Self {
        // The tests of this crate expand as for an application.
        match if cfg!(test) { Name::Own } else { Name::find() } {
            Name::Own => Self::Dependency("velithon".to_owned()),
            Name::Renamed(name) => Self::Dependency(name),
            Name::Missing => Self::Missing,
        }
    }
}

impl CratePath {
    pub(crate) fn parse(input: ParseStream<'_>) -> Result<Self> {
        const EXPECTED: &str = "expected a path from the root; write `crate = ::path::to::velithon`";
        let path = input
            .call(Path::parse_mod_style)
            .map_err(|error| Error::new(error.span(), EXPECTED))?;
        if !input.is_empty() {
            return Err(input.error(EXPECTED));
        }
        let starts_at_root = path.leading_colon.is_some() || path.segments[0].ident == "crate";
        if starts_at_root {
            Ok(Self::Written(path))
        } else {
            Err(Error::new_spanned(path, EXPECTED))
        }
    }

    /// The item as it was written, with the one error that there is to report, where Velithon cannot be found.
    pub(crate) fn refuse(&self, item: &TokenStream) -> Option<TokenStream> {
        let Self::Missing = self else {
            return None;
        };
        let message = "this crate does not depend on `velithon`; where another crate has it, write `crate = ::path::to::velithon`";
        let error = Error::new(Span::call_site(), message).into_compile_error();
        Some(quote!(#item #error))
    }

    /// The path with the span of the code that it is part of: the compiler would report an error in that code at a token
    /// with another span, and twice.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match self {
            Self::Dependency(name) => {
                let name = Ident::new(name, span);
                quote_spanned!(span=> ::#name)
            }
            Self::Missing => quote_spanned!(span=> ::velithon),
            // Only the location changes: the names still resolve where the user wrote them. All but the last, which is found in the
            // module before it: with our own span, so that lints about paths that could be shorter do not report this one.
            Self::Written(path) => {
                let mut path = path.clone();
                let is_long = path.segments.len() > 1;
                if let Some(last) = path.segments.last_mut().filter(|_| is_long) {
                    last.ident.set_span(Span::mixed_site());
                }
                path.to_token_stream()
                    .into_iter()
                    .map(|token| moved(token, span))
                    .collect()
            }
        }
    }
}

fn moved(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(token.span().located_at(span));
    token
}
