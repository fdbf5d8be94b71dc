//! Walks of pages that have numbers.

use bytes::Bytes;
use http::{Response, StatusCode, Uri, header::LINK};
use serde_json::Value;

use super::{
    fault::{WalkFault, Way, What},
    service::Service,
    walk::{Style, Walk},
};

impl<S: Service> Walk<S> {
    /// Asks for each page in turn, and for the one behind the last.
    pub(super) async fn by_number(&self, size: u64, rows: &[Value]) -> Result<(), WalkFault> {
        let walked = self.number_by_number(size, rows).await;
        walked.map_err(|what| WalkFault {
            way: Way::Numbered(size),
            what,
        })
    }

    async fn number_by_number(&self, size: u64, expected: &[Value]) -> Result<(), What> {
        let mut walked: Vec<Value> = Vec::new();
        let mut length = usize::try_from(size).unwrap_or(usize::MAX);
        let mut pages = 0_u64;
        loop {
            let before = walked.len();
            let position = match self.style {
                Style::Offset => u64::try_from(before).unwrap_or(u64::MAX),
                _ => pages.saturating_add(1),
            };
            let separator = if self.uri.contains('?') { '&' } else { '?' };
            let uri = format!("{}{separator}{}={position}&{}={size}", self.uri, self.cursor, self.size);
            let target =
                Uri::try_from(&uri).map_err(|error| What::NoPage(uri.clone(), format!("is no URI: {error}")))?;
            let page = self.ask(target).await;
            let rows = self.rows(&page).map_err(|reason| What::NoPage(uri.clone(), reason))?;
            // The server may make its pages smaller than they were asked for.
            if pages == 0 && rows.len() < length && rows.len() < expected.len() && !rows.is_empty() {
                length = rows.len();
            }
            let due = expected.len().saturating_sub(before).min(length);
            let served = rows.len();
            walked.extend(rows);
            let compared = expected.get(..walked.len().min(expected.len())).unwrap_or_default();
            if let Some(what) = What::wrong_with(&walked, compared) {
                return Err(what);
            }
            if served != due {
                let number = |rows| u64::try_from(rows).unwrap_or(u64::MAX);
                return Err(What::Length(uri, number(served), number(due)));
            }
            check_facts(&uri, &page, walked.len() < expected.len(), expected.len())?;
            if served == 0 {
                return Ok(());
            }
            pages = pages.saturating_add(1);
        }
    }

    /// The rows of a page: its whole body, or the list that is called so.
    fn rows(&self, page: &Response<Bytes>) -> Result<Vec<Value>, String> {
        if page.status() != StatusCode::OK {
            let body = String::from_utf8_lossy(page.body());
            return Err(format!("answers {}: {body}", page.status()));
        }
        let body: Value =
            serde_json::from_slice(page.body()).map_err(|error| format!("answers with no JSON: {error}"))?;
        let rows = match body {
            Value::Array(rows) => rows,
            mut body => match body.get_mut(&self.items).map(Value::take) {
                Some(Value::Array(rows)) => rows,
                _ => return Err(format!("answers with no list `{}`", self.items)),
            },
        };
        Ok(match &self.member {
            Some(member) => rows
                .iter()
                .map(|row| row.get(member).cloned().unwrap_or_default())
                .collect(),
            None => rows,
        })
    }
}

/// Compares what a page says beside its rows: an exact total, and the link to a next page where there are links in the header.
fn check_facts(uri: &str, page: &Response<Bytes>, has_more: bool, rows: usize) -> Result<(), What> {
    let header = |name: &str| page.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(links) = header(LINK.as_str()) {
        let has_next = links.contains("rel=\"next\"");
        if has_next != has_more {
            return Err(What::Next(uri.to_owned(), has_next));
        }
    }
    let body: Value = serde_json::from_slice(page.body()).unwrap_or_default();
    let is_exact = match header("x-total-kind") {
        Some(kind) => kind == "exact",
        None => body.get("total_kind").is_some_and(|kind| kind == "exact"),
    };
    let in_body = body.get("total").map(ToString::to_string);
    match header("x-total").map(str::to_owned).or(in_body) {
        Some(total) if is_exact && total != rows.to_string() => Err(What::Total(uri.to_owned(), total)),
        _ => Ok(()),
    }
}
