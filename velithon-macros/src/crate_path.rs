use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Error, Path, Result, parse::ParseStream};

/// Where generated code finds Velithon: `::velithon`, or what `crate = …` says.
pub(crate) struct CratePath(TokenStream);

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
            Ok(Self(path.into_token_stream()))
        } else {
            Err(Error::new_spanned(path, EXPECTED))
        }
    }

    /// The path with the span of what it is used for: one token of another place moves a whole error there.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        let respan = |mut token: proc_macro2::TokenTree| {
            // `crate` and its like resolve by their own span.
            token.set_span(token.span().located_at(span));
            token
        };
        self.0.clone().into_iter().map(respan).collect()
    }
}

impl Default for CratePath {
    fn default() -> Self {
        Self(quote!(::velithon))
    }
}
