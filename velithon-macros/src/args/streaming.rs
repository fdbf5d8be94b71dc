//! Values of arguments about streams, which both attributes have.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{
    Error, LitStr, Result, Token, bracketed,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    punctuated::Punctuated,
    token::Bracket,
};

use super::values;

/// A length of time, or none at all.
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
    Csv,
}

/// The formats of which a client has one.
pub(crate) struct Formats {
    pub(crate) list: Vec<Format>,
    /// Where they are written.
    pub(crate) span: Span,
    /// Where `csv` is written.
    pub(crate) csv: Option<Span>,
}

impl Formats {
    /// The one format that an argument fixes.
    pub(crate) fn fixed((format, span): (Format, Span)) -> Self {
        Self {
            list: vec![format],
            span,
            csv: (format == Format::Csv).then_some(span),
        }
    }

    pub(crate) fn has(&self, format: Format) -> bool {
        self.list.contains(&format)
    }

    /// Whether a client has no other format than these.
    pub(crate) fn are_among(&self, formats: &[Format]) -> bool {
        self.list.iter().all(|format| formats.contains(format))
    }

    /// The call that sets them; `krate` is Velithon's path.
    pub(crate) fn tokens(&self, krate: &TokenStream, span: Span) -> TokenStream {
        let formats = self.list.iter().map(|format| format.tokens(krate, span));
        quote_spanned!(span=> .formats(&[#(#formats),*]))
    }
}

impl Limit {
    /// The `Option<Duration>` that the runtime takes.
    pub(crate) fn tokens(self, span: Span) -> TokenStream {
        match self {
            Self::Off => quote_spanned!(span=> ::core::option::Option::None),
            Self::Milliseconds(milliseconds) => quote_spanned! {span=>
                ::core::option::Option::Some(::core::time::Duration::from_millis(#milliseconds))
            },
        }
    }
}

impl Format {
    /// The variant of the runtime's `Format`; `krate` is Velithon's path.
    fn tokens(self, krate: &TokenStream, span: Span) -> TokenStream {
        match self {
            Self::Array => quote_spanned!(span=> #krate::__private::options::Format::Array),
            Self::Ndjson => quote_spanned!(span=> #krate::__private::options::Format::Ndjson),
            Self::Sse => quote_spanned!(span=> #krate::__private::options::Format::Sse),
            Self::Csv => quote_spanned!(span=> #krate::__private::options::Format::Csv),
        }
    }
}

/// The words for formats.
pub(crate) const FORMATS: &[(&str, Format)] = &[
    ("array", Format::Array),
    ("ndjson", Format::Ndjson),
    ("sse", Format::Sse),
    ("csv", Format::Csv),
];

/// Parses a length of time, or the word `off`.
pub(crate) fn limit(example: &'static str) -> impl Fn(ParseStream<'_>) -> Result<(Limit, Span)> {
    move |input| {
        let expected = format!("expected a length of time such as `\"{example}\"`, or `off`");
        let span = input.span();
        if input.peek(LitStr) {
            let milliseconds = values::milliseconds(input)?;
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

/// Parses a list of formats.
pub(crate) fn formats(input: ParseStream<'_>) -> Result<Formats> {
    const EXPECTED: &str = "expected a list in brackets; write `formats = [array, ndjson]`";
    let span = input.span();
    if !input.peek(Bracket) {
        return Err(Error::new(span, EXPECTED));
    }
    let list;
    bracketed!(list in input);
    if list.is_empty() || !input.is_empty() {
        return Err(Error::new(span, EXPECTED));
    }
    if list.peek(LitStr) {
        return Err(list.error("formats are words without quotation marks; write `formats = [array, ndjson]`"));
    }
    let (mut formats, mut csv) = (Vec::new(), None);
    for word in Punctuated::<Ident, Token![,]>::parse_terminated_with(&list, Ident::parse_any)? {
        let format = values::one_of(FORMATS).parse2(word.to_token_stream())?;
        if formats.contains(&format) {
            return Err(Error::new(
                word.span(),
                format!("`{word}` is listed twice; remove one of the two"),
            ));
        }
        if format == Format::Csv {
            csv = Some(word.span());
        }
        formats.push(format);
    }
    Ok(Formats {
        list: formats,
        span,
        csv,
    })
}

/// Why there are no heartbeats in tables, or in lines and perhaps tables.
pub(crate) fn no_heartbeat(are_tables: bool) -> &'static str {
    if are_tables {
        "a table has no room for a heartbeat; remove `heartbeat`, or allow another format"
    } else {
        "lines of JSON have no room for a heartbeat; remove `heartbeat`, or allow another format"
    }
}
