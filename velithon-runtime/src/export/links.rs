//! Where an export leads, before its rows.

use http::{HeaderValue, header::LINK};

use super::options::ExportOptions;
#[cfg(feature = "csv")]
use crate::{page::request::query::decoded_path, stream::sink::filename::with_extension};
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

/// What a table is saved as: what comes last in the path, which names what is exported, with `.csv` in place of the extension of
/// another format. Percent-encoding that is no UTF-8 stays.
#[cfg(feature = "csv")]
fn table_name(path: &str) -> String {
    let mut segments = path.rsplit('/');
    let segment = segments.find(|segment| !segment.is_empty()).unwrap_or("export");
    let decoded = String::from_utf8(decoded_path(segment).into_owned());
    let mut name = with_extension(decoded.as_deref().unwrap_or(segment), &["csv"]).into_owned();
    // `.v2` of `/data.v2` is part of the name.
    if !name.to_ascii_lowercase().ends_with(".csv") {
        name.push_str(".csv");
    }
    name
}

#[cfg(all(test, feature = "csv"))]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_called_as_the_last_part_of_the_path() {
        for (path, name) in [
            ("/v1/people", "people.csv"),
            ("/v1/people/", "people.csv"),
            ("/", "export.csv"),
            ("/a/r%C3%A9sum%C3%A9", "résumé.csv"),
            ("/a/r%E9sum%E9", "r%E9sum%E9.csv"),
            ("/a/a+b%20c", "a+b c.csv"),
            ("/orders.json", "orders.csv"),
            ("/orders.csv", "orders.csv"),
            ("/data.v2", "data.v2.csv"),
        ] {
            assert_eq!(table_name(path), name);
        }
    }
}
