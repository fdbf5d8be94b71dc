use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Error, Lit, LitInt, LitStr, Result, Token, Type,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    spanned::Spanned,
};

use crate::errors::Errors;

/// The arguments of an attribute: `name = value`, `name(value)` and `?Name`, apart by commas.
///
/// A mistake in one is reported, and the next is read all the same.
pub(crate) struct Arguments {
    pending: Vec<Argument>,
}

struct Argument {
    name: Name,
    value: TokenStream,
}

/// A name with the tokens to report mistakes at.
struct Name {
    text: String,
    tokens: TokenStream,
}

impl Arguments {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        Self::read_with_names(tokens, &[], errors)
    }

    /// Reads arguments of which those in `namable` may stand twice: `name = 10` sets a value, `name = "text"` a name,
    /// which is then taken as `name = "…"`.
    pub(crate) fn read_with_names(tokens: TokenStream, namable: &[&str], errors: &mut Errors) -> Self {
        let mut pending: Vec<Argument> = Vec::new();
        for part in at_commas(tokens) {
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

    fn take(&mut self, name: &str) -> Option<Argument> {
        let at = self.pending.iter().position(|argument| argument.name.text == name)?;
        Some(self.pending.remove(at))
    }

    /// Whether `?Name` is among them.
    pub(crate) fn flag(&mut self, name: &str) -> Option<TokenStream> {
        self.take(name).map(|argument| argument.name.tokens)
    }

    /// The value of `name`, if it is there and `parse` accepts it.
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

    /// Where `name` stands, and its value if it has one, if `parse` accepts that.
    pub(crate) fn word<T>(
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

    /// Reports what nobody asked for. `known` are the names that exist, as they are written.
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

/// What stands between commas.
pub(crate) fn at_commas(tokens: TokenStream) -> Vec<TokenStream> {
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

/// Arguments that say something without a value.
const WORDS: [&str; 1] = ["openapi"];

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
    if input.is_empty() && WORDS.contains(&name.text.as_str()) {
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

/// A number of bytes: `65536`, `"64KiB"` or `"1MiB"`, in `range`.
pub(crate) fn bytes(range: std::ops::RangeInclusive<usize>) -> impl FnOnce(ParseStream<'_>) -> Result<usize> {
    move |input| {
        let (least, most) = (in_units(*range.start()), in_units(*range.end()));
        let expected = format!("expected a number of bytes from {least} to {most}, such as `65536` or `\"64KiB\"`");
        let value: Lit = input.parse().map_err(|error| Error::new(error.span(), &expected))?;
        if !input.is_empty() {
            return Err(input.error(&expected));
        }
        let bytes = match &value {
            Lit::Int(number) => plain(number),
            Lit::Str(text) => with_unit(&text.value()),
            _ => None,
        };
        match bytes {
            Some(bytes) if range.contains(&bytes) => Ok(bytes),
            _ => Err(Error::new_spanned(value, expected)),
        }
    }
}

fn plain(number: &LitInt) -> Option<usize> {
    if !number.suffix().is_empty() {
        return None;
    }
    number.base10_parse().ok()
}

const UNITS: [(&str, usize); 2] = [("MiB", 1024 * 1024), ("KiB", 1024)];

fn with_unit(text: &str) -> Option<usize> {
    UNITS.iter().find_map(|(unit, bytes)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<usize>().ok()?.checked_mul(*bytes)
    })
}

fn in_units(bytes: usize) -> String {
    let unit = UNITS
        .iter()
        .find(|(_, unit)| bytes >= *unit && bytes.is_multiple_of(*unit));
    unit.map_or_else(|| bytes.to_string(), |(name, unit)| format!("{} {name}", bytes / unit))
}

/// One of some words, as its value.
pub(crate) fn one_of<T: Copy>(words: &'static [(&'static str, T)]) -> impl FnOnce(ParseStream<'_>) -> Result<T> {
    move |input| {
        let names: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let expected = format!("expected {}", names.join(" or "));
        let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), &expected))?;
        let value = words.iter().find(|(name, _)| word == name).map(|(_, value)| *value);
        value
            .filter(|_| input.is_empty())
            .ok_or_else(|| Error::new(word.span(), expected))
    }
}

/// A whole number from 1 on, with its place.
pub(crate) fn count(input: ParseStream<'_>) -> Result<(u32, Span)> {
    const EXPECTED: &str = "expected a whole number from 1 to 4294967295";
    let number: LitInt = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    let value = plain(&number)
        .and_then(|value| u32::try_from(value).ok())
        .filter(|value| *value > 0);
    value
        .filter(|_| input.is_empty())
        .map(|value| (value, number.span()))
        .ok_or_else(|| Error::new(number.span(), EXPECTED))
}

/// A number of rows.
pub(crate) fn rows(input: ParseStream<'_>) -> Result<u64> {
    const EXPECTED: &str = "expected a number of rows, such as `50000`";
    let number: LitInt = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    let value = number.suffix().is_empty().then(|| number.base10_parse().ok()).flatten();
    value.ok_or_else(|| Error::new(number.span(), EXPECTED))
}

/// A text that is not empty.
pub(crate) fn text(input: ParseStream<'_>) -> Result<LitStr> {
    const EXPECTED: &str = "expected a text in quotation marks";
    let text: LitStr = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    if text.value().is_empty() || !input.is_empty() {
        return Err(Error::new(text.span(), EXPECTED));
    }
    Ok(text)
}

/// A type.
pub(crate) fn ty(input: ParseStream<'_>) -> Result<Type> {
    input
        .parse()
        .map_err(|error| Error::new(error.span(), "expected a type, such as `User`"))
}

/// A length of time in milliseconds: `"250ms"`, `"30s"`, `"5m"` or `"1h"`.
pub(crate) fn milliseconds(input: ParseStream<'_>) -> Result<u64> {
    const EXPECTED: &str =
        "expected a length of time from one millisecond on, such as `\"30s\"`, `\"250ms\"`, `\"5m\"` or `\"1h\"`";
    let text: LitStr = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    in_milliseconds(&text.value())
        .filter(|milliseconds| *milliseconds > 0 && input.is_empty())
        .ok_or_else(|| Error::new(text.span(), EXPECTED))
}

fn in_milliseconds(text: &str) -> Option<u64> {
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
    units.into_iter().find_map(|(unit, milliseconds)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<u64>().ok()?.checked_mul(milliseconds)
    })
}
