//! Where an export leads, before its rows.

use http::{HeaderValue, header::LINK};

use crate::{
    head::RequestHead,
    page::{
        PageOptions,
        writer::template::{self, LINK_TEMPLATE},
    },
    stream::{Format, sink::Sink},
};

/// Says in the head of the response how to go on: lines and events by the cursor of their marks, and what has none, such as an
/// array, as lines.
pub(super) fn announce(sink: &Sink, format: Format, options: &PageOptions) {
    let head = sink.request();
    sink.response_head().change(|_, headers| {
        if matches!(format, Format::Ndjson | Format::Sse) {
            headers.append(LINK_TEMPLATE, template::onward(head, options));
        } else {
            headers.append(LINK, alternate(head));
        }
    });
}

/// A link to the same rows as lines. Only the query is named, so that it is right under any prefix.
fn alternate(head: &RequestHead) -> HeaderValue {
    let query = head.query().unwrap_or_default().replace(['<', '>', ' ', '"'], "");
    HeaderValue::from_str(&format!("<?{query}>; rel=\"alternate\"; type=\"application/jsonl\"")).unwrap_or(
        HeaderValue::from_static("<>; rel=\"alternate\"; type=\"application/jsonl\""),
    )
}
