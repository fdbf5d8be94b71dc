use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Error, LitStr};

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
    items: Option<LitStr>,
    filename: Option<LitStr>,
    max_item: Option<usize>,
    /// Where `document = blocking` stands.
    document: Option<Span>,
    /// Where `serializer = sonic` stands.
    serializer: Option<Span>,
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
            items,
            filename,
            max_item,
            document,
            serializer,
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
        check_beside_items(
            formats.as_deref(),
            heartbeat,
            [end_record, error_detail],
            items.is_some(),
            errors,
        );
        if let Some(items) = &items {
            let is_list = formats.as_ref().is_none_or(|formats| formats.contains(&Format::Array));
            check_list_name(items, is_list, end_record, errors);
        }
        if let Some(span) = document
            && (items.is_some() || max_item.is_some())
        {
            let message = "a document has no items; remove `document`, or `items` and `max_item`";
            errors.push(Error::new(span, message));
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
            document,
            items,
            filename,
            max_item: max_item.map(|(bytes, _)| bytes),
            serializer,
            local: local.is_some() && is_async,
        };
        (krate, openapi, options)
    }

    /// Reports what is for documents alone, of a handler that emits.
    pub(crate) fn refuse_document(&mut self, errors: &mut Errors) {
        if let Some(span) = self.document.take() {
            errors.push(Error::new(
                span,
                "a handler with a handle emits items, and no document; remove `document`",
            ));
        }
    }

    /// The kind of a returned value, which must be one that the arguments are for.
    fn only(&self, krate: &TokenStream, span: Span, kind: TokenStream) -> TokenStream {
        let is_for_items = self.items.is_some() || self.max_item.is_some();
        let only = match (is_for_items, self.document) {
            (true, None) => Ident::new("items_only", span),
            (false, Some(_)) => Ident::new("document_only", span),
            // Nothing is asked, or both at once, which was reported.
            _ => return kind,
        };
        quote_spanned!(span=> #krate::__private::#only::<{ #krate::__private::has_items(#kind) }>(#kind))
    }

    /// The constant that the runtime is told; `returns` is the kind of a returned value.
    pub(crate) fn to_tokens(&self, path: &CratePath, span: Span, returns: Option<TokenStream>) -> TokenStream {
        let krate = path.at(span);
        let returns = returns.map(|kind| self.only(&krate, span, kind));
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
        let items = self.items.as_ref().map(|name| quote_spanned!(span=> .items(#name)));
        let filename = self
            .filename
            .as_ref()
            .map(|name| quote_spanned!(span=> .filename(#name)));
        let max_item = self.max_item.map(|bytes| quote_spanned!(span=> .max_item(#bytes)));
        let document = self.document.map(|_| quote_spanned!(span=> .document_blocks(true)));
        let serializer = self.serializer.map(|place| {
            let krate = path.at(place);
            quote_spanned!(place=> .serializer(#krate::__private::sonic!()))
        });
        let set = [
            chunk,
            stall,
            formats,
            heartbeat,
            end_record,
            error_detail,
            items,
            filename,
            max_item,
            document,
            serializer,
            returns,
        ];
        let set = set.into_iter().flatten();
        quote_spanned!(span=> const { #krate::StreamOptions::new() #(#set)* })
    }
}

/// Reports what is to be written beside the items where no format has a place for it.
fn check_beside_items(
    formats: Option<&[Format]>,
    heartbeat: Option<(Limit, Span)>,
    [end_record, error_detail]: [Option<(bool, Span)>; 2],
    has_envelope: bool,
    errors: &mut Errors,
) {
    let has_only = |unfit| formats.is_some_and(|formats| formats.iter().all(|format| *format == unfit));
    let mut refuse = |span: Span, message: &str| errors.push(Error::new(span, message));
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
        && !has_envelope
    {
        refuse(
            span,
            "an array ends with its bracket; remove `end_record`, write `items = \"…\"`, or allow another format",
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
}

/// Reports a name that has no list to belong to, or that something else has.
fn check_list_name(name: &LitStr, is_list: bool, end_record: Option<(bool, Span)>, errors: &mut Errors) {
    let mut refuse = |message| errors.push(Error::new(name.span(), message));
    if !is_list {
        refuse("lines and events have no list that could have a name; remove `items`, or allow `array`");
    }
    if name.value() == "count" && end_record.is_some_and(|(on, _)| on) {
        refuse("`end_record` writes a member `count` of its own; give the list another name");
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
