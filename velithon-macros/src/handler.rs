use proc_macro2::{Delimiter, Group, TokenStream};
use syn::{
    AttrStyle, Attribute, Error, Result, Signature, Token, Visibility,
    parse::{Parse, ParseStream, Parser},
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
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        if !input.peek(Brace) {
            return Err(match input.parse::<Token![;]>() {
                Ok(semicolon) => Error::new_spanned(semicolon, "a handler needs a body; write `{ … }`"),
                Err(_) => input.error("expected the handler's body"),
            });
        }
        let body = take_inner(&mut attributes, &input.parse()?)?;
        Ok(Self {
            attributes,
            visibility,
            signature,
            body,
        })
    }
}

/// Moves `#![…]` from the start of the body to the function: the body becomes a block, which cannot have them.
fn take_inner(attributes: &mut Vec<Attribute>, body: &Group) -> Result<Group> {
    let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?));
    let (inner, statements) = split.parse2(body.stream())?;
    attributes.extend(inner.into_iter().map(|attribute| Attribute {
        style: AttrStyle::Outer,
        ..attribute
    }));
    let mut rest = Group::new(Delimiter::Brace, statements);
    rest.set_span(body.span());
    Ok(rest)
}
