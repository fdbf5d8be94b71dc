//! Walks of what a handler exports.

use std::fmt::Write;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde_json::Value;

use super::{
    body_reader::BodyFormat,
    export_part::ExportPart,
    fault::{WalkFault, WalkKind, What},
    service::Service,
};
use crate::head::LAST_EVENT_ID;

const LINES: &str = "application/jsonl";
const EVENTS: &str = "text/event-stream";

/// A handler that exports, and how to ask it.
pub(super) struct Exporter<'w, S> {
    pub(super) service: &'w S,
    pub(super) uri: &'w str,
    /// The method and the body of each request, where it is no `GET`.
    pub(super) body: Option<&'w (Method, Bytes)>,
    /// The headers of each request, beside its own.
    pub(super) headers: &'w HeaderMap,
    /// The names of its parameters.
    pub(super) cursor: &'w str,
    pub(super) size: &'w str,
    /// The member of a row that is compared.
    pub(super) member: Option<&'w str>,
}

/// One request for an export.
#[derive(Clone, Copy)]
struct Ask<'a> {
    accept: &'static str,
    cursor: Option<&'a str>,
    last_event: Option<&'a str>,
    size: Option<u64>,
}

impl<S: Service> Exporter<'_, S> {
    /// Exports everything as lines; again from each mark on; in parts of these sizes; and, where there are events, as events
    /// and again from each id on.
    pub(super) async fn check(&self, sizes: &[u64], rows: &[Value]) -> Result<(), WalkFault> {
        let lines = Ask {
            accept: LINES,
            cursor: None,
            last_event: None,
            size: None,
        };
        self.check_with_cuts(lines, rows).await?;
        for size in sizes {
            let parts = Ask {
                size: Some(*size),
                ..lines
            };
            let kind = || WalkKind::Export(format!("in parts of {size} rows"));
            let (walked, _) = self
                .follow(parts, rows.len())
                .await
                .map_err(|what| fault(kind(), what))?;
            compare(kind(), &walked, rows)?;
        }
        let events = Ask {
            accept: EVENTS,
            ..lines
        };
        if self.has_events(events).await? {
            self.check_with_cuts(events, rows).await?;
        }
        Ok(())
    }

    async fn check_with_cuts(&self, ask: Ask<'_>, rows: &[Value]) -> Result<(), WalkFault> {
        let kind = || WalkKind::Export(format!("whole as `{}`", ask.accept));
        let (walked, marks) = self.follow(ask, rows.len()).await.map_err(|what| fault(kind(), what))?;
        compare(kind(), &walked, rows)?;
        for (before, cursor) in &marks {
            let kind = || WalkKind::Export(format!("as `{}`, cut behind {before} rows", ask.accept));
            let again = match ask.accept {
                EVENTS => Ask {
                    last_event: Some(cursor),
                    ..ask
                },
                _ => Ask {
                    cursor: Some(cursor),
                    ..ask
                },
            };
            let rest = rows.get(*before..).unwrap_or_default();
            let (walked, _) = self
                .follow(again, rest.len())
                .await
                .map_err(|what| fault(kind(), what))?;
            compare(kind(), &walked, rest)?;
        }
        Ok(())
    }

    /// Exports until an end is complete; gives the rows and the marks of all parts.
    async fn follow(&self, ask: Ask<'_>, expected: usize) -> Result<(Vec<Value>, Vec<(usize, String)>), What> {
        let (mut rows, mut marks) = (Vec::new(), Vec::new());
        let mut after: Option<String> = None;
        // Each part has a row at least.
        for _ in 0..=expected.saturating_add(1) {
            let ask = match &after {
                Some(after) => Ask {
                    cursor: Some(after),
                    last_event: None,
                    ..ask
                },
                None => ask,
            };
            let part = self.export(ask).await?;
            let is_too_long = ask
                .size
                .is_some_and(|size| u64::try_from(part.rows.len()).is_ok_and(|rows| rows > size));
            if is_too_long {
                return Err(What::NoPage(
                    self.uri.to_owned(),
                    "has more rows than it was asked for".into(),
                ));
            }
            let before = rows.len();
            marks.extend(part.marks.into_iter().map(|(count, cursor)| (before + count, cursor)));
            rows.extend(part.rows.into_iter().map(|row| self.compared(row)));
            if part.is_complete {
                return Ok((rows, marks));
            }
            marks.push((rows.len(), part.after.clone()));
            after = Some(part.after);
        }
        Err(What::Endless(u64::try_from(expected).unwrap_or(u64::MAX)))
    }

    fn compared(&self, mut row: Value) -> Value {
        match self.member {
            Some(member) => row.get_mut(member).map(Value::take).unwrap_or_default(),
            None => row,
        }
    }

    async fn has_events(&self, ask: Ask<'_>) -> Result<bool, WalkFault> {
        let first = Ask { size: Some(1), ..ask };
        let (request, _) = self
            .request(first)
            .map_err(|what| fault(WalkKind::Export("as events".into()), what))?;
        let response = self.answer(request).await;
        Ok(BodyFormat::of(response.headers()) == BodyFormat::Events)
    }

    async fn export(&self, ask: Ask<'_>) -> Result<ExportPart, What> {
        let (request, uri) = self.request(ask)?;
        let response = self.answer(request).await;
        let has_records = matches!(
            BodyFormat::of(response.headers()),
            BodyFormat::Lines | BodyFormat::Events
        );
        if response.status().is_success() && !has_records {
            return Err(What::NoPage(uri, format!("answers `{}` with no export", ask.accept)));
        }
        ExportPart::read(&response).map_err(|reason| What::NoPage(uri, reason))
    }

    async fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        self.service.answer_to(request).await
    }

    fn request(&self, ask: Ask<'_>) -> Result<(Request<Bytes>, String), What> {
        let mut uri = self.uri.to_owned();
        let mut add = |name: &str, value: &str| {
            let separator = if uri.contains('?') { '&' } else { '?' };
            // Writing to a `String` cannot fail.
            let _ = write!(uri, "{separator}{name}={value}");
        };
        if let Some(size) = ask.size {
            add(self.size, &size.to_string());
        }
        if let Some(cursor) = ask.cursor {
            add(self.cursor, cursor);
        }
        let mut headers = self.headers.clone();
        headers.insert(ACCEPT, HeaderValue::from_static(ask.accept));
        if let Some(id) = ask.last_event.and_then(|id| HeaderValue::from_str(id).ok()) {
            headers.insert(HeaderName::from_static(LAST_EVENT_ID), id);
        }
        if self.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let mut request = Request::new(Bytes::new());
        if let Some((method, body)) = self.body {
            *request.method_mut() = method.clone();
            *request.body_mut() = body.clone();
        }
        *request.uri_mut() =
            Uri::try_from(&uri).map_err(|error| What::NoPage(uri.clone(), format!("is no URI: {error}")))?;
        *request.headers_mut() = headers;
        Ok((request, uri))
    }
}

fn compare(kind: WalkKind, walked: &[Value], expected: &[Value]) -> Result<(), WalkFault> {
    match What::wrong_with(walked, expected) {
        Some(what) => Err(fault(kind, what)),
        None => Ok(()),
    }
}

fn fault(kind: WalkKind, what: What) -> WalkFault {
    WalkFault { kind, what }
}
