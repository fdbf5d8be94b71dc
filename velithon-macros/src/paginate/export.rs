//! The argument `export` and those that belong to it.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Error, parse::ParseStream};

use crate::{
    args::{
        Arguments,
        streaming::{Format, Formats, Limit, formats, limit, no_heartbeat},
        tables::{Csv, with_feature},
        values,
    },
    crate_path::CratePath,
    errors::Errors,
    handle::Handle,
};

/// The names of the arguments.
pub(crate) const KNOWN: [&str; 7] = ["export", "batch", "deadline", "formats", "csv", "heartbeat", "stall"];

/// The arguments as they were written.
pub(crate) struct Written {
    export: Option<Span>,
    batch: Option<(u32, Span)>,
    /// A number of milliseconds.
    deadline: Option<(u64, Span)>,
    formats: Option<Formats>,
    csv: Option<Csv>,
    heartbeat: Option<(Limit, Span)>,
    stall: Option<(Limit, Span)>,
}

/// What makes `ExportOptions`, on a handler that can export.
#[derive(Default)]
pub(crate) struct Export {
    batch: Option<u32>,
    deadline: Option<u64>,
    formats: Option<Formats>,
    csv: Option<Csv>,
    heartbeat: Option<Limit>,
    stall: Option<Limit>,
}

impl Written {
    pub(crate) fn read(arguments: &mut Arguments, errors: &mut Errors) -> Self {
        let nothing = |input: ParseStream<'_>| -> syn::Result<()> {
            Err(input.error("`export` has no value; write `export` alone"))
        };
        Self {
            export: arguments
                .optional_value("export", errors, nothing)
                .map(|(span, _)| span),
            batch: arguments.value("batch", errors, values::count),
            deadline: arguments.value("deadline", errors, |input| {
                let span = input.span();
                values::milliseconds(input).map(|milliseconds| (milliseconds, span))
            }),
            formats: arguments.value("formats", errors, formats),
            csv: Csv::read(arguments, errors),
            heartbeat: arguments.value("heartbeat", errors, limit("15s")),
            stall: arguments.value("stall", errors, limit("60s")),
        }
    }

    /// Checks the arguments against the style and the handle of the handler, and reports what does not fit.
    pub(crate) fn check(self, is_walk: bool, handle: Option<&Handle>, errors: &mut Errors) -> Option<Export> {
        let Self {
            export,
            batch,
            deadline,
            formats,
            csv,
            heartbeat,
            stall,
        } = self;
        let Some(span) = export else {
            let places = [
                ("batch", batch.map(|(_, span)| span)),
                ("deadline", deadline.map(|(_, span)| span)),
                ("formats", formats.map(|formats| formats.span)),
                ("csv", csv.map(|csv| csv.span)),
                ("heartbeat", heartbeat.map(|(_, span)| span)),
                ("stall", stall.map(|(_, span)| span)),
            ];
            for (name, place) in places {
                if let Some(span) = place {
                    let message = format!("`{name}` is about exports, and this handler has pages alone; add `export`");
                    errors.push(Error::new(span, message));
                }
            }
            return None;
        };
        if let Some(handle) = handle {
            let message = "an export reads one batch after another, and this handler reads a page itself; return what cursors \
                           can walk, such as an `SqlSource`, or remove `export`";
            errors.at(handle.ty(), message);
            return None;
        }
        if !is_walk {
            let message = "an export goes from cursor to cursor, and this handler's pages are numbered; write \
                           `style = cursor`, or remove `export`";
            errors.push(Error::new(span, message));
            return None;
        }
        let csv = csv.and_then(|csv| csv.for_tables(formats.as_ref(), errors));
        if let (Some((Limit::Milliseconds(_), span)), Some(formats)) = (heartbeat, &formats)
            && formats.are_among(&[Format::Ndjson, Format::Csv])
        {
            errors.push(Error::new(span, no_heartbeat(formats.are_among(&[Format::Csv]))));
        }
        Some(Export {
            batch: batch.map(|(rows, _)| rows),
            deadline: deadline.map(|(milliseconds, _)| milliseconds),
            formats,
            csv,
            heartbeat: heartbeat.map(|(limit, _)| limit),
            stall: stall.map(|(limit, _)| limit),
        })
    }
}

impl Export {
    /// The handler's `ExportOptions`, as a constant expression.
    pub(super) fn options(&self, path: &CratePath, span: Span) -> TokenStream {
        let krate = path.at(span);
        let batch = self.batch.map(|rows| quote_spanned!(span=> .batch(#rows)));
        let deadline = self
            .deadline
            .map(|milliseconds| quote_spanned!(span=> .deadline(::core::time::Duration::from_millis(#milliseconds))));
        let formats = self.formats.as_ref().map(|formats| formats.tokens(&krate, span));
        let csv = self.csv.as_ref().map(|csv| csv.tokens(&krate, span));
        let heartbeat = self.heartbeat.map(|limit| limit.tokens(span));
        let heartbeat = heartbeat.map(|limit| quote_spanned!(span=> .heartbeat(#limit)));
        let stall = self.stall.map(|limit| limit.tokens(span));
        let stall = stall.map(|limit| quote_spanned!(span=> .stall(#limit)));
        let options = quote_spanned!(span=> &#krate::__private::options::ExportOptions::new() #batch #deadline #formats #csv #heartbeat #stall);
        let options = with_feature(self.formats.as_ref(), path, options);
        quote_spanned!(span=> const { #options })
    }
}
