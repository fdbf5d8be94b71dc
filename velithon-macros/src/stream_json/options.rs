use proc_macro2::Span;
use syn::{Error, LitStr};

use super::args::Args;
use crate::{
    args::streaming::{Format, Limit},
    crate_path::CratePath,
    errors::Errors,
    openapi,
};

/// The arguments that make `StreamOptions`. Those that cannot go together have been reported.
pub(crate) struct Options {
    pub(super) chunk: Option<usize>,
    pub(super) stall: Option<Limit>,
    /// `None` for the runtime's default.
    pub(super) formats: Option<Vec<Format>>,
    pub(super) heartbeat: Option<Limit>,
    pub(super) end_record: bool,
    pub(super) error_detail: bool,
    pub(super) items: Option<LitStr>,
    pub(super) filename: Option<LitStr>,
    pub(super) max_item: Option<usize>,
    /// Where `document = blocking` stands.
    pub(super) document: Option<Span>,
    /// Where `serializer = sonic` stands.
    pub(super) serializer: Option<Span>,
    /// Whether `?Send` is written: the future of the handler is not `Send`.
    pub(super) local: bool,
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

    /// Reports `document` on a handler that emits items.
    pub(crate) fn refuse_document(&mut self, errors: &mut Errors) {
        if let Some(span) = self.document.take() {
            errors.push(Error::new(
                span,
                "a handler with a handle emits items, and no document; remove `document`",
            ));
        }
    }
}

/// Reports heartbeats, end records and error details where none of the formats can carry them.
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

/// Reports a name for the list of items where no format has one, or where another member has that name.
fn check_list_name(name: &LitStr, is_list: bool, end_record: Option<(bool, Span)>, errors: &mut Errors) {
    let mut refuse = |message| errors.push(Error::new(name.span(), message));
    if !is_list {
        refuse("lines and events have no list that could have a name; remove `items`, or allow `array`");
    }
    if name.value() == "count" && end_record.is_some_and(|(on, _)| on) {
        refuse("`end_record` writes a member `count` of its own; give the list another name");
    }
}
