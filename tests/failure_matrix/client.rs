//! A client of each protocol: hyper's over HTTP/1.1 and HTTP/2, a bare socket over HTTP/1.0.

use std::{error::Error, net::SocketAddr};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Empty};
use hyper::{
    body::Incoming,
    client::conn::{http1, http2},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::cells::{Cell, Protocol};

/// How a client saw a response end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// As the protocol has it: by a length or a last chunk, or by the end of an HTTP/2 stream.
    Whole,
    /// HTTP/1.1: the connection was closed before the response was complete.
    CutShort,
    /// HTTP/1.0: the connection was closed, which is how every response of no known length ends.
    Closed,
    /// HTTP/2: the stream was reset, with this code.
    Reset(u32),
}

/// A response whose head has arrived.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    body: Body,
}

enum Body {
    Bare {
        socket: TcpStream,
        begun: Vec<u8>,
        length: Option<usize>,
    },
    Hyper(Incoming),
}

/// Asks for what the cell is about. `Err` is how the connection ended without a response.
pub(crate) async fn ask(cell: Cell, address: SocketAddr) -> Result<Response, End> {
    let socket = TcpStream::connect(address).await.expect("the server listens");
    let request = Request::get(format!("http://localhost{}", cell.failure.path()))
        .header("host", "localhost")
        .header("accept", cell.format.accept())
        .body(Empty::<Bytes>::new())
        .expect("a request");
    let response = match cell.protocol {
        Protocol::Http10 => return ask_bare(cell, socket).await,
        Protocol::Http11 => {
            let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await.expect("a connection");
            tokio::spawn(connection);
            sender.send_request(request).await
        }
        Protocol::Http2 => {
            let io = TokioIo::new(socket);
            let handshake = http2::handshake(TokioExecutor::new(), io).await;
            let (mut sender, connection) = handshake.expect("a connection");
            tokio::spawn(connection);
            sender.send_request(request).await
        }
    };
    let (parts, body) = response.map_err(|error| end(&error))?.into_parts();
    let content_type = parts.headers.get("content-type").and_then(|value| value.to_str().ok());
    Ok(Response {
        status: parts.status.as_u16(),
        content_type: content_type.map(str::to_owned),
        body: Body::Hyper(body),
    })
}

async fn ask_bare(cell: Cell, mut socket: TcpStream) -> Result<Response, End> {
    let path = cell.failure.path();
    let accept = cell.format.accept();
    let request = format!("GET {path} HTTP/1.0\r\nhost: localhost\r\naccept: {accept}\r\n\r\n");
    socket.write_all(request.as_bytes()).await.map_err(|_| End::Closed)?;
    let mut begun = Vec::new();
    let head_end = loop {
        if let Some(at) = begun.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break at;
        }
        // Closed or reset: there is no response either way.
        let Ok(1..) = socket.read_buf(&mut begun).await else {
            return Err(End::Closed);
        };
    };
    let head = String::from_utf8_lossy(&begun[..head_end]).to_ascii_lowercase();
    begun.drain(..head_end + 4);
    let field = |name: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(name))
            .map(|value| value.trim().to_owned())
    };
    Ok(Response {
        status: head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("a status"),
        content_type: field("content-type:"),
        body: Body::Bare {
            length: field("content-length:").map(|length| length.parse().expect("a length")),
            socket,
            begun,
        },
    })
}

impl Response {
    /// Appends what arrives next, or tells how it ended.
    pub(crate) async fn read(&mut self, text: &mut Vec<u8>) -> Result<(), End> {
        match &mut self.body {
            Body::Hyper(body) => match body.frame().await {
                Some(Ok(frame)) => {
                    text.extend_from_slice(&frame.into_data().unwrap_or_default());
                    Ok(())
                }
                Some(Err(error)) => Err(end(&error)),
                None => Err(End::Whole),
            },
            Body::Bare { socket, begun, length } => {
                if begun.is_empty() && socket.read_buf(begun).await.unwrap_or(0) == 0 {
                    return Err(if *length == Some(text.len()) {
                        End::Whole
                    } else {
                        End::Closed
                    });
                }
                text.append(begun);
                Ok(())
            }
        }
    }

    /// Reads on until the end, and tells of it.
    pub(crate) async fn read_all(&mut self, text: &mut Vec<u8>) -> End {
        loop {
            if let Err(end) = self.read(text).await {
                return end;
            }
        }
    }
}

fn end(error: &hyper::Error) -> End {
    match error.source().and_then(|source| source.downcast_ref::<h2::Error>()) {
        Some(error) => End::Reset(error.reason().map_or(u32::MAX, u32::from)),
        None => End::CutShort,
    }
}
