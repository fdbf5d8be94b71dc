//! A client that sees what is on the wire.

use std::{collections::BTreeMap, net::SocketAddr};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::Url;

/// A client of one server.
#[derive(Clone, Copy)]
pub(crate) struct Client(pub(crate) SocketAddr);

impl Client {
    pub(crate) async fn get(self, target: &str) -> Answer {
        self.ask(&format!("GET {target} HTTP/1.1"), "").await
    }

    pub(crate) async fn get_as(self, target: &str, accept: &str) -> Answer {
        let accept = format!("accept: {accept}\r\n");
        self.ask(&format!("GET {target} HTTP/1.1"), &accept).await
    }

    pub(crate) async fn post(self, target: &str, body: &str) -> Answer {
        let line = format!("POST {target} HTTP/1.1");
        let headers = format!("content-type: text/plain\r\ncontent-length: {}\r\n", body.len());
        let mut socket = self.send(&line, &headers).await;
        socket.write_all(body.as_bytes()).await.unwrap();
        Answer::read(&line, socket).await
    }

    /// Sends a request line with header lines, and reads until the server closes.
    pub(crate) async fn ask(self, line: &str, headers: &str) -> Answer {
        Answer::read(line, self.send(line, headers).await).await
    }

    /// Sends a request and leaves the response to the test.
    pub(crate) async fn send(self, line: &str, headers: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.0).await.unwrap();
        let close = if headers.contains("connection:") {
            ""
        } else {
            "connection: close\r\n"
        };
        let request = format!("{line}\r\nhost: {}\r\n{close}{headers}\r\n", self.0);
        socket.write_all(request.as_bytes()).await.unwrap();
        socket
    }

    /// What a client calls a target.
    pub(crate) fn url(self, target: &str) -> Url {
        Url::parse(&format!("http://{}{target}", self.0)).unwrap()
    }

    /// The target of a URL, which is one of this server's.
    pub(crate) fn own(self, url: &Url) -> String {
        let own = format!("http://{}", self.0);
        let target = url.as_str().strip_prefix(&own);
        target.unwrap_or_else(|| panic!("{url} names another host")).to_owned()
    }

    /// Follows a relation from page to page; the items of each page and the target of the last one.
    pub(crate) async fn walk(self, start: &str, relation: &str) -> (Vec<Vec<u64>>, String) {
        let mut target = start.to_owned();
        let mut walked = Vec::new();
        loop {
            let page = self.get(&target).await.ok();
            walked.push(page.items());
            assert!(walked.len() < 500, "an endless walk");
            let links = page.links(&self.url(&target));
            match links.into_iter().find(|(name, _)| name == relation) {
                Some((_, next)) => target = self.own(&next),
                None => return (walked, target),
            }
        }
    }
}

/// A response as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) text: String,
    /// Whether all of the body came that was announced.
    pub(crate) whole: bool,
}

impl Answer {
    async fn read(line: &str, mut socket: TcpStream) -> Self {
        let mut raw = Vec::new();
        // A connection that is reset has been read to its end, too.
        while let Ok(1..) = socket.read_buf(&mut raw).await {}
        Self::new(line, &raw)
    }

    fn new(line: &str, raw: &[u8]) -> Self {
        let raw = String::from_utf8_lossy(raw);
        let (head, body) = raw.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{line}: {raw:?}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
        let mut answer = Self {
            status,
            head: head.to_ascii_lowercase(),
            text: body.to_owned(),
            whole: true,
        };
        if line.starts_with("HEAD") {
            return answer;
        }
        if answer.header("transfer-encoding") == Some("chunked") {
            (answer.text, answer.whole) = dechunk(body);
        } else if let Some(length) = answer.header("content-length") {
            answer.whole = length.parse() == Ok(body.len());
        }
        answer
    }

    /// A header, in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.split("\r\n").skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            (found == name).then(|| value.trim())
        })
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        let seen = (self.status, self.header("content-type"), self.whole);
        assert_eq!(seen, (200, Some("application/json"), true), "{self:?}");
        self
    }

    /// A problem with this code; its body.
    #[track_caller]
    pub(crate) fn problem(self, code: &str) -> Value {
        let seen = (self.status, self.header("content-type"), self.header("link"));
        assert_eq!(seen, (400, Some("application/problem+json"), None), "{self:?}");
        let body = self.json();
        assert_eq!(
            (&body["code"], &body["status"]),
            (&code.into(), &400.into()),
            "{self:?}"
        );
        body
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    #[track_caller]
    pub(crate) fn items(&self) -> Vec<u64> {
        serde_json::from_value(self.json()["items"].take()).expect("items")
    }

    /// The members of the envelope but for the items.
    pub(crate) fn envelope(&self) -> String {
        let mut body = self.json();
        body.as_object_mut().unwrap().remove("items");
        body.to_string()
    }

    /// The links as a client sees them that asked for `url`, in their order.
    pub(crate) fn links(&self, url: &Url) -> Vec<(String, Url)> {
        let Some(link) = self.header("link") else {
            return Vec::new();
        };
        let links = http_link::parse_link_header(link, url).expect("RFC 8288");
        links.into_iter().map(|link| (link.rel, link.target)).collect()
    }

    /// The links as they are written, by relation.
    pub(crate) fn references(&self) -> BTreeMap<&str, &str> {
        let links = self.header("link").unwrap_or_default().split(", ");
        links
            .filter_map(|link| {
                let (target, relation) = link.strip_prefix('<')?.split_once(">; rel=\"")?;
                Some((relation.strip_suffix('"')?, target))
            })
            .collect()
    }

    pub(crate) fn reference(&self, relation: &str) -> Option<&str> {
        self.references().remove(relation)
    }
}

/// The data of a chunked body, and whether its last chunk came.
fn dechunk(mut body: &str) -> (String, bool) {
    let mut data = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("a chunk's size");
        if size == 0 {
            return (data, true);
        }
        let Some((chunk, rest)) = rest.split_at_checked(size) else {
            data.push_str(rest);
            break;
        };
        data.push_str(chunk);
        body = rest.strip_prefix("\r\n").unwrap_or_default();
    }
    (data, false)
}
