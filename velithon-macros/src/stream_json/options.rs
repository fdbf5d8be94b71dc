use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Error;

use super::args::{Args, Format, Limit};
use crate::{crate_path::CratePath, errors::Errors, openapi};

/// The arguments that make `StreamOptions`, and go together.
pub(crate) struct Options {
    chunk: Option<usize>,
    stall: Option<Limit>,
    /// Nothing where the runtime's own choice holds.
    formats: Option<Vec<Format>>,
    heartbeat: Option<Limit>,
    end_record: bool,
    error_detail: bool,
    pub(crate) local: bool,
}

impl Options {
    pub(crate) fn new(args: Args, is_async: bool, errors: &mut Errors) -> (CratePath, Option<openapi::Written>, Self) {
        let Args {
            krate,
            chunk,
            stall,
            format,
            formats,
            heartbeat,
            end_record,
            error_detail,
            openapi,
            local,
        } = args;
        let mut refuse = |span: Span, message: &str| errors.push(Error::new(span, message));
        if let (Some(_), Some((_, span))) = (format, &formats) {
            refuse(
                *span,
                "`format` fixes what `formats` leaves to the client; remove one of the two",
            );
        }
        let formats = format
            .map(|format| vec![format])
            .or(formats.map(|(formats, _)| formats));
        let has_only = |unfit: Format| {
            let formats = formats.as_deref();
            formats.is_some_and(|formats| formats.iter().all(|format| *format == unfit))
        };
        if let Some((Limit::Milliseconds(_), span)) = stall
            && local.is_some()
            && is_async
        {
            refuse(
                span,
                "a handler that is not `Send` stays on its thread, where no timer can drop it; remove `stall`",
            );
        }
        if let Some((Limit::Milliseconds(_), span)) = heartbeat
            && has_only(Format::Ndjson)
        {
            refuse(
                span,
                "lines of JSON have no room for a heartbeat; remove `heartbeat`, or allow another format",
            );
        }
        if let Some((true, span)) = end_record
            && has_only(Format::Array)
        {
            refuse(
                span,
                "an array ends with its bracket; remove `end_record`, or allow another format",
            );
        }
        if let Some((true, span)) = error_detail
            && has_only(Format::Array)
        {
            refuse(
                span,
                "an array has no room for an error; remove `error_detail`, or allow another format",
            );
        }
        if let Some(local) = &local
            && !is_async
        {
            let message = "all of a plain `fn` stays on a thread of its own in any case; remove `?Send`";
            errors.at(local, message);
        }
        let options = Self {
            chunk,
            stall: stall.map(|(limit, _)| limit),
            formats,
            heartbeat: heartbeat.map(|(limit, _)| limit),
            end_record: end_record.is_some_and(|(on, _)| on),
            error_detail: error_detail.is_some_and(|(on, _)| on),
            local: local.is_some() && is_async,
        };
        (krate, openapi, options)
    }

    /// The constant that the runtime is told; `returns` is the kind of a returned value.
    pub(crate) fn to_tokens(&self, krate: &TokenStream, span: Span, returns: Option<TokenStream>) -> TokenStream {
        let returns = returns.map(|kind| quote_spanned!(span=> .returns(#kind)));
        let chunk = self.chunk.map(|bytes| quote_spanned!(span=> .chunk(#bytes)));
        let stall = self.stall.map(|limit| duration(limit, span));
        let stall = stall.map(|limit| quote_spanned!(span=> .stall(#limit)));
        let formats = self.formats.as_ref().map(|formats| {
            let formats = formats.iter().map(|format| match format {
                Format::Array => quote_spanned!(span=> #krate::Format::Array),
                Format::Ndjson => quote_spanned!(span=> #krate::Format::Ndjson),
                Format::Sse => quote_spanned!(span=> #krate::Format::Sse),
            });
            quote_spanned!(span=> .formats(&[#(#formats),*]))
        });
        let heartbeat = self.heartbeat.map(|limit| duration(limit, span));
        let heartbeat = heartbeat.map(|limit| quote_spanned!(span=> .heartbeat(#limit)));
        let end_record = self.end_record.then(|| quote_spanned!(span=> .end_record(true)));
        let error_detail = self.error_detail.then(|| quote_spanned!(span=> .error_detail(true)));
        quote_spanned! {span=>
            const { #krate::StreamOptions::new() #chunk #stall #formats #heartbeat #end_record #error_detail #returns }
        }
    }
}

fn duration(limit: Limit, span: Span) -> TokenStream {
    match limit {
        Limit::Off => quote_spanned!(span=> ::core::option::Option::None),
        Limit::Milliseconds(milliseconds) => quote_spanned! {span=>
            ::core::option::Option::Some(::core::time::Duration::from_millis(#milliseconds))
        },
    }
}
