use std::fmt::Write;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use serde::Serialize;
use serde_json::Value;

use super::{
    export::Exporter,
    fault::{WalkFault, WalkKind, What},
    service::Service,
    walked_page::WalkedPage,
};
use crate::head::bound_body::UnboundBody;

/// Walks everything that a handler has, page by page, in pages of many sizes: by cursor forwards and back, or by
/// [number](Walk::pages).
///
/// `uri` is that of the first page, without a size.
///
/// # Example
///
/// ```
/// use velithon::{Keyset, paginate, testing::{self, WalkFault}};
///
/// #[derive(Clone, serde::Serialize, Keyset)]
/// #[keyset(sort = "name", name asc, id asc)]
/// struct Person {
///     #[keyset(unique)]
///     id: u32,
///     name: String,
/// }
///
/// #[paginate(style = cursor)]
/// async fn people() -> Vec<Person> {
///     let names = ["Grace", "Ada", "Barbara"];
///     names.into_iter().zip(1..).map(|(name, id)| Person { id, name: name.to_owned() }).collect()
/// }
///
/// async fn no_person_is_lost() -> Result<(), WalkFault> {
///     testing::walk(|head| people(head), "/people").by("id").expect(&[2, 3, 1]).await
/// }
/// # futures::executor::block_on(no_person_is_lost()).unwrap();
/// ```
#[must_use = "a walk that is not expected to find anything does not begin"]
pub fn walk<S: Service>(service: S, uri: &str) -> Walk<S> {
    Walk {
        service,
        uri: uri.to_owned(),
        items: "items".to_owned(),
        cursor: "cursor".to_owned(),
        size: "size".to_owned(),
        member: None,
        sizes: None,
        exports: false,
        body: None,
        headers: HeaderMap::new(),
        style: Style::Cursor,
    }
}

/// A walk that has not begun: what [`walk`] makes.
#[derive(Clone, Debug)]
#[must_use = "a walk that is not expected to find anything does not begin"]
pub struct Walk<S> {
    service: S,
    pub(super) uri: String,
    pub(super) items: String,
    pub(super) cursor: String,
    pub(super) size: String,
    pub(super) member: Option<String>,
    sizes: Option<Vec<u64>>,
    exports: bool,
    body: Option<(Method, Bytes)>,
    headers: HeaderMap,
    pub(super) style: Style,
}

/// By what the pages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Cursor,
    Page,
    Offset,
}

impl<S: Service> Walk<S> {
    /// Compares one member of each row, such as its `id`, instead of all of it.
    pub fn by(mut self, member: &str) -> Self {
        self.member = Some(member.to_owned());
        self
    }

    /// What the handler calls its rows, unless that is `items` or nothing.
    pub fn items(mut self, name: &str) -> Self {
        name.clone_into(&mut self.items);
        self
    }

    /// What the handler calls its parameters, unless that is `cursor` and `size`, or what [`pages`](Self::pages) and
    /// [`offsets`](Self::offsets) say.
    pub fn parameters(mut self, position: &str, size: &str) -> Self {
        position.clone_into(&mut self.cursor);
        size.clone_into(&mut self.size);
        self
    }

    /// Walks pages by their numbers, as the style `page` has them: `page` and `size`. Each has to have its rows, the one behind
    /// the last has none, and what a page says of the total and of a next page has to be so.
    pub fn pages(mut self) -> Self {
        self.style = Style::Page;
        self.parameters("page", "size")
    }

    /// Walks pages by the row at which they start, as the style `offset` has them: `offset` and `limit`.
    pub fn offsets(mut self) -> Self {
        self.style = Style::Offset;
        self.parameters("offset", "limit")
    }

    /// Sends this header with each request, such as an `Authorization`. A closure is told of `Accept` and `Last-Event-ID`; what
    /// else a handler extracts, it calls the handler with.
    ///
    /// What is no header is left out, and the handler answers as to a request without it.
    pub fn header(mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Self {
        if let (Ok(name), Ok(value)) = (name.try_into(), value.try_into()) {
            self.headers.append(name, value);
        }
        self
    }

    /// Sends this JSON with each request, by a method that has a body: `POST`, or `QUERY` of RFC 10008. A walk whose cursors do
    /// not hold for the body is a fault: the handler says `bind(body = …)`.
    pub fn body(mut self, method: Method, value: &impl Serialize) -> Self {
        // A value that is no JSON is an empty body, which the handler refuses.
        let body = serde_json::to_vec(value).unwrap_or_default();
        self.body = Some((method, body.into()));
        self
    }

    /// The sizes of pages to walk in. Unless they are given, of `n` rows that is in 1, 2, 3, 5, 7, 20, 50, `n - 1`, `n`
    /// and `n + 1`: what is lost often depends on the size. Each takes as many requests as there are pages, twice.
    pub fn sizes(mut self, sizes: impl IntoIterator<Item = u64>) -> Self {
        self.sizes = Some(sizes.into_iter().collect());
        self
    }

    /// Walks what the handler exports, too: whole, from each mark on as after a cut, and in parts of each of the sizes, as
    /// lines, and as events where it has them. A handler with a `deadline` is followed from part to part.
    pub fn exports(mut self) -> Self {
        self.exports = true;
        self
    }

    /// Walks, and compares what comes with these rows in their order. No page may be empty but the only one.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub async fn expect<R: Serialize>(self, rows: &[R]) -> Result<(), WalkFault> {
        let rows = rows.iter().map(as_read).collect::<Result<Vec<_>, _>>();
        let rows = rows.map_err(|error| WalkFault {
            kind: WalkKind::Pages {
                size: 0,
                backward: false,
            },
            what: What::NoPage(
                self.uri.clone(),
                format!("is compared with rows that are no JSON: {error}"),
            ),
        })?;
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let sizes = match &self.sizes {
            Some(sizes) => sizes.clone(),
            None => vec![
                1,
                2,
                3,
                5,
                7,
                20,
                50,
                count.saturating_sub(1),
                count,
                count.saturating_add(1),
            ],
        };
        let mut walked = Vec::new();
        for size in sizes {
            if size > 0 && !walked.contains(&size) {
                match self.style {
                    Style::Cursor => self.there_and_back(size, &rows).await?,
                    Style::Page | Style::Offset => self.by_number(size, &rows).await?,
                }
                walked.push(size);
            }
        }
        if self.exports {
            let exporter = Exporter {
                service: &self.service,
                uri: &self.uri,
                body: self.body.as_ref(),
                cursor: &self.cursor,
                size: &self.size,
                member: self.member.as_deref(),
                headers: &self.headers,
            };
            exporter.check(&walked, &rows).await?;
        }
        Ok(())
    }

    async fn there_and_back(&self, size: u64, rows: &[Value]) -> Result<(), WalkFault> {
        let fault = |backward, what| WalkFault {
            kind: WalkKind::Pages { size, backward },
            what,
        };
        let there = self.follow(size, None, |page| &page.next, rows.len()).await;
        let there = there.map_err(|what| fault(false, what))?;
        check(&there, rows).map_err(|what| fault(false, what))?;
        if there.first().is_some_and(|first| first.prev.is_some()) {
            return Err(fault(false, What::BeforeFirst));
        }
        let [_, .., last] = &*there else { return Ok(()) };
        let Some(prev) = &last.prev else {
            return Err(fault(true, What::NoWayBack));
        };
        let back = self.follow(size, Some(prev), |page| &page.prev, rows.len()).await;
        let mut back = back.map_err(|what| fault(true, what))?;
        back.reverse();
        let before_last = rows.len().saturating_sub(last.rows.len());
        check(&back, rows.get(..before_last).unwrap_or_default()).map_err(|what| fault(true, what))
    }

    /// The pages from one on, in one direction.
    async fn follow(
        &self,
        size: u64,
        from: Option<&str>,
        direction: fn(&WalkedPage) -> &Option<String>,
        rows: usize,
    ) -> Result<Vec<WalkedPage>, What> {
        // Twice as many as there can be, and some more, is a walk that runs in circles.
        let most = rows.saturating_mul(2).saturating_add(2);
        let mut pages = Vec::new();
        let mut cursor = from.map(str::to_owned);
        loop {
            let mut page = self.page(size, cursor.as_deref()).await?;
            if let Some(member) = &self.member {
                for row in &mut page.rows {
                    *row = row.get(member).cloned().unwrap_or_default();
                }
            }
            cursor.clone_from(direction(&page));
            pages.push(page);
            if cursor.is_none() {
                return Ok(pages);
            }
            if pages.len() > most {
                let walked: Vec<_> = pages.iter().flat_map(|page| page.rows.iter().cloned()).collect();
                let repeated = walked
                    .iter()
                    .enumerate()
                    .find(|(at, row)| walked.iter().take(*at).any(|earlier| earlier == *row));
                return Err(match repeated {
                    Some((at, row)) => What::Repeated(u64::try_from(at).unwrap_or(u64::MAX), row.clone()),
                    None => What::Endless(u64::try_from(pages.len()).unwrap_or(u64::MAX)),
                });
            }
        }
    }

    async fn page(&self, size: u64, cursor: Option<&str>) -> Result<WalkedPage, What> {
        let mut uri = self.uri.clone();
        // Writing to a `String` cannot fail.
        let _ = write!(uri, "{}{}={size}", if uri.contains('?') { '&' } else { '?' }, self.size);
        if let Some(cursor) = cursor {
            let _ = write!(uri, "&{}={cursor}", self.cursor);
        }
        let target = Uri::try_from(&uri).map_err(|error| What::NoPage(uri.clone(), format!("is no URI: {error}")))?;
        let response = self.ask(target).await;
        if response.extensions().get::<UnboundBody>().is_some() {
            return Err(What::UnboundBody(uri));
        }
        WalkedPage::read(&response, &self.items).map_err(|reason| What::NoPage(uri, reason))
    }

    pub(super) async fn ask(&self, target: Uri) -> Response<Bytes> {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = target;
        *request.headers_mut() = self.headers.clone();
        if let Some((method, body)) = &self.body {
            *request.method_mut() = method.clone();
            *request.body_mut() = body.clone();
            let headers = request.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            headers.insert(CONTENT_LENGTH, body.len().into());
        }
        self.service.answer_to(request).await
    }
}

/// A row as a client reads it.
fn as_read(row: &impl Serialize) -> serde_json::Result<Value> {
    serde_json::from_slice(&serde_json::to_vec(row)?)
}

/// Compares pages, in the order of their rows, with the rows that they should have.
fn check(pages: &[WalkedPage], expected: &[Value]) -> Result<(), What> {
    let walked: Vec<_> = pages.iter().flat_map(|page| page.rows.iter().cloned()).collect();
    if let Some(what) = What::wrong_with(&walked, expected) {
        return Err(what);
    }
    // The server may have made pages of another size, and says so.
    let size = pages.first().map_or(1, |page| page.size.max(1));
    let needed = u64::try_from(expected.len()).unwrap_or(u64::MAX).div_ceil(size).max(1);
    match u64::try_from(pages.len()).unwrap_or(u64::MAX) {
        count if count == needed => Ok(()),
        count => Err(What::Pages(count, needed)),
    }
}
