//! A server on a real socket, and a client of it.

use std::net::SocketAddr;

use axum::Router;
use bytes::Bytes;
use http::{Request, header::HOST};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::support::Answer;

/// Serves until the test's runtime ends.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
}

impl Server {
    pub(crate) async fn start(app: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address }
    }

    /// The answer to `GET`, with the target sent as it is.
    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.send(Request::get(target).body(Full::default()).unwrap()).await
    }

    pub(crate) async fn send(&self, mut request: Request<Full<Bytes>>) -> Answer {
        let host = self.address.to_string().parse().unwrap();
        request.headers_mut().entry(HOST).or_insert(host);
        let socket = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await.unwrap();
        tokio::spawn(connection);
        let (head, body) = sender.send_request(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer::new(http::Response::from_parts(head, body))
    }

    /// What a client calls a target.
    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    /// Follows a relation from page to page, as a client does that knows nothing but links. Returns the items of each page
    /// and the target of the last one.
    pub(crate) async fn walk(&self, start: &str, relation: &str) -> (Vec<Vec<u64>>, String) {
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

    /// The target of a URL, which is one of this server's.
    pub(crate) fn own(&self, url: &Url) -> String {
        let own = self.url("");
        let target = url.as_str().strip_prefix(&own);
        target.unwrap_or_else(|| panic!("{url} names another host")).to_owned()
    }

    /// Walks to the last page and back again: the same pages, every item once.
    pub(crate) async fn walk_there_and_back(&self, start: &str) -> Vec<u64> {
        let (there, last) = self.walk(start, "next").await;
        let (mut back, first) = self.walk(&last, "prev").await;
        back.reverse();
        assert_eq!(there, back, "{start}");
        assert_eq!(self.get(&first).await.reference("prev"), None);
        there.concat()
    }
}
