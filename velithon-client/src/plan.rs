use std::{sync::Arc, time::Duration};

use http::HeaderMap;
use url::{Origin, Url};

use crate::{
    error::Reason,
    format::Format,
    http::Http,
    next::Next,
    proof::Proof,
    resume::{Cursor, Place},
};

/// What a walk was asked for.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) http: Arc<dyn Http>,
    /// The URL, or why no request can be made.
    pub(crate) start: Result<Url, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) from: Option<Place>,
    /// How often in a row a request is made again.
    pub(crate) tries: u32,
    pub(crate) waits: Waits,
    /// The member that holds the rows of an object.
    pub(crate) list: Option<String>,
    /// Where the next page may be; `None` for the well-known places.
    pub(crate) next: Option<Next>,
    /// The parameter that cursors go into, where the user says so.
    pub(crate) cursor_parameter: Option<String>,
    /// Where pages may be beside the origin of the start.
    pub(crate) origins: Vec<Origin>,
    pub(crate) max_item: usize,
    pub(crate) max_held: usize,
    pub(crate) required: Proof,
    pub(crate) format: Option<Format>,
}

/// How long to wait before the next try.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    pub(crate) first: Duration,
    pub(crate) most: Duration,
}

impl Plan {
    /// The parameter that cursors go into, where nobody says it.
    pub(crate) const CURSOR: &str = "cursor";

    /// What is asked for unless more is said.
    pub(crate) fn new(http: Arc<dyn Http>, start: Result<Url, String>) -> Self {
        Self {
            http,
            start,
            headers: HeaderMap::new(),
            from: None,
            tries: 0,
            waits: Waits {
                first: Duration::from_millis(200),
                most: Duration::from_secs(60),
            },
            list: None,
            next: None,
            cursor_parameter: None,
            origins: Vec::new(),
            max_item: 8 << 20,
            max_held: 8 << 20,
            required: Proof::Framing,
            format: None,
        }
    }

    /// The query parameter that a cursor goes into.
    pub(crate) fn parameter_of<'a>(&'a self, cursor: &'a Cursor) -> &'a str {
        let known = cursor.parameter.as_deref().or(self.cursor_parameter.as_deref());
        known.unwrap_or(Self::CURSOR)
    }

    pub(crate) fn start(&self) -> Result<&Url, Reason> {
        self.start.as_ref().map_err(|why| Reason::Request(why.clone()))
    }

    /// Makes sure that a page may be asked for.
    pub(crate) fn check_origin(&self, url: &Url) -> Result<(), Reason> {
        let origin = url.origin();
        if origin == self.start()?.origin() || self.origins.contains(&origin) {
            return Ok(());
        }
        Err(Reason::OtherOrigin { url: url.to_string() })
    }
}
