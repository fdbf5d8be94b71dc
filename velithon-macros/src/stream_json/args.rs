use proc_macro2::{Ident, Span, TokenStream};
use syn::{Error, LitStr, Result, ext::IdentExt, parse::ParseStream};

use crate::{args, args::Arguments, crate_path::CratePath, errors::Errors};

/// From the size of a page to that of a buffer which should rather be a file.
const CHUNK: std::ops::RangeInclusive<usize> = 1024..=1024 * 1024;

/// The arguments as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    /// In bytes.
    pub(crate) chunk: Option<usize>,
    pub(crate) stall: Option<(Stall, Span)>,
    /// `?Send`: the handler stays on its thread.
    pub(crate) local: bool,
}

/// For how long a client may take nothing.
#[derive(Clone, Copy)]
pub(crate) enum Stall {
    Off,
    Milliseconds(u64),
}

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Arguments::read(tokens, errors);
        let args = Self {
            krate: arguments.value("crate", errors, CratePath::parse).unwrap_or_default(),
            chunk: arguments.value("chunk", errors, args::bytes(CHUNK)),
            stall: arguments.value("stall", errors, stall),
            local: arguments.flag("?Send"),
        };
        arguments.finish(&["chunk", "stall", "crate", "?Send"], errors);
        args
    }
}

fn stall(input: ParseStream<'_>) -> Result<(Stall, Span)> {
    const EXPECTED: &str = "expected a length of time such as `\"60s\"`, or `off`";
    let span = input.span();
    if input.peek(LitStr) {
        let milliseconds = args::milliseconds(input)?;
        return Ok((Stall::Milliseconds(milliseconds), span));
    }
    let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), EXPECTED))?;
    if word == "off" && input.is_empty() {
        Ok((Stall::Off, span))
    } else {
        Err(Error::new(word.span(), EXPECTED))
    }
}
