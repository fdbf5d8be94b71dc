use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{
    Error, LitStr, Result, Token, bracketed,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    punctuated::Punctuated,
    token::Bracket,
};

use crate::{args, args::Arguments, crate_path::CratePath, errors::Errors, openapi};

/// From the size of a page to that of a buffer which should rather be a file.
const CHUNK: std::ops::RangeInclusive<usize> = 1024..=1024 * 1024;

/// Up to what no chunk should be.
const MAX_ITEM: std::ops::RangeInclusive<usize> = 1..=1024 * 1024 * 1024;

/// The arguments as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    /// In bytes.
    pub(crate) chunk: Option<usize>,
    pub(crate) stall: Option<(Limit, Span)>,
    pub(crate) format: Option<Format>,
    pub(crate) formats: Option<(Vec<Format>, Span)>,
    pub(crate) heartbeat: Option<(Limit, Span)>,
    pub(crate) end_record: Option<(bool, Span)>,
    pub(crate) error_detail: Option<(bool, Span)>,
    pub(crate) items: Option<LitStr>,
    pub(crate) filename: Option<LitStr>,
    /// In bytes.
    pub(crate) max_item: Option<(usize, Span)>,
    /// Where `blocking` stands.
    pub(crate) document: Option<Span>,
    /// Where `sonic` stands.
    pub(crate) serializer: Option<Span>,
    pub(crate) openapi: Option<openapi::Written>,
    /// `?Send`: the handler stays on its thread.
    pub(crate) local: Option<TokenStream>,
}

/// A length of time that may be none.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    Off,
    Milliseconds(u64),
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Format {
    Array,
    Ndjson,
    Sse,
}

const KNOWN: [&str; 15] = [
    "chunk",
    "stall",
    "format",
    "formats",
    "heartbeat",
    "end_record",
    "error_detail",
    "items",
    "filename",
    "max_item",
    "document",
    "serializer",
    "openapi",
    "crate",
    "?Send",
];
const FORMATS: &[(&str, Format)] = &[
    ("array", Format::Array),
    ("ndjson", Format::Ndjson),
    ("sse", Format::Sse),
];
const SWITCH: &[(&str, bool)] = &[("on", true), ("off", false)];

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Arguments::read(tokens, errors);
        let args = Self {
            krate: arguments.value("crate", errors, CratePath::parse).unwrap_or_default(),
            chunk: arguments.value("chunk", errors, args::bytes(CHUNK)),
            stall: arguments.value("stall", errors, limit("60s")),
            format: arguments.value("format", errors, args::one_of(FORMATS)),
            formats: arguments.value("formats", errors, formats),
            heartbeat: arguments.value("heartbeat", errors, limit("15s")),
            end_record: arguments.value("end_record", errors, placed(args::one_of(SWITCH))),
            error_detail: arguments.value("error_detail", errors, placed(args::one_of(SWITCH))),
            items: arguments.value("items", errors, args::text),
            filename: arguments.value("filename", errors, filename),
            max_item: arguments.value("max_item", errors, placed(args::bytes(MAX_ITEM))),
            document: arguments.value("document", errors, word(&[("blocking", ())])),
            serializer: arguments.value("serializer", errors, word(&[("sonic", ())])),
            openapi: arguments.word("openapi", errors, args::ty),
            local: arguments.flag("?Send"),
        };
        arguments.finish(&KNOWN, errors);
        args
    }
}

/// A length of time, or the word `off`.
fn limit(example: &'static str) -> impl FnOnce(ParseStream<'_>) -> Result<(Limit, Span)> {
    move |input| {
        let expected = format!("expected a length of time such as `\"{example}\"`, or `off`");
        let span = input.span();
        if input.peek(LitStr) {
            let milliseconds = args::milliseconds(input)?;
            return Ok((Limit::Milliseconds(milliseconds), span));
        }
        let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), &expected))?;
        if word == "off" && input.is_empty() {
            Ok((Limit::Off, span))
        } else {
            Err(Error::new(word.span(), expected))
        }
    }
}

/// The name of a file.
fn filename(input: ParseStream<'_>) -> Result<LitStr> {
    let name = args::text(input)?;
    if name
        .value()
        .contains(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'))
    {
        let message = "a browser saves a file, not a path; write the name alone, such as `\"orders.json\"`";
        return Err(Error::new(name.span(), message));
    }
    Ok(name)
}

/// A value with the place where it stands.
fn placed<T>(parse: impl FnOnce(ParseStream<'_>) -> Result<T>) -> impl FnOnce(ParseStream<'_>) -> Result<(T, Span)> {
    |input| {
        let span = input.span();
        parse(input).map(|value| (value, span))
    }
}

/// The place of the one word that there is.
fn word(word: &'static [(&'static str, ())]) -> impl FnOnce(ParseStream<'_>) -> Result<Span> {
    move |input| {
        let span = input.span();
        args::one_of(word)(input).map(|()| span)
    }
}

fn formats(input: ParseStream<'_>) -> Result<(Vec<Format>, Span)> {
    const EXPECTED: &str = "expected a list such as `[array, ndjson, sse]`";
    let span = input.span();
    if !input.peek(Bracket) {
        return Err(Error::new(span, EXPECTED));
    }
    let list;
    bracketed!(list in input);
    if list.is_empty() || !input.is_empty() {
        return Err(Error::new(span, EXPECTED));
    }
    let mut formats = Vec::new();
    for word in Punctuated::<Ident, Token![,]>::parse_terminated_with(&list, Ident::parse_any)? {
        let format = args::one_of(FORMATS).parse2(word.to_token_stream())?;
        if formats.contains(&format) {
            return Err(Error::new(
                word.span(),
                format!("`{word}` is listed twice; remove one of the two"),
            ));
        }
        formats.push(format);
    }
    Ok((formats, span))
}
