use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{
    AttrStyle, Attribute, Error, Result, Signature, Visibility,
    parse::{Parse, ParseStream, Parser},
    token::Brace,
};

/// A handler as it was written. Its body is not parsed.
pub(crate) struct HandlerFn {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: Group,
}

impl HandlerFn {
    /// Reads the item under an attribute. An item that is no function is returned unchanged, with the error after it.
    pub(crate) fn read(item: TokenStream) -> std::result::Result<Self, TokenStream> {
        syn::parse2(item.clone()).map_err(|error: Error| {
            let mut tokens = item;
            if !is_function(&tokens) || !is_unfinished(&tokens, &error) {
                tokens.extend(error.into_compile_error());
            }
            tokens
        })
    }
}

const NO_BODY: &str = "expected the handler's body";

/// Whether a function lacks a part that each has. The compiler, which reads an item before its attributes do, has reported that.
fn is_unfinished(item: &TokenStream, error: &Error) -> bool {
    let has_body = !matches!(item.clone().into_iter().last(), Some(TokenTree::Punct(end)) if end.as_char() == ';');
    let message = error.to_string();
    !has_body
        || message.starts_with("unexpected end of input")
        || ["expected `:`", "expected `,`", "expected parentheses", NO_BODY].contains(&message.as_str())
}

impl Parse for HandlerFn {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        if !input.peek(Brace) {
            return Err(input.error(NO_BODY));
        }
        let (inner, body) = split_attributes(&body(input)?)?;
        attributes.extend(inner);
        Ok(Self {
            attributes,
            visibility,
            signature,
            body,
        })
    }
}

fn is_function(tokens: &TokenStream) -> bool {
    tokens
        .clone()
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"))
}

/// A body, which an argument `$body:block` of a `macro_rules!` has inside of an invisible group.
fn body(input: ParseStream<'_>) -> Result<Group> {
    let mut tree: TokenTree = input.parse()?;
    loop {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                let inner = group.stream().into_iter().next();
                tree = inner.ok_or_else(|| Error::new(group.span(), NO_BODY))?;
            }
            TokenTree::Group(group) => return Ok(group),
            other => return Err(Error::new(other.span(), NO_BODY)),
        }
    }
}

/// Takes the inner attributes (`#![…]`) out of a body and makes outer ones of them: the expansion puts the body into a
/// block, where inner attributes are not allowed.
fn split_attributes(body: &Group) -> Result<(Vec<Attribute>, Group)> {
    let parse = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse()?));
    let (mut attributes, rest): (Vec<_>, TokenStream) = parse.parse2(body.stream())?;
    if attributes.is_empty() {
        // A group that is made anew is unknown to the compiler, which reports a mistake at its end once more for that.
        return Ok((attributes, body.clone()));
    }
    for attribute in &mut attributes {
        attribute.style = AttrStyle::Outer;
    }
    let mut group = Group::new(body.delimiter(), rest);
    group.set_span(body.span());
    Ok((attributes, group))
}
