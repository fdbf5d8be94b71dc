pub(crate) mod streaming;
pub(crate) mod tables;
pub(crate) mod values;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Error, Lit, LitStr, Result, Token,
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
    /// The names that exist.
    known: Vec<&'static str>,
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

/// What an attribute knows of its arguments before it reads their values.
pub(crate) struct Grammar {
    /// The names of all arguments, in lists.
    pub(crate) known: &'static [&'static [&'static str]],
    /// Arguments that may be written twice: `name = 10` sets a value, `name = "text"` renames a query parameter. The latter
    /// is taken under the name `name = "…"`.
    pub(crate) namable: &'static [&'static str],
    /// Arguments that may be written without a value.
    pub(crate) bare: &'static [&'static str],
    /// Arguments without a value that are meant as the value of another one.
    pub(crate) values_of: &'static [(&'static str, &'static str)],
    /// A value for an argument that is written without one.
    pub(crate) examples: &'static [(&'static str, &'static str)],
    /// An argument whose value is a list, and the words of that list.
    pub(crate) list: (&'static str, &'static [&'static str]),
}

impl Arguments {
    pub(crate) fn read(tokens: TokenStream, grammar: &Grammar, errors: &mut Errors) -> Self {
        let mut pending: Vec<Argument> = Vec::new();
        let known = grammar.known.concat();
        if is_after_equals(&tokens) {
            return Self { pending, known };
        }
        for part in grammar.join_list(split_at_commas(tokens)) {
            let argument = (|input: ParseStream<'_>| grammar.argument(input))
                .parse2(part)
                .map(|mut argument| {
                    if grammar.namable.contains(&argument.name.text.as_str()) && is_text(&argument.value) {
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
        Self { pending, known }
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
        parse: impl Fn(ParseStream<'_>) -> Result<T>,
    ) -> Option<T> {
        let argument = self.take(name)?;
        let parsed = parse_all(argument.value, parse);
        parsed.map_err(|error| errors.push(error)).ok()
    }

    /// Where `name` stands, and its value, where it has one that `parse` accepts. A value that it refuses is reported.
    pub(crate) fn optional_value<T>(
        &mut self,
        name: &str,
        errors: &mut Errors,
        parse: impl Fn(ParseStream<'_>) -> Result<T>,
    ) -> Option<(Span, Option<T>)> {
        let Argument { name, value } = self.take(name)?;
        let span = name.tokens.span();
        if value.is_empty() {
            return Some((span, None));
        }
        let parsed = parse_all(value, parse);
        parsed
            .map_err(|error| errors.push(error))
            .ok()
            .map(|value| (span, Some(value)))
    }

    /// Reports the arguments that were not taken, with the names that exist.
    pub(crate) fn finish(self, errors: &mut Errors) {
        let known = self.known.join("`, `");
        for argument in self.pending {
            let message = format!("unknown argument `{}`; there are `{known}`", argument.name.text);
            errors.at(argument.name.tokens, message);
        }
    }
}

/// Parses a value. Where tokens follow one that `parse` accepts, the comma before them is what is missing.
pub(crate) fn parse_all<T>(value: TokenStream, parse: impl Fn(ParseStream<'_>) -> Result<T>) -> Result<T> {
    let error = match (&parse).parse2(value.clone()) {
        Ok(parsed) => return Ok(parsed),
        Err(error) => error,
    };
    let tokens: Vec<TokenTree> = value.into_iter().collect();
    let rest = (1..tokens.len()).rev().find(|end| {
        let start = tokens.iter().take(*end).cloned().collect();
        (&parse).parse2(start).is_ok()
    });
    let Some(next) = rest.and_then(|start| tokens.get(start)) else {
        return Err(error);
    };
    Err(match next {
        // No argument begins with `<`: it belongs to the value, whose own error says what is wrong with it.
        TokenTree::Punct(punct) if punct.as_char() == '<' => error,
        TokenTree::Punct(punct) if punct.as_char() == ';' => Error::new(next.span(), "expected `,`"),
        // Nor with what an expression goes on with.
        TokenTree::Punct(_) | TokenTree::Group(_) => {
            let message = "the attribute reads what is written and computes nothing; write the value itself";
            Error::new(next.span(), message)
        }
        TokenTree::Ident(_) | TokenTree::Literal(_) => Error::new(next.span(), "expected `,`"),
    })
}

/// Whether the arguments are the value of `#[attribute = "value"]`, which the compiler has refused.
fn is_after_equals(tokens: &TokenStream) -> bool {
    let is_literal = syn::parse2::<Lit>(tokens.clone()).is_ok();
    // There is no such text where the attribute is not called by the compiler.
    is_literal && Span::call_site().source_text().is_some_and(|text| text.contains('='))
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

impl Grammar {
    /// That of an attribute which has no arguments.
    pub(crate) const NONE: Self = Self {
        known: &[],
        namable: &[],
        bare: &[],
        values_of: &[],
        examples: &[],
        list: ("", &[]),
    };

    /// The parts with the words of a list that is written without brackets in one part: `formats = array, ndjson`.
    fn join_list(&self, parts: Vec<TokenStream>) -> Vec<TokenStream> {
        let (name, words) = self.list;
        let mut joined: Vec<TokenStream> = Vec::new();
        for part in parts {
            let is_word =
                matches!(syn::parse2::<Ident>(part.clone()), Ok(word) if words.iter().any(|known| word == known));
            match joined.last_mut() {
                Some(list) if is_word && starts_with(list, name) => {
                    list.extend([TokenTree::Punct(Punct::new(',', Spacing::Alone))]);
                    list.extend(part);
                }
                _ => joined.push(part),
            }
        }
        joined
    }

    fn argument(&self, input: ParseStream<'_>) -> Result<Argument> {
        if input.peek(Token![?]) {
            return flag(input);
        }
        if input.peek(Token![!]) {
            return Err(input.error("an argument has no `!`; write `?Send` for a future that is not `Send`"));
        }
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected an argument; write `name = value`"));
        }
        let ident = Ident::parse_any(input)?;
        let name = Name {
            text: ident.to_string(),
            tokens: ident.to_token_stream(),
        };
        let is_bare = |name| self.bare.contains(&name) || !self.has_value(name);
        if input.is_empty() && is_bare(name.text.as_str()) {
            return Ok(Argument {
                name,
                value: TokenStream::new(),
            });
        }
        if input.peek(syn::token::Paren) {
            return Ok(Argument {
                name,
                value: input.parse()?,
            });
        }
        if input.peek(Token![-]) {
            return Err(Error::new(
                ident.span(),
                "an argument's name has `_` where this one has `-`",
            ));
        }
        if !input.is_empty() {
            input.parse::<Token![=]>()?;
        }
        if input.is_empty() {
            return Err(Error::new(ident.span(), self.without_value(&name.text)));
        }
        Ok(Argument {
            name,
            value: input.parse()?,
        })
    }

    /// Whether an argument of this name has a value, or is the value of another one. What has none is unknown, or a switch.
    fn has_value(&self, name: &str) -> bool {
        self.known.iter().any(|names| names.contains(&name))
            || find(self.values_of, name).is_some()
            || self.is_flag(name)
    }

    /// Whether this is the name of a flag without its mark.
    fn is_flag(&self, name: &str) -> bool {
        let is_it = |known: &&str| known.strip_prefix('?') == Some(name);
        self.known.iter().any(|names| names.iter().any(is_it))
    }

    fn without_value(&self, name: &str) -> String {
        if self.is_flag(name) {
            return format!("`{name}` is written with a mark; write `?{name}`");
        }
        if let Some(of) = find(self.values_of, name) {
            return format!("`{name}` is a value of `{of}`; write `{of} = {name}`");
        }
        let example = find(self.examples, name).unwrap_or("…");
        format!("`{name}` has no value; write `{name} = {example}`")
    }
}

/// What stands beside `name`.
fn find(pairs: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    pairs
        .iter()
        .find(|(first, _)| *first == name)
        .map(|(_, second)| *second)
}

fn flag(input: ParseStream<'_>) -> Result<Argument> {
    let mark: Token![?] = input.parse()?;
    let ident: Ident = input.parse()?;
    let name = Name {
        text: format!("?{ident}"),
        tokens: [mark.to_token_stream(), ident.to_token_stream()].into_iter().collect(),
    };
    let value: TokenStream = input.parse()?;
    if value.is_empty() {
        Ok(Argument { name, value })
    } else {
        Err(Error::new_spanned(
            value,
            format!("`{}` takes no value; remove it", name.text),
        ))
    }
}

fn starts_with(part: &TokenStream, name: &str) -> bool {
    matches!(part.clone().into_iter().next(), Some(TokenTree::Ident(word)) if word == name)
}
