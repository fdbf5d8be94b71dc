pub(crate) mod added;
mod headers;
pub(crate) mod json;
pub(crate) mod link_list;
pub(crate) mod members;
mod query_reference;
pub(crate) mod targets;
pub(crate) mod template;

use std::{mem, sync::Arc};

use http::Response;
use serde::Serialize;

use super::{
    envelope::{PageParts, link::PageLink, rows::PageRows, wrap::Wrap},
    failure::Failure,
    options::{PageOptions, links::Links, style::PageStyle},
    reference::Reference,
    request::paging::Paging,
    response::Page,
    total::{counted::Counted, seen::Seen},
};
use crate::{head::RequestHead, json::Buffer};
use added::Added;
use headers::Headers;
use link_list::Positions;
use members::Member;
use query_reference::query_reference;
use targets::Targets;

/// Writes the body of a page: rows as they come, the other members of the envelope after them.
///
/// Each row is serialised once, into the bytes that are sent.
#[derive(Debug)]
pub(crate) struct PageWriter {
    body: Buffer,
    size: u32,
    /// How many rows the page takes: more than its size where a page in cursor style ends later.
    room: u32,
    served: u32,
    more: bool,
    /// How long what stands beside the rows probably is, in bytes.
    beside: usize,
    /// What the handler adds to the envelope.
    added: Added,
}

/// Room for an envelope, in bytes.
const ENVELOPE: usize = 128;

/// How many links there are in an envelope, and room for what one has beside the query that it repeats, in bytes.
const LINKS: usize = 4;
const LINK: usize = 64;

/// Room for an envelope and one row of the usual length, in bytes: it shows how long the others probably are.
const FIRST_ROW: usize = 1024;

/// The most that is set aside for rows before they come, in bytes; from there on the body doubles as it grows.
const ESTIMATE: usize = 65_536;

impl PageWriter {
    pub(crate) fn new(paging: &Paging<'_>) -> Self {
        Self::for_rows(paging.head, paging.options, paging.request.size())
    }

    /// For a page of at most `size` rows.
    pub(crate) fn for_rows(head: &RequestHead, options: &PageOptions, size: u32) -> Self {
        let mut body = Buffer::with_capacity(FIRST_ROW);
        if let Some(items) = options.items.filter(|_| options.envelope.is_none()) {
            body.push(b'{');
            json::string(&mut body, items);
            body.push(b':');
        }
        let query = head.query().map_or(0, str::len);
        let has_links = options.envelope.is_some() || options.links.in_body(options.items.is_none());
        let links = if has_links { LINKS * (query + LINK) } else { 0 };
        Self {
            body,
            size,
            room: size,
            served: 0,
            more: false,
            beside: ENVELOPE + links,
            added: Added::default(),
        }
    }

    /// Adds these members to the envelope.
    pub(crate) fn with_added(self, added: Added) -> Self {
        Self { added, ..self }
    }

    /// Sets memory aside for these cursors, too.
    pub(crate) fn with_cursors(mut self, cursors: [&Option<String>; 2]) -> Self {
        let lengths = cursors.into_iter().flatten().map(String::len);
        self.beside = lengths.fold(self.beside, usize::saturating_add);
        self
    }

    /// Takes at least so many rows.
    pub(crate) fn with_room(mut self, rows: u32) -> Self {
        self.room = self.room.max(rows);
        self
    }

    /// Whether the page has all of its rows, so that the next one only shows that there is one.
    pub(crate) fn is_full(&self) -> bool {
        self.served == self.room
    }

    /// Notes that there are rows after the page.
    pub(crate) fn more(&mut self) {
        self.more = true;
    }

    /// Writes one more row. Once the page is full, only notes that there are more, and returns `false`.
    pub(crate) fn push<T: Serialize + ?Sized>(&mut self, row: &T) -> Result<bool, serde_json::Error> {
        if self.is_full() {
            self.more();
            return Ok(false);
        }
        self.body.append(if self.served == 0 { b'[' } else { b',' }, row)?;
        self.served += 1;
        Ok(true)
    }

    /// Takes rows until the page is full or they end.
    pub(crate) fn extend<T: Serialize>(&mut self, rows: impl IntoIterator<Item = T>) -> Result<(), serde_json::Error> {
        let mut rows = rows.into_iter();
        if let Some(first) = rows.next() {
            let before = self.body.len();
            self.push(&first)?;
            // The others are probably about as long.
            let others = rows
                .size_hint()
                .0
                .min(usize::try_from(self.room - 1).unwrap_or(usize::MAX));
            let expected = others.saturating_mul(self.body.len() - before + 1).min(ESTIMATE);
            self.body.reserve(expected + self.beside);
        }
        for row in rows {
            if !self.push(&row)? {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn seen(&self, paging: &Paging<'_>) -> Seen {
        Seen {
            offset: paging.request.start(),
            is_placed: true,
            served: self.served.into(),
            more: self.more,
        }
    }

    /// Closes the body and makes the response.
    pub(crate) fn finish(self, paging: &Paging<'_>, total: Option<Counted>) -> Page {
        let size = paging.request.size();
        let seen = self.seen(paging);
        let targets = Targets::of(paging, seen, total);
        // Without a link to the next page, this one would look like the last.
        let ends_early = seen.more && targets.next.is_none();
        let total = total.or_else(|| ends_early.then(|| Counted::at_least(seen.proven())));
        let positions = targets.links(|offset| paging.options.style.position_of(offset, size));
        self.close(paging.head, paging.options, Member::of_page(paging, total), positions)
    }

    /// Closes the body with what stands beside the rows, and makes the response.
    pub(crate) fn close<const N: usize>(
        mut self,
        head: &RequestHead,
        options: &PageOptions,
        members: impl Iterator<Item = Member>,
        positions: Positions<N>,
    ) -> Page {
        let bare = options.items.is_none();
        let has_links = options.links != Links::None || options.envelope.is_some();
        let reference = has_links.then(|| query_reference(head, options, self.size));
        let linked = |is_there: bool| Some((reference.as_ref().filter(|_| is_there)?, &positions));
        let leads_on = positions
            .iter()
            .any(|(relation, at)| *relation == "next" && at.is_some());
        let template = (options.style == PageStyle::Cursor && leads_on).then_some(|| template::onward(head, options));
        // Those of a bare array are headers.
        let (beside, in_headers) = if bare {
            (None, Some(members))
        } else {
            (Some(members), None)
        };
        let headers = Headers::of_page(
            in_headers.into_iter().flatten(),
            linked(options.links.in_header(bare)),
            template,
            options,
        );
        if self.served == 0 {
            self.body.push(b'[');
        }
        self.body.push(b']');
        let closed = match (beside, options.envelope) {
            (None, _) => Ok(()),
            (Some(members), None) => self.close_object(options, members, linked(options.links.in_body(bare))),
            (Some(members), Some(wrap)) => self.close_by(wrap, head, options, members, reference, positions),
        };
        if let Err(error) = closed {
            return error.answer(head, options.handler);
        }
        let mut response = Response::new(self.body.take().into());
        *response.headers_mut() = headers;
        Page::new(response).answering(head.method())
    }

    /// Closes the object that the rows are a member of.
    fn close_object<const N: usize>(
        &mut self,
        options: &PageOptions,
        members: impl Iterator<Item = Member>,
        linked: Option<(&Reference, &Positions<N>)>,
    ) -> Result<(), Failure> {
        let write_links = |body: &mut Buffer| {
            if let Some((reference, positions)) = linked {
                link_list::write(body, reference, positions, &options.members);
            }
        };
        if let Some(meta) = options.meta {
            write_links(&mut self.body);
            self.body.push(b',');
            json::string(&mut self.body, meta);
            self.body.extend(b":{");
        }
        for member in members {
            member.write(&mut self.body, &options.members);
        }
        if options.meta.is_some() {
            self.body.push(b'}');
        }
        self.added.write(&mut self.body, |name| options.has_member(name))?;
        if options.meta.is_none() {
            write_links(&mut self.body);
        }
        self.body.push(b'}');
        Ok(())
    }

    /// Writes the type that is the envelope around the rows.
    fn close_by<const N: usize>(
        &mut self,
        wrap: Wrap,
        head: &RequestHead,
        options: &PageOptions,
        members: impl Iterator<Item = Member>,
        reference: Option<Reference>,
        positions: Positions<N>,
    ) -> Result<(), Failure> {
        let mut parts = PageParts {
            rows: PageRows::default(),
            served: self.served,
            size: self.size,
            page: None,
            offset: None,
            total: None,
            total_is_exact: false,
            total_pages: None,
            has_more: self.more,
            path: head.path().to_owned(),
            first: None,
            prev: None,
            next: None,
            last: None,
            next_cursor: None,
            prev_cursor: None,
            with: mem::take(&mut self.added).into_members()?,
        };
        members.for_each(|member| member.fill_in(&mut parts));
        let reference = reference.map(Arc::new);
        for (relation, position) in positions {
            let link = reference.clone().zip(position);
            let link = link.map(|(reference, position)| PageLink::new(reference, position));
            match relation {
                "first" => parts.first = link,
                "prev" => parts.prev = link,
                "next" => parts.next = link,
                "last" => parts.last = link,
                _ => {}
            }
        }
        if options.style == PageStyle::Page {
            let before = parts.page.and_then(|page| page.checked_sub(1));
            parts.offset = before.and_then(|pages| pages.checked_mul(self.size.into()));
        }
        parts.has_more |= parts.next_cursor.is_some();
        Ok(wrap(parts, &mut self.body)?)
    }
}

#[cfg(test)]
mod tests {
    use http::{Method, Uri};

    use super::*;

    #[test]
    fn memory_is_set_aside_at_once_for_rows_as_long_as_the_first_and_a_byte_longer() {
        const SIZE: u32 = 50;
        let head = RequestHead::new(Method::GET, Uri::from_static("/"));
        for length in [98, 99] {
            let mut writer = PageWriter::for_rows(&head, &PageOptions::new(PageStyle::Page), SIZE);
            let (first, other) = ("x".repeat(98), "x".repeat(length));
            let others = (1..2 * SIZE).map(|_| &other);
            writer
                .extend([&first].into_iter().chain(others))
                .expect("they are rows");
            assert!(writer.more);
            let needed = writer.body.len() + writer.beside;
            let unused = writer
                .body
                .capacity()
                .checked_sub(needed)
                .expect("room for the envelope");
            assert!(unused <= SIZE as usize, "{unused} bytes more than {needed}");
        }
    }
}
