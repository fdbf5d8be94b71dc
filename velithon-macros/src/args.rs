pub(crate) mod streaming;
pub(crate) mod values;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Error, LitStr, Result, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    spanned::Spanned,
};

use crate::errors::Errors;

/// The arguments of an attribute: `name = value`, `name(value)` and `?Name`, separated by commas.
///
/// A mistake in one is reported, and the others are still read.
pub(crate) struct Arguments {
    /// The arguments that nobody has taken yet.
    pending: Vec<Argument>,
}

struct Argument {
    name: Name,
    value: TokenStream,
}

/// An argument's name, and its tokens to report mistakes at.
struct Name {
    text: String,
    tokens: TokenStream,
}

impl Arguments {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        Self::read_with_names(tokens, &[], errors)
    }

    /// Reads arguments of which those in `namable` may be written twice: `name = 10` sets a value, `name = "text"` renames
    /// a query parameter. The latter is then taken under the name `name = "…"`.
    pub(crate) fn read_with_names(tokens: TokenStream, namable: &[&str], errors: &mut Errors) -> Self {
        let mut pending: Vec<Argument> = Vec::new();
        for part in split_at_commas(tokens) {
            let argument = argument.parse2(part).map(|mut argument| {
                if namable.contains(&argument.name.text.as_str()) && is_text(&argument.value) {
                    argument.name.text.push_str(" = \"…\"");
                }
                argument
            });
            match argument {
                Ok(argument) if pending.iter().any(|earlier| earlier.name.text == argument.name.text) => {
                    let message = format!("`{}` is set twice; remove one of the two", argument.name.text);
                    errors.at(argument.name.tokens, message);
                }
                Ok(argument) => pending.push(argument),
                Err(error) => errors.push(error),
            }
        }
        Self { pending }
    }

    /// Removes the argument called `name`.
    fn take(&mut self, name: &str) -> Option<Argument> {
        let at = self.pending.iter().position(|argument| argument.name.text == name)?;
        Some(self.pending.remove(at))
    }

    /// The tokens of `?Name`, where it is written.
    pub(crate) fn flag(&mut self, name: &str) -> Option<TokenStream> {
        self.take(name).map(|argument| argument.name.tokens)
    }

    /// The value of `name`, where it is written and `parse` accepts it. A value that it refuses is reported.
    pub(crate) fn value<T>(
        &mut self,
        name: &str,
        errors: &mut Errors,
        parse: impl FnOnce(ParseStream<'_>) -> Result<T>,
    ) -> Option<T> {
        let argument = self.take(name)?;
        let parsed = parse.parse2(argument.value);
        parsed.map_err(|error| errors.push(error)).ok()
    }

    /// Where `name` stands, and its value, where it has one that `parse` accepts. A value that it refuses is reported.
    pub(crate) fn optional_value<T>(
        &mut self,
        name: &str,
        errors: &mut Errors,
        parse: impl FnOnce(ParseStream<'_>) -> Result<T>,
    ) -> Option<(Span, Option<T>)> {
        let Argument { name, value } = self.take(name)?;
        let span = name.tokens.span();
        if value.is_empty() {
            return Some((span, None));
        }
        let parsed = parse.parse2(value);
        parsed
            .map_err(|error| errors.push(error))
            .ok()
            .map(|value| (span, Some(value)))
    }

    /// Reports the arguments that were not taken, with the names that exist.
    pub(crate) fn finish(self, known: &[&str], errors: &mut Errors) {
        for argument in self.pending {
            let known = known.join("`, `");
            let message = format!("unknown argument `{}`; there are `{known}`", argument.name.text);
            errors.at(argument.name.tokens, message);
        }
    }
}

fn is_text(value: &TokenStream) -> bool {
    syn::parse2::<LitStr>(value.clone()).is_ok()
}

/// The parts of a list that is separated by commas, without empty ones.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Arguments that may be written without a value.
const VALUE_OPTIONAL: [&str; 2] = ["export", "openapi"];

fn argument(input: ParseStream<'_>) -> Result<Argument> {
    if input.peek(Token![?]) {
        let mark: Token![?] = input.parse()?;
        let ident: Ident = input.parse()?;
        let name = Name {
            text: format!("?{ident}"),
            tokens: [mark.to_token_stream(), ident.to_token_stream()].into_iter().collect(),
        };
        let value: TokenStream = input.parse()?;
        return if value.is_empty() {
            Ok(Argument { name, value })
        } else {
            Err(Error::new_spanned(
                value,
                format!("`{}` takes no value; remove it", name.text),
            ))
        };
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected an argument; write `name = value`"));
    }
    let ident = Ident::parse_any(input)?;
    let name = Name {
        text: ident.to_string(),
        tokens: ident.to_token_stream(),
    };
    if input.is_empty() && VALUE_OPTIONAL.contains(&name.text.as_str()) {
        return Ok(Argument {
            name,
            value: TokenStream::new(),
        });
    }
    if input.is_empty() {
        return Err(Error::new(
            ident.span(),
            format!("`{ident}` has no value; write `{ident} = …`"),
        ));
    }
    if input.peek(syn::token::Paren) {
        return Ok(Argument {
            name,
            value: input.parse()?,
        });
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() {
        return Err(Error::new(
            ident.span(),
            format!("`{ident}` has no value; write `{ident} = …`"),
        ));
    }
    Ok(Argument {
        name,
        value: input.parse()?,
    })
}
