use proc_macro2::{Ident, Span, TokenStream};
use syn::{Error, LitStr, Path, Result, Token, ext::IdentExt, parenthesized, parse::ParseStream};

use super::{
    export,
    members::{self, Members},
    style::Style,
};
use crate::{
    args::{Arguments, Grammar, values},
    crate_path::CratePath,
    errors::Errors,
    openapi,
};

/// The arguments as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    pub(crate) style: Option<(Style, Span)>,
    pub(crate) size: Option<(u32, Span)>,
    pub(crate) max_size: Option<(u32, Span)>,
    pub(crate) names: Names,
    pub(crate) rejects: Option<bool>,
    pub(crate) max_offset: Option<(MaxOffset, Span)>,
    pub(crate) total: Option<(Total, Span)>,
    pub(crate) items: Option<Items>,
    pub(crate) members: Option<Members>,
    pub(crate) meta: Option<LitStr>,
    pub(crate) envelope: Option<Path>,
    pub(crate) links: Option<Links>,
    pub(crate) links_base: Option<LitStr>,
    pub(crate) sort: Option<LitStr>,
    pub(crate) reverse: Option<(bool, Span)>,
    pub(crate) bind: Option<Bind>,
    pub(crate) sign: Option<Path>,
    pub(crate) export: export::Written,
    pub(crate) openapi: Option<openapi::Written>,
}

/// What cursors hold for: `bind("tag", "q", body = filter)`.
pub(crate) struct Bind {
    /// The names of query parameters, if there are any.
    pub(crate) names: Option<Vec<LitStr>>,
    /// The name of the parameter that holds the body.
    pub(crate) body: Option<Ident>,
    pub(crate) span: Span,
}

/// The names of the query parameters that the user renames.
pub(crate) struct Names {
    pub(crate) page: Option<LitStr>,
    pub(crate) size: Option<LitStr>,
    pub(crate) offset: Option<LitStr>,
    pub(crate) limit: Option<LitStr>,
    pub(crate) cursor: Option<LitStr>,
    pub(crate) sort: Option<LitStr>,
}

#[derive(Clone, Copy)]
pub(crate) enum MaxOffset {
    None,
    Rows(u64),
}

#[derive(Clone, Copy)]
pub(crate) enum Total {
    None,
    Exact,
    Capped(u64),
    /// The number of milliseconds for which a count is kept.
    Cached(u64),
}

pub(crate) enum Items {
    None(Span),
    Named(LitStr),
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Links {
    Header,
    Body,
    Both,
    None,
}

const KNOWN: [&str; 23] = [
    "style",
    "size",
    "max_size",
    "page",
    "offset",
    "limit",
    "cursor",
    "sort",
    "sort_name",
    "reverse",
    "bind",
    "sign",
    "over_max",
    "max_offset",
    "total",
    "items",
    "members",
    "meta",
    "envelope",
    "links",
    "links_base",
    "openapi",
    "crate",
];
const GRAMMAR: Grammar = Grammar {
    known: &[&KNOWN, &export::KNOWN],
    namable: &["size"],
    bare: &["export", "openapi"],
    values_of: &[
        ("page", "style"),
        ("offset", "style"),
        ("cursor", "style"),
        ("exact", "total"),
        ("clamp", "over_max"),
        ("reject", "over_max"),
        ("header", "links"),
        ("body", "links"),
        ("both", "links"),
    ],
    examples: &[
        ("over_max", "reject"),
        ("reverse", "on"),
        ("style", "cursor"),
        ("total", "exact"),
    ],
    list: ("", &[]),
};
const STYLES: &[(&str, Style)] = &[
    ("page", Style::Page),
    ("offset", Style::Offset),
    ("cursor", Style::Cursor),
];
const OVER_MAX: &[(&str, bool)] = &[("clamp", false), ("reject", true)];
const SWITCH: &[(&str, bool)] = &[("on", true), ("off", false)];
const LINKS: &[(&str, Links)] = &[
    ("header", Links::Header),
    ("body", Links::Body),
    ("both", Links::Both),
    ("none", Links::None),
];

/// What to write in place of a number in quotation marks.
const ROWS: &str = "write `size = #` for the number of rows";
const NO_NAME: &str = "write a name that is more than a number";

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Arguments::read(tokens, &GRAMMAR, errors);
        let args = Self {
            krate: arguments.value("crate", errors, CratePath::parse).unwrap_or_default(),
            style: arguments.value("style", errors, style),
            size: arguments.value("size", errors, values::count),
            max_size: arguments.value("max_size", errors, values::count),
            names: Names {
                page: arguments.value("page", errors, values::parameter_name(NO_NAME)),
                size: arguments.value("size = \"…\"", errors, values::parameter_name(ROWS)),
                offset: arguments.value("offset", errors, values::parameter_name(NO_NAME)),
                limit: arguments.value("limit", errors, values::parameter_name(ROWS)),
                cursor: arguments.value("cursor", errors, values::parameter_name(NO_NAME)),
                sort: arguments.value("sort_name", errors, values::parameter_name(NO_NAME)),
            },
            rejects: arguments.value("over_max", errors, values::one_of(OVER_MAX)),
            max_offset: arguments.value("max_offset", errors, max_offset),
            total: arguments.value("total", errors, total),
            items: arguments.value("items", errors, items),
            members: arguments.value("members", errors, members::members),
            meta: arguments.value("meta", errors, values::text),
            envelope: arguments.value("envelope", errors, envelope),
            links: arguments.value("links", errors, values::one_of(LINKS)),
            links_base: arguments.value("links_base", errors, base),
            sort: arguments.value("sort", errors, values::text),
            reverse: arguments.value("reverse", errors, reverse),
            bind: arguments.value("bind", errors, bind),
            sign: arguments.value("sign", errors, sign),
            export: export::Written::read(&mut arguments, errors),
            openapi: arguments.optional_value("openapi", errors, values::ty),
        };
        arguments.finish(errors);
        args
    }
}

fn style(input: ParseStream<'_>) -> Result<(Style, Span)> {
    let span = input.span();
    values::one_of(STYLES)(input).map(|style| (style, span))
}

fn reverse(input: ParseStream<'_>) -> Result<(bool, Span)> {
    let span = input.span();
    values::one_of(SWITCH)(input).map(|reverse| (reverse, span))
}

/// Parses the start of a URL, to which a path can be added.
fn base(input: ParseStream<'_>) -> Result<LitStr> {
    const EXPECTED: &str = "expected the start of a URL, such as `\"https://example.com\"`, without a query";
    let base = values::text(input).map_err(|error| Error::new(error.span(), EXPECTED))?;
    let text = base.value();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_base = rest.is_some_and(|rest| {
        let in_a_url = |byte: u8| byte.is_ascii_graphic() && !b"?#<>\"".contains(&byte);
        !rest.is_empty() && !rest.starts_with('/') && rest.bytes().all(in_a_url)
    });
    if is_base {
        Ok(base)
    } else {
        Err(Error::new(base.span(), EXPECTED))
    }
}

/// Parses the word `none`, where nothing else follows, and keeps where it stands.
fn none(input: ParseStream<'_>) -> Option<Span> {
    let fork = input.fork();
    let word = Ident::parse_any(&fork)
        .ok()
        .filter(|word| word == "none" && fork.is_empty())?;
    let _ = Ident::parse_any(input);
    Some(word.span())
}

fn max_offset(input: ParseStream<'_>) -> Result<(MaxOffset, Span)> {
    let span = input.span();
    let max_offset = match none(input) {
        Some(_) => MaxOffset::None,
        None => values::rows(input).map(MaxOffset::Rows)?,
    };
    Ok((max_offset, span))
}

/// Parses names of query parameters in parentheses.
fn bind(input: ParseStream<'_>) -> Result<Bind> {
    const EXPECTED: &str = "expected the names of query parameters, or the handler's parameter that holds the body; write \
                            `bind(\"tag\", \"q\")` or `bind(body = filter)`";
    let span = input.span();
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(span, EXPECTED));
    }
    let list;
    let span = parenthesized!(list in input).span.join();
    let (mut names, mut body) = (Vec::new(), None);
    let expected = |error: Error| Error::new(error.span(), EXPECTED);
    while !list.is_empty() {
        if list.peek(LitStr) {
            names.push(list.parse().map_err(expected)?);
        } else {
            let word: Ident = list.parse().map_err(expected)?;
            if word != "body" {
                return Err(Error::new(word.span(), EXPECTED));
            }
            list.parse::<Token![=]>().map_err(expected)?;
            if body.replace(list.parse().map_err(expected)?).is_some() {
                return Err(Error::new(word.span(), "`body` is set twice; remove one of the two"));
            }
        }
        if !list.is_empty() {
            list.parse::<Token![,]>().map_err(expected)?;
        }
    }
    Ok(Bind {
        // `bind()` binds no query parameter, and `bind(body = …)` leaves them as they are.
        names: (body.is_none() || !names.is_empty()).then_some(names),
        body,
        span,
    })
}

/// Parses the path of a static.
fn sign(input: ParseStream<'_>) -> Result<Path> {
    const EXPECTED: &str = "expected the path of a static `CursorKeys`; write `sign = path::TO_KEYS`";
    let path = input.call(Path::parse_mod_style);
    let path = path.map_err(|error| Error::new(error.span(), EXPECTED))?;
    if input.is_empty() {
        Ok(path)
    } else {
        Err(input.error(EXPECTED))
    }
}

/// Parses the path of a type, without the type of its rows.
fn envelope(input: ParseStream<'_>) -> Result<Path> {
    const EXPECTED: &str = "expected the name of a type that is generic over its rows alone; write `envelope = Legacy`";
    let path = input.call(Path::parse_mod_style);
    let path = path.map_err(|error| Error::new(error.span(), EXPECTED))?;
    if input.is_empty() {
        Ok(path)
    } else {
        Err(input.error(EXPECTED))
    }
}

fn items(input: ParseStream<'_>) -> Result<Items> {
    match none(input) {
        Some(span) => Ok(Items::None(span)),
        None => values::text(input).map(Items::Named).map_err(|error| {
            Error::new(
                error.span(),
                "expected a name such as `\"users\"`, or `none` for a bare array",
            )
        }),
    }
}

fn total(input: ParseStream<'_>) -> Result<(Total, Span)> {
    const EXPECTED: &str = "expected `none`, `exact`, `capped(10_000)` or `cached(\"30s\")`";
    let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), EXPECTED))?;
    let total = match word.to_string().as_str() {
        "none" => Total::None,
        "exact" => Total::Exact,
        "capped" => Total::Capped(argument(input, &word, values::rows)?),
        "cached" => Total::Cached(argument(input, &word, values::milliseconds)?),
        _ => return Err(Error::new(word.span(), EXPECTED)),
    };
    if !input.is_empty() {
        return Err(input.error(EXPECTED));
    }
    Ok((total, word.span()))
}

/// Parses the argument in parentheses after `capped` or `cached`.
fn argument<T>(input: ParseStream<'_>, word: &Ident, parse: fn(ParseStream<'_>) -> Result<T>) -> Result<T> {
    if !input.peek(syn::token::Paren) {
        let example = if word == "capped" {
            "capped(10_000)"
        } else {
            "cached(\"30s\")"
        };
        return Err(Error::new(
            word.span(),
            format!("`{word}` has no argument; write `{example}`"),
        ));
    }
    let argument;
    parenthesized!(argument in input);
    parse(&argument)
}
