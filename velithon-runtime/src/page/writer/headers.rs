//! The headers of a page, together within what proxies take.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CONTENT_TYPE, LINK},
};

use super::{
    link_list::{self, Positions},
    members::Member,
    template::LINK_TEMPLATE,
};
use crate::page::{
    options::{PageOptions, handler_id::HandlerId},
    reference::Reference,
};

/// The most that the headers of a page have together, in bytes.
///
/// nginx takes 4 KiB for the head of a response unless it is told otherwise, and answers 502 to a longer one. What is
/// between belongs to the status line, the server and the application's own headers.
const ROOM: usize = 3_500;

/// What stands around a name and a value: a colon, a space and the end of the line.
const AROUND: usize = 4;

/// A map of headers that is never longer than proxies take.
#[derive(Debug)]
pub(super) struct Headers {
    map: HeaderMap,
    left: usize,
}

impl Headers {
    /// Those of a page: its content type, what a bare array says of itself, and its links. Where they do not lead on from a page
    /// in cursor style that has a next one, a template says which parameter does.
    ///
    /// Links are what clients find their way by, so where there is no room for everything the others are left out first,
    /// then the cursor back, and then the links. Where the query is long, each of them is, because each repeats it.
    pub(super) fn of_page<const N: usize>(
        members: impl Iterator<Item = Member>,
        links: Option<(&Reference, &Positions<N>)>,
        template: Option<impl FnOnce() -> HeaderValue>,
        options: &PageOptions,
    ) -> HeaderMap {
        let mut headers = Self {
            map: HeaderMap::new(),
            left: ROOM,
        };
        headers.push(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let mut cursor_back = None;
        for (name, value) in members.filter_map(Member::into_header) {
            if name == Member::CURSOR_BACK {
                cursor_back = Some((name, value));
            } else {
                headers.push(name, value);
            }
        }
        if let Some((reference, positions)) = links {
            let kept = cursor_back.as_ref().map_or(0, |(name, value)| length(name, value));
            let all = link_list::all(reference, positions);
            let link = all
                .filter(|link| headers.has_room(&LINK, link, kept))
                .or_else(|| link_list::onward(reference, positions));
            match link {
                Some(link) if headers.has_room(&LINK, &link, 0) => headers.push(LINK, link),
                Some(_) => warn_once(options),
                None => {}
            }
        }
        if let Some(template) = template.filter(|_| !headers.map.contains_key(LINK)) {
            headers.push(LINK_TEMPLATE, template());
        }
        if let Some((name, value)) = cursor_back {
            headers.push(name, value);
        }
        headers.map
    }

    /// Whether there is room for a header, and `others` bytes beside it.
    fn has_room(&self, name: &HeaderName, value: &HeaderValue, others: usize) -> bool {
        length(name, value) + others <= self.left
    }

    /// Adds a header, where there is room for it.
    fn push(&mut self, name: HeaderName, value: HeaderValue) {
        if let Some(left) = self.left.checked_sub(length(&name, &value)) {
            self.left = left;
            self.map.insert(name, value);
        }
    }
}

/// How long the line of a header is.
fn length(name: &HeaderName, value: &HeaderValue) -> usize {
    name.as_str().len() + value.len() + AROUND
}

/// Tells of a handler whose pages are without links, the first time: clients choose how often it happens.
fn warn_once(options: &PageOptions) {
    /// There are as many as the program has handlers.
    static TOLD: Mutex<BTreeSet<HandlerId>> = Mutex::new(BTreeSet::new());

    let is_new = TOLD
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(options.handler);
    if is_new {
        let remedy = match options.items {
            Some(_) => "`links = body` has room for them",
            None => "`links = body` with a name for `items` has room for them",
        };
        tracing::warn!(
            target: "velithon",
            handler = %options.handler,
            "a page is sent without links: the query that they repeat makes their header longer than proxies take; {remedy}"
        );
    }
}
