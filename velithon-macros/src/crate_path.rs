use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{Error, Path, Result, parse::ParseStream};

/// Where generated code finds Velithon: `::velithon`, or what `crate = …` says.
#[derive(Default)]
pub(crate) struct CratePath(Option<Path>);

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
            Ok(Self(Some(path)))
        } else {
            Err(Error::new_spanned(path, EXPECTED))
        }
    }

    /// The path with the span of the code that it is part of: the compiler would report an error in that code at a token
    /// with another span, and twice.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match &self.0 {
            None => quote_spanned!(span=> ::velithon),
            // Only the location changes: the names still resolve where the user wrote them.
            Some(path) => path
                .to_token_stream()
                .into_iter()
                .map(|token| moved(token, span))
                .collect(),
        }
    }
}

fn moved(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(token.span().located_at(span));
    token
}
