//! The argument `csv(…)`, which both attributes have.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Error, Lit, Result, parenthesized, parse::ParseStream, token::Paren};

use super::{
    Arguments, Grammar,
    streaming::{Format, Formats},
    values,
};
use crate::{crate_path::CratePath, errors::Errors};

/// How tables are written.
pub(crate) struct Csv {
    delimiter: Option<char>,
    guard: Option<bool>,
    bom: Option<bool>,
    pub(crate) span: Span,
}

const KNOWN: [&str; 3] = ["delimiter", "guard", "bom"];
const GRAMMAR: Grammar = Grammar {
    known: &[&KNOWN],
    examples: &[("bom", "on"), ("delimiter", "\";\""), ("guard", "on")],
    ..Grammar::NONE
};
const SWITCH: &[(&str, bool)] = &[("on", true), ("off", false)];
const DELIMITERS: [char; 4] = [',', ';', '|', '\t'];

impl Csv {
    /// Reads the argument, where it is written.
    pub(crate) fn read(arguments: &mut Arguments, errors: &mut Errors) -> Option<Self> {
        let (tokens, span) = arguments.value("csv", errors, in_parentheses)?;
        let mut options = Arguments::read(tokens, &GRAMMAR, errors);
        let csv = Self {
            delimiter: options.value("delimiter", errors, delimiter),
            guard: options.value("guard", errors, values::one_of(SWITCH)),
            bom: options.value("bom", errors, values::one_of(SWITCH)),
            span,
        };
        options.finish(errors);
        Some(csv)
    }

    /// The options, where there are tables. Where there are none, that is reported, and nothing is set.
    pub(crate) fn for_tables(self, formats: Option<&Formats>, errors: &mut Errors) -> Option<Self> {
        if formats.is_some_and(|formats| formats.has(Format::Csv)) {
            return Some(self);
        }
        let message = "these options are for tables, and no format is `csv`; write `formats = [array, ndjson, csv]`";
        errors.push(Error::new(self.span, message));
        None
    }

    /// The call that sets the options; `krate` is Velithon's path.
    pub(crate) fn tokens(&self, krate: &TokenStream, span: Span) -> TokenStream {
        let delimiter = self
            .delimiter
            .map(|delimiter| quote_spanned!(span=> .delimiter(#delimiter)));
        let guard = self.guard.map(|on| quote_spanned!(span=> .guard(#on)));
        let bom = self.bom.map(|on| quote_spanned!(span=> .bom(#on)));
        quote_spanned!(span=> .csv(#krate::__private::options::CsvOptions::new() #delimiter #guard #bom))
    }
}

/// The options of a handler. Where they name what is about tables, they stand in a macro of the runtime, which is an error
/// without the feature.
pub(crate) fn with_feature(formats: Option<&Formats>, krate: &CratePath, options: TokenStream) -> TokenStream {
    let Some(span) = formats.and_then(|formats| formats.csv) else {
        return options;
    };
    let krate = krate.at(span);
    quote_spanned!(span=> #krate::__private::csv!(#options))
}

/// Parses options in parentheses, and keeps where they stand.
fn in_parentheses(input: ParseStream<'_>) -> Result<(TokenStream, Span)> {
    const EXPECTED: &str = "expected options of tables; write `csv(delimiter = \";\", guard = on)`";
    if !input.peek(Paren) {
        return Err(input.error(EXPECTED));
    }
    let options;
    let span = parenthesized!(options in input).span.join();
    if !input.is_empty() {
        return Err(input.error(EXPECTED));
    }
    Ok((options.parse()?, span))
}

fn delimiter(input: ParseStream<'_>) -> Result<char> {
    const EXPECTED: &str = "expected what stands between two fields: `\",\"`, `\";\"`, `\"|\"` or `\"\\t\"`";
    let literal: Lit = input.parse().map_err(|error| Error::new(error.span(), EXPECTED))?;
    let written = match &literal {
        Lit::Str(text) => text.value().parse().ok(),
        Lit::Char(letter) => Some(letter.value()),
        _ => None,
    };
    written
        .filter(|delimiter| DELIMITERS.contains(delimiter) && input.is_empty())
        .ok_or_else(|| Error::new_spanned(literal, EXPECTED))
}
