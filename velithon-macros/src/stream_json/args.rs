use proc_macro2::{Ident, Span, TokenStream};
use syn::{Error, LitStr, Result, parse::ParseStream};

use crate::{
    args::{
        Arguments, Grammar,
        streaming::{FORMATS, Format, Formats, Limit, formats, limit},
        tables::Csv,
        values,
    },
    crate_path::CratePath,
    errors::Errors,
    openapi,
};

/// Smaller chunks are mostly framing; larger ones hold memory and save nothing.
const CHUNK: std::ops::RangeInclusive<usize> = 1024..=1024 * 1024;

/// From one byte to one GiB, in bytes.
const MAX_ITEM: std::ops::RangeInclusive<usize> = 1..=1024 * 1024 * 1024;

/// The arguments as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    /// A number of bytes.
    pub(crate) chunk: Option<usize>,
    pub(crate) stall: Option<(Limit, Span)>,
    pub(crate) format: Option<(Format, Span)>,
    pub(crate) formats: Option<Formats>,
    pub(crate) csv: Option<Csv>,
    pub(crate) heartbeat: Option<(Limit, Span)>,
    pub(crate) end_record: Option<(bool, Span)>,
    pub(crate) error_detail: Option<(bool, Span)>,
    pub(crate) items: Option<LitStr>,
    pub(crate) filename: Option<LitStr>,
    /// A number of bytes.
    pub(crate) max_item: Option<(usize, Span)>,
    /// The place of `blocking` in `document = blocking`.
    pub(crate) document: Option<Span>,
    /// The place of `sonic` in `serializer = sonic`.
    pub(crate) serializer: Option<Span>,
    pub(crate) openapi: Option<openapi::Written>,
    /// The tokens of `?Send`, where it is written.
    pub(crate) local: Option<TokenStream>,
}

const KNOWN: [&str; 16] = [
    "chunk",
    "stall",
    "format",
    "formats",
    "csv",
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
const GRAMMAR: Grammar = Grammar {
    known: &[&KNOWN],
    namable: &[],
    bare: &["openapi"],
    values_of: &[
        ("array", "format"),
        ("ndjson", "format"),
        ("sse", "format"),
        ("csv", "format"),
        ("blocking", "document"),
        ("sonic", "serializer"),
    ],
    examples: &[
        ("document", "blocking"),
        ("end_record", "on"),
        ("error_detail", "on"),
        ("serializer", "sonic"),
    ],
    list: ("formats", &["array", "ndjson", "sse", "csv"]),
};
const SWITCH: &[(&str, bool)] = &[("on", true), ("off", false)];

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Arguments::read(tokens, &GRAMMAR, errors);
        let args = Self {
            krate: arguments.value("crate", errors, CratePath::parse).unwrap_or_default(),
            chunk: arguments.value("chunk", errors, values::bytes(CHUNK)),
            stall: arguments.value("stall", errors, limit("60s")),
            format: arguments.value("format", errors, placed(values::one_of(FORMATS))),
            formats: arguments.value("formats", errors, formats),
            csv: Csv::read(&mut arguments, errors),
            heartbeat: arguments.value("heartbeat", errors, limit("15s")),
            end_record: arguments.value("end_record", errors, placed(values::one_of(SWITCH))),
            error_detail: arguments.value("error_detail", errors, placed(values::one_of(SWITCH))),
            items: arguments.value("items", errors, items),
            filename: arguments.value("filename", errors, filename),
            max_item: arguments.value("max_item", errors, placed(values::bytes(MAX_ITEM))),
            document: arguments.value("document", errors, only_word(&[("blocking", ())])),
            serializer: arguments.value("serializer", errors, only_word(&[("sonic", ())])),
            openapi: arguments.optional_value("openapi", errors, values::ty),
            local: arguments.flag("?Send"),
        };
        arguments.finish(errors);
        args
    }
}

/// Parses the name of the member that holds the items.
fn items(input: ParseStream<'_>) -> Result<LitStr> {
    match input.fork().parse::<Ident>() {
        Ok(none) if none == "none" => Err(Error::new(
            none.span(),
            "without `items` the array is bare; remove the argument",
        )),
        _ => values::text(input),
    }
}

/// Parses the name of a file, without directories.
fn filename(input: ParseStream<'_>) -> Result<LitStr> {
    let name = values::text(input)?;
    if name
        .value()
        .contains(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'))
    {
        let message = "a browser saves a file, not a path; write the name alone, such as `\"orders.json\"`";
        return Err(Error::new(name.span(), message));
    }
    Ok(name)
}

/// Parses a value and keeps where it stands.
fn placed<T>(parse: impl Fn(ParseStream<'_>) -> Result<T>) -> impl Fn(ParseStream<'_>) -> Result<(T, Span)> {
    move |input| {
        let span = input.span();
        parse(input).map(|value| (value, span))
    }
}

/// Parses the only word that is allowed, and keeps where it stands.
fn only_word(word: &'static [(&'static str, ())]) -> impl Fn(ParseStream<'_>) -> Result<Span> {
    move |input| {
        let span = input.span();
        values::one_of(word)(input).map(|()| span)
    }
}
