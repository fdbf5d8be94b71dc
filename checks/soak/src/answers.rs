//! Asking and checking. Whatever happens: a response that is whole and says 200 is right, and any other says that it
//! failed.

use std::fmt::Display;

use serde_json::Value;

use crate::{
    http::{Client, End},
    route::{ORDERS, Route},
    rows::{Format, Rows, is_item, is_order},
    tally::{Event, Tally},
};

/// What became of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Right,
    /// It failed in the store's own words; the connection is as good as before.
    Failed,
    /// The connection is of no more use.
    Lost,
}

/// Looks at answers, and writes down what it finds.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'t> {
    pub(crate) tally: &'t Tally,
    /// Whether the database is stopped meanwhile. Where it is not, only a busy store may refuse, and nothing is cut off.
    pub(crate) interrupted: bool,
}

impl Judge<'_> {
    /// Asks and checks.
    pub(crate) fn check(self, client: &mut Client, route: &Route) -> Answer {
        route.ask(client);
        self.read(client, route)
    }

    /// Checks the answer to what was asked for.
    pub(crate) fn read(self, client: &mut Client, route: &Route) -> Answer {
        match route {
            Route::Items => self.read_rows(client, route, Format::Array, is_item, 100_000),
            Route::Export | Route::ExportFile => self.read_rows(client, route, Format::Array, is_order, ORDERS),
            Route::ExportLines => self.read_rows(client, route, Format::Lines, is_order, ORDERS),
            _ => self.read_value(client, route),
        }
    }

    fn read_value(self, client: &mut Client, route: &Route) -> Answer {
        let (path, mut body) = (route.path(), Vec::new());
        match client.response(|part| body.extend_from_slice(part)) {
            End::Whole(200) => match serde_json::from_slice(&body) {
                Ok(value) if route.is_answered_by(&value) => {
                    self.tally.count(Event::WholePage);
                    Answer::Right
                }
                Ok(_) => self.fault(format!(
                    "{path}: 200, whole, and not what was asked for: {}",
                    shown(&body)
                )),
                Err(error) => self.fault(format!("{path}: 200, whole, and not JSON: {error}")),
            },
            other => self.failed(client, path, other, &body, Event::PageCutOff),
        }
    }

    fn read_rows(
        self,
        client: &mut Client,
        route: &Route,
        format: Format,
        is_right: fn(&[u8], u64) -> bool,
        count: u64,
    ) -> Answer {
        let path = route.path();
        let (event, cut_off) = match route {
            Route::Export => (Event::WholeArray, Event::ExportCutOff),
            Route::ExportLines => (Event::WholeLines, Event::ExportCutOff),
            Route::ExportFile => (Event::WholeFile, Event::ExportCutOff),
            _ => (Event::WholePage, Event::PageCutOff),
        };
        let (mut rows, mut first) = (Rows::new(format, is_right), Vec::new());
        let end = client.response(|part| {
            first.extend_from_slice(&part[..part.len().min(1_000_usize.saturating_sub(first.len()))]);
            rows.pass(part);
        });
        let is_named = match route {
            Route::ExportFile => client.head.field("content-disposition") == r#"attachment; filename="orders.json""#,
            _ => true,
        };
        let is_typed = client.head.field("content-type") == format.content_type();
        let wrong = rows.wrong().map(str::to_owned);
        match (end, rows.end()) {
            (End::Whole(200), Ok(passed)) if passed == count && is_named && is_typed => {
                self.tally.count(event);
                Answer::Right
            }
            (End::Whole(200), Ok(passed)) if passed != count => {
                self.fault(format!("{path}: 200, whole, and of {passed} rows"))
            }
            (End::Whole(200), Ok(_)) => self.fault(format!("{path}: 200, whole, and with the head of another route")),
            (End::Whole(200), Err(wrong)) => self.fault(format!("{path}: 200, whole, and wrong: {wrong}")),
            // The rows that came are right all the same; the last of lines may say that there are no more.
            (End::CutOff, _) if let Some(wrong) = wrong => match format {
                Format::Lines if wrong.contains(r#"{"$error":"#) => {
                    self.failed(client, path, end, &first, Event::ErrorRecord)
                }
                _ => self.fault(format!("{path}: cut off, and wrong before that: {wrong}")),
            },
            (other, _) => self.failed(client, path, other, &first, cut_off),
        }
    }

    /// What is no success; it must say so, and be allowed.
    pub(crate) fn failed(self, client: &Client, path: impl Display, end: End, body: &[u8], cut_off: Event) -> Answer {
        match end {
            End::CutOff | End::Closed if !self.interrupted => {
                self.fault(format!("{path}: {end:?}, and nothing was the matter"))
            }
            End::CutOff => self.lost(cut_off),
            End::Closed => self.lost(Event::Closed),
            End::Whole(status @ 500..) => match code(client, status, body).as_deref() {
                // The store says it of statements that it reads itself, Velithon of what it reads for it.
                Some("busy" | "database-busy") if status == 503 => self.refused(Event::Busy),
                Some("database" | "internal-error") if status == 500 && self.interrupted => self.refused(Event::Failed),
                _ => self.fault(format!("{path}: {status}, and {}", shown(body))),
            },
            End::Whole(_) | End::Malformed | End::Hung => self.fault(format!("{path}: {end:?}, and {}", shown(body))),
        }
    }

    fn refused(self, event: Event) -> Answer {
        self.tally.count(event);
        Answer::Failed
    }

    fn lost(self, event: Event) -> Answer {
        self.tally.count(event);
        Answer::Lost
    }

    fn fault(self, what: String) -> Answer {
        self.tally.fault(what);
        Answer::Lost
    }
}

/// The code of a problem that says its status.
pub(crate) fn code(client: &Client, status: u16, body: &[u8]) -> Option<String> {
    let problem: Value = serde_json::from_slice(body).ok()?;
    let is_typed = client.head.field("content-type") == "application/problem+json";
    let is_right = is_typed && problem["status"].as_u64() == Some(status.into());
    is_right.then(|| problem["code"].as_str().unwrap_or_default().to_owned())
}

/// The beginning of it.
pub(crate) fn shown(body: &[u8]) -> String {
    if body.is_empty() {
        return "no body".to_owned();
    }
    String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned()
}
