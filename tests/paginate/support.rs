//! Short ways to call a handler without a socket, and to look at its answer.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures::executor::block_on;
use http::{HeaderValue, Method, Response, StatusCode, Uri, header};
use serde_json::Value;
use url::Url;
use velithon::{Page, RequestHead};

pub(crate) fn get(uri: &str) -> RequestHead {
    request(Method::GET, uri)
}

pub(crate) fn request(method: Method, uri: &str) -> RequestHead {
    RequestHead::new(method, Uri::try_from(uri).expect("a URI"))
}

/// Runs a handler to its answer.
pub(crate) fn answer(handler: impl Future<Output = Page> + Send) -> Answer {
    Answer::new(block_on(handler).into_response())
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_type: String,
    pub(crate) link: Option<String>,
    pub(crate) body: Value,
    pub(crate) response: Response<Bytes>,
}

impl Answer {
    pub(crate) fn new(response: Response<Bytes>) -> Self {
        let header = |name| {
            let value = response.headers().get(name);
            value.map(|value: &HeaderValue| value.to_str().unwrap().to_owned())
        };
        Self {
            status: response.status(),
            content_type: header(header::CONTENT_TYPE).unwrap_or_default(),
            link: header(header::LINK),
            body: serde_json::from_slice(response.body()).unwrap_or_default(),
            response,
        }
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(
            (self.status, &*self.content_type),
            (StatusCode::OK, "application/json"),
            "{self:?}"
        );
        self
    }

    /// A problem with this code; the body.
    #[track_caller]
    pub(crate) fn problem(self, code: &str) -> Value {
        assert_eq!(
            (self.status.as_u16(), &*self.content_type),
            (400, "application/problem+json"),
            "{self:?}"
        );
        assert_eq!(self.body["code"], code, "{self:?}");
        assert_eq!(
            (&self.body["status"], &self.body["type"]),
            (&400.into(), &"about:blank".into())
        );
        assert_eq!(self.link, None);
        self.body
    }

    pub(crate) fn items(&self) -> Vec<u64> {
        let items = if self.body.is_array() {
            &self.body
        } else {
            &self.body["items"]
        };
        items
            .as_array()
            .expect("items")
            .iter()
            .map(|item| item.as_u64().unwrap())
            .collect()
    }

    /// The members of the envelope but for the items.
    pub(crate) fn envelope(&self) -> String {
        let mut body = self.body.clone();
        body.as_object_mut().unwrap().remove("items");
        body.to_string()
    }

    /// The links as written, by relation.
    pub(crate) fn references(&self) -> BTreeMap<String, String> {
        let parsed = self.links("http://api.example/x");
        let raw = self
            .link
            .iter()
            .flat_map(|link| link.split(", "))
            .map(|link| &link[1..link.find('>').unwrap()]);
        parsed
            .into_iter()
            .map(|(relation, _)| relation)
            .zip(raw.map(str::to_owned))
            .collect()
    }

    /// The links as a client sees them that asked for `url`, in their order.
    pub(crate) fn links(&self, url: &str) -> Vec<(String, Url)> {
        let Some(link) = &self.link else { return Vec::new() };
        let url = Url::parse(url).unwrap();
        let links = http_link::parse_link_header(link, &url).expect("RFC 8288");
        links.into_iter().map(|link| (link.rel, link.target)).collect()
    }

    /// Where one of them leads.
    pub(crate) fn target(&self, url: &str, relation: &str) -> Option<Url> {
        let links = self.links(url).into_iter();
        links.filter(|(name, _)| name == relation).map(|(_, url)| url).next()
    }

    pub(crate) fn reference(&self, relation: &str) -> Option<String> {
        self.references().remove(relation)
    }
}

/// Follows a relation from page to page, as a client does.
pub(crate) fn walk(serve: impl Fn(&str) -> Answer, start: &str, relation: &str) -> Vec<Vec<u64>> {
    let mut url = format!("http://api.example{start}");
    let mut walked = Vec::new();
    loop {
        let uri = url.strip_prefix("http://api.example").unwrap().to_owned();
        let page = serve(&uri).ok();
        walked.push(page.items());
        assert!(walked.len() < 500, "an endless walk");
        match page.links(&url).into_iter().find(|(name, _)| name == relation) {
            Some((_, next)) => url = next.into(),
            None => return walked,
        }
    }
}
