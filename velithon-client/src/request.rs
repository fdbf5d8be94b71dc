//! What is asked for.

use http::{HeaderName, HeaderValue, Request, header::ACCEPT};
use url::{Url, form_urlencoded};

use crate::{error::Reason, plan::Plan, proof::Proof, resume::Place, seen::page};

/// What a walk over rows takes: lines rather than pages, where there is the choice.
const ROWS: HeaderValue =
    HeaderValue::from_static("application/jsonl, application/x-ndjson;q=0.9, application/json;q=0.5, */*;q=0.1");
/// What a walk over rows takes whose end has to be proven by its text: arrays and pages, which always are.
const PROVEN_BY_SYNTAX: HeaderValue =
    HeaderValue::from_static("application/json, application/jsonl;q=0.5, application/x-ndjson;q=0.4, */*;q=0.1");
/// What a walk over rows takes whose end has to be proven by a record: events end with one even where lines do not.
const PROVEN_BY_RECORD: HeaderValue = HeaderValue::from_static(
    "application/jsonl, application/x-ndjson;q=0.9, text/event-stream;q=0.7, application/json;q=0.5, */*;q=0.1",
);
/// What a walk over pages takes.
const PAGES: HeaderValue = HeaderValue::from_static("application/json, */*;q=0.1");

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The request for what begins at a place, or for the start.
pub(crate) fn make(plan: &Plan, place: Option<&Place>, takes_pages: bool) -> Result<Request<()>, Reason> {
    let start = plan.start()?;
    let mut headers = plan.headers.clone();
    let url = match place {
        None => start.clone(),
        Some(Place::After(cursor)) => with_parameter(start, plan.parameter_of(cursor), &cursor.value),
        Some(Place::Event(id)) => {
            let id = HeaderValue::from_bytes(id.as_bytes())
                .map_err(|_| Reason::Request(format!("{id:?} cannot be sent as an id")))?;
            headers.insert(LAST_EVENT_ID, id);
            start.clone()
        }
        Some(Place::Page(url)) => {
            let url = start.join(url);
            let url = url.map_err(|error| Reason::Malformed(format!("a next page whose URL is none: {error}")))?;
            plan.check_origin(&url)?;
            url
        }
    };
    let accept = match plan.required {
        _ if takes_pages => PAGES,
        Proof::Framing => ROWS,
        Proof::Syntax => PROVEN_BY_SYNTAX,
        Proof::Record => PROVEN_BY_RECORD,
    };
    headers.entry(ACCEPT).or_insert(accept);
    let uri = page(url.as_str());
    let mut request = Request::builder().uri(uri).body(());
    if let Ok(request) = &mut request {
        *request.headers_mut() = headers;
    }
    request.map_err(|error| Reason::Request(format!("{url} cannot be asked for: {error}")))
}

/// The URL with this query parameter, and all others as they are, byte for byte.
pub(crate) fn with_parameter(url: &Url, name: &str, value: &str) -> Url {
    let query = url.query().unwrap_or_default();
    let is_other =
        |pair: &&str| !pair.is_empty() && form_urlencoded::parse(pair.as_bytes()).all(|(other, _)| other != name);
    let mut pairs: Vec<&str> = query.split('&').filter(is_other).collect();
    let own = form_urlencoded::Serializer::new(String::new())
        .append_pair(name, value)
        .finish();
    pairs.push(&own);
    let mut url = url.clone();
    url.set_query(Some(&pairs.join("&")));
    url
}
