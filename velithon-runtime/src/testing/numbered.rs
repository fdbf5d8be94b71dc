//! Walks of pages that have numbers.

use http::{Uri, header::LINK};
use serde_json::Value;

use super::{
    fault::{WalkFault, WalkKind, What},
    read_page::ReadPage,
    service::Service,
    walk::{Style, Walk},
};

impl<S: Service> Walk<S> {
    /// Asks for each page in turn, and for the one behind the last.
    pub(super) async fn by_number(&self, size: u64, rows: &[Value]) -> Result<(), WalkFault> {
        let walked = self.number_by_number(size, rows).await;
        walked.map_err(|what| WalkFault {
            kind: WalkKind::Numbered(size),
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
            let response = self.ask(target).await;
            let no_page = |reason| What::NoPage(uri.clone(), reason);
            let page = ReadPage::read(&response, &self.items).map_err(no_page)?;
            let facts = Facts::of(&page);
            let rows = self.compared(page.into_rows().map_err(no_page)?);
            // The server may make its pages smaller than they were asked for.
            if pages == 0 && rows.len() < length && rows.len() < expected.len() && !rows.is_empty() {
                length = rows.len();
            }
            let due = expected.len().saturating_sub(before).min(length);
            let served = rows.len();
            walked.extend(rows);
            let compared = expected.get(..walked.len().min(expected.len())).unwrap_or_default();
            // The rows before were right.
            if walked.get(before..) != compared.get(before..)
                && let Some(what) = What::wrong_with(&walked, compared)
            {
                return Err(what);
            }
            if served != due {
                let number = |rows| u64::try_from(rows).unwrap_or(u64::MAX);
                return Err(What::Length(uri, number(served), number(due)));
            }
            facts.check(&uri, walked.len() < expected.len(), expected.len())?;
            if served == 0 {
                return Ok(());
            }
            pages = pages.saturating_add(1);
        }
    }

    /// What is compared of rows: all of each, or a member.
    fn compared(&self, mut rows: Vec<Value>) -> Vec<Value> {
        if let Some(member) = &self.member {
            for row in &mut rows {
                *row = row.get_mut(member).map(Value::take).unwrap_or_default();
            }
        }
        rows
    }
}

/// What a page says beside its rows.
struct Facts {
    /// Whether its links lead to a next page, where it has links in the header.
    has_next: Option<bool>,
    /// Its total, where that is exact.
    total: Option<String>,
}

impl Facts {
    fn of(page: &ReadPage<'_>) -> Self {
        let links = page.header(LINK.as_str());
        let kind = page.fact("total_kind", "x-total-kind");
        let total = page.fact("total", "x-total");
        Self {
            has_next: links.map(|links| links.contains("rel=\"next\"")),
            total: total
                .filter(|_| kind.is_some_and(|kind| kind == "exact"))
                .map(String::from),
        }
    }

    /// Compares them with the rows that there are, and with whether some come behind the page.
    fn check(self, uri: &str, has_more: bool, rows: usize) -> Result<(), What> {
        match (self.has_next, self.total) {
            (Some(has_next), _) if has_next != has_more => Err(What::Next(uri.to_owned(), has_next)),
            (_, Some(total)) if total != rows.to_string() => Err(What::Total(uri.to_owned(), total)),
            _ => Ok(()),
        }
    }
}
