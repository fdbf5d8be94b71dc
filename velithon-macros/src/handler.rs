use proc_macro2::{Group, TokenStream};
use syn::{
    Attribute, Error, Result, Signature, Token, Visibility,
    parse::{Parse, ParseStream},
    token::Brace,
};

/// A handler as it was written. Its body is the compiler's business and stays as it is.
pub(crate) struct HandlerFn {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: Group,
}

impl HandlerFn {
    /// Reads the item under an attribute; what cannot be read as a function goes back as it came, with the reason.
    pub(crate) fn read(item: TokenStream) -> std::result::Result<Self, TokenStream> {
        syn::parse2(item.clone()).map_err(|error: Error| {
            let mut tokens = item;
            tokens.extend(error.into_compile_error());
            tokens
        })
    }
}

impl Parse for HandlerFn {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        if !input.peek(Brace) {
            return Err(match input.parse::<Token![;]>() {
                Ok(semicolon) => Error::new_spanned(semicolon, "a handler needs a body; write `{ … }`"),
                Err(_) => input.error("expected the handler's body"),
            });
        }
        Ok(Self {
            attributes,
            visibility,
            signature,
            body: input.parse()?,
        })
    }
}
