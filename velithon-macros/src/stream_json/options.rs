use proc_macro2::Span;
use syn::{Error, LitStr};

use super::args::Args;
use crate::{
    args::{
        streaming::{Format, Formats, Limit, no_heartbeat},
        tables::Csv,
    },
    crate_path::CratePath,
    errors::Errors,
    openapi,
};

/// The arguments that make `StreamOptions`. Those that cannot go together have been reported.
pub(crate) struct Options {
    pub(super) chunk: Option<usize>,
    pub(super) stall: Option<Limit>,
    /// `None` for the runtime's default.
    pub(super) formats: Option<Formats>,
    pub(super) csv: Option<Csv>,
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
            csv,
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
        if let (Some(_), Some(formats)) = (format, &formats) {
            refuse(
                formats.span,
                "`format` fixes what `formats` leaves to the client; remove one of the two",
            );
        }
        let formats = format.map(Formats::fixed).or(formats);
        let csv = csv.and_then(|csv| csv.for_tables(formats.as_ref(), errors));
        check_beside_items(
            formats.as_ref(),
            heartbeat,
            [end_record, error_detail],
            items.is_some(),
            errors,
        );
        if let Some(items) = &items {
            let is_list = formats.as_ref().is_none_or(|formats| formats.has(Format::Array));
            check_list_name(items, is_list, end_record, errors);
        }
        if let Some(span) = document
            && formats
                .as_ref()
                .is_some_and(|formats| formats.are_among(&[Format::Csv]))
        {
            let message = "a document is JSON, and no table; remove `document`, or allow another format";
            errors.push(Error::new(span, message));
        } else if let Some(span) = document
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
            csv,
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

    /// Whether all that a client can have is a table.
    pub(super) fn are_tables(&self) -> bool {
        self.formats
            .as_ref()
            .is_some_and(|formats| formats.are_among(&[Format::Csv]))
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
    formats: Option<&Formats>,
    heartbeat: Option<(Limit, Span)>,
    [end_record, error_detail]: [Option<(bool, Span)>; 2],
    has_envelope: bool,
    errors: &mut Errors,
) {
    let has_only = |unfit: &[Format]| formats.is_some_and(|formats| formats.are_among(unfit));
    let are_tables = has_only(&[Format::Csv]);
    let mut refuse = |span: Span, message: &str| errors.push(Error::new(span, message));
    if let Some((Limit::Milliseconds(_), span)) = heartbeat
        && has_only(&[Format::Ndjson, Format::Csv])
    {
        refuse(span, no_heartbeat(are_tables));
    }
    if let Some((true, span)) = end_record
        && has_only(&[Format::Array, Format::Csv])
        && (are_tables || !has_envelope)
    {
        let message = if are_tables {
            "a table has no room for a record; remove `end_record`, or allow another format"
        } else {
            "an array ends with its bracket; remove `end_record`, write `items = \"…\"`, or allow another format"
        };
        refuse(span, message);
    }
    if let Some((true, span)) = error_detail
        && has_only(&[Format::Array, Format::Csv])
    {
        let message = if are_tables {
            "a table has no room for an error; remove `error_detail`, or allow another format"
        } else {
            "an array has no room for an error; remove `error_detail`, or allow another format"
        };
        refuse(span, message);
    }
}

/// Reports a name for the list of items where no format has one, or where another member has that name.
fn check_list_name(name: &LitStr, is_list: bool, end_record: Option<(bool, Span)>, errors: &mut Errors) {
    let mut refuse = |message| errors.push(Error::new(name.span(), message));
    if !is_list {
        refuse("lines, events and tables have no list that could have a name; remove `items`, or allow `array`");
    }
    if name.value() == "count" && end_record.is_some_and(|(on, _)| on) {
        refuse("`end_record` writes a member `count` of its own; give the list another name");
    }
}
