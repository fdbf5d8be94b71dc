//! Where an export leads, before its rows.

use http::{HeaderValue, header::LINK};

use super::options::ExportOptions;
#[cfg(feature = "csv")]
use super::table_name::table_name;
use crate::{
    page::{
        PageOptions,
        writer::template::{self, LINK_TEMPLATE},
    },
    stream::{Format, sink::Sink},
};

/// A link to the same rows as lines: an empty reference stands for the URL of the request, its query included (RFC 3986, section
/// 4.4), under any prefix and however long it is.
const ALTERNATE: HeaderValue = HeaderValue::from_static("<>; rel=\"alternate\"; type=\"application/jsonl\"");

/// Says in the head of the response how to go on: lines and events by the cursor of their marks; an array or a table, which has
/// none, as lines, where there are any. A table is a file for whoever opens it in a browser.
pub(super) fn announce(sink: &Sink, format: Format, page: &PageOptions, export: &ExportOptions) {
    let head = sink.request();
    sink.response_head().change(|_, headers| {
        if format.has_records() {
            headers.append(LINK_TEMPLATE, template::onward(head, page));
        } else if export.stream.formats.contains(&Format::Ndjson) {
            headers.append(LINK, ALTERNATE);
        }
    });
    #[cfg(feature = "csv")]
    if format == Format::Csv {
        sink.response_head().filename(&table_name(head.path()));
    }
}
