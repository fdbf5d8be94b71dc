use proc_macro2::TokenStream;

use crate::{args, args::Arguments, crate_path::CratePath, errors::Errors};

/// From the size of a page to that of a buffer which should rather be a file.
const CHUNK: std::ops::RangeInclusive<usize> = 1024..=1024 * 1024;

/// The arguments as they were written.
pub(crate) struct Args {
    pub(crate) krate: CratePath,
    /// In bytes.
    pub(crate) chunk: Option<usize>,
    /// `?Send`: the handler stays on its thread.
    pub(crate) local: bool,
}

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Arguments::read(tokens, errors);
        let args = Self {
            krate: arguments.value("crate", errors, CratePath::parse).unwrap_or_default(),
            chunk: arguments.value("chunk", errors, args::bytes(CHUNK)),
            local: arguments.flag("?Send"),
        };
        arguments.finish(&["chunk", "crate", "?Send"], errors);
        args
    }
}
