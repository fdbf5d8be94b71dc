use std::{
    net::SocketAddr,
    process::{Command, Output},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::Url;

use crate::{Answer, wire};

/// A client of one server, with a connection for each request and nothing of HTTP done for it.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub SocketAddr);

impl Client {
    /// Asks for a target, which is sent as it is.
    pub async fn get(self, target: &str) -> Answer {
        self.ask(&format!("GET {target} HTTP/1.1"), "").await
    }

    /// Has curl ask for a target over HTTP/1.1. Nothing where there is no curl, which is said.
    ///
    /// # Panics
    ///
    /// If the runtime ends meanwhile.
    pub async fn curl(self, target: &str) -> Option<Output> {
        let url = format!("http://{}{target}", self.0);
        let run = move || Command::new("curl").args(["--silent", &url]).output();
        match tokio::task::spawn_blocking(run).await.expect("a runtime") {
            Ok(output) => Some(output),
            Err(missing) => {
                println!("not run: curl: {missing}");
                None
            }
        }
    }

    /// Asks for a target in a format.
    pub async fn get_as(self, target: &str, accept: &str) -> Answer {
        let accept = format!("accept: {accept}\r\n");
        self.ask(&format!("GET {target} HTTP/1.1"), &accept).await
    }

    /// Sends a body to a target.
    ///
    /// # Panics
    ///
    /// If the server does not take it.
    pub async fn post(self, target: &str, content_type: &str, body: &str) -> Answer {
        self.send_body("POST", target, content_type, body).await
    }

    /// Sends a body to a target by any method.
    ///
    /// # Panics
    ///
    /// If the server does not take it.
    pub async fn send_body(self, method: &str, target: &str, content_type: &str, body: &str) -> Answer {
        let line = format!("{method} {target} HTTP/1.1");
        let headers = format!("content-type: {content_type}\r\ncontent-length: {}\r\n", body.len());
        let mut socket = self.send(&line, &headers).await;
        socket.write_all(body.as_bytes()).await.expect("the server reads");
        read(&line, socket).await
    }

    /// Sends a request line with header lines, and reads until the server closes.
    pub async fn ask(self, line: &str, headers: &str) -> Answer {
        read(line, self.send(line, headers).await).await
    }

    /// Sends a request line with header lines, and leaves the response to the test.
    ///
    /// # Panics
    ///
    /// If the server does not take it.
    pub async fn send(self, line: &str, headers: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.0).await.expect("the server listens");
        let has = |name: &str| headers.lines().any(|line| line.split(':').next() == Some(name));
        let host = if has("host") {
            String::new()
        } else {
            format!("host: {}\r\n", self.0)
        };
        let close = if has("connection") { "" } else { "connection: close\r\n" };
        let request = format!("{line}\r\n{host}{close}{headers}\r\n");
        socket.write_all(request.as_bytes()).await.expect("the server reads");
        socket
    }

    /// The URL of a target.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    pub fn url(self, target: &str) -> Url {
        Url::parse(&format!("http://{}{target}", self.0)).expect("a URL")
    }

    /// The target of a URL, which is one of this server's.
    ///
    /// # Panics
    ///
    /// If it names another host.
    #[track_caller]
    #[expect(clippy::must_use_candidate, reason = "some tests ask for no more than the host")]
    pub fn own(self, url: &Url) -> String {
        let own = format!("http://{}", self.0);
        let target = url.as_str().strip_prefix(&own);
        target.unwrap_or_else(|| panic!("{url} names another host")).to_owned()
    }

    /// Follows a relation from page to page, as a client does that knows nothing but links. Returns the items of each page
    /// and the target of the last one.
    ///
    /// # Panics
    ///
    /// If the walk leads to anything but pages, or to more than 500.
    pub async fn walk(self, start: &str, relation: &str) -> (Vec<Vec<u64>>, String) {
        let mut target = start.to_owned();
        let mut walked = Vec::new();
        loop {
            let page = self.get(&target).await.ok();
            walked.push(page.items());
            assert!(walked.len() < 500, "an endless walk");
            let Some(next) = page.target(&self.url(&target), relation) else {
                return (walked, target);
            };
            target = self.own(&next);
        }
    }
}

async fn read(line: &str, mut socket: TcpStream) -> Answer {
    let mut raw = Vec::new();
    // A connection that is reset has been read to its end, too.
    while let Ok(1..) = socket.read_buf(&mut raw).await {}
    wire::parse(line, &raw)
}
