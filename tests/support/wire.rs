//! HTTP/1.1 and 1.0 as they are on the wire.

use bytes::Bytes;
use http::Response;

use crate::Answer;

/// Reads all that a server sent for a request until it closed the connection.
pub(crate) fn parse(request_line: &str, raw: &[u8]) -> Answer {
    let missing = || panic!("{request_line}: {:?}", String::from_utf8_lossy(raw));
    let end = raw
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .unwrap_or_else(missing);
    let head = parse_head(&String::from_utf8_lossy(&raw[..end]));
    let body = &raw[end + 4..];
    let header = |name: &str| head.headers().get(name).and_then(|value| value.to_str().ok());
    let (body, is_whole) = if request_line.starts_with("HEAD") {
        (body.to_vec(), true)
    } else if header("transfer-encoding") == Some("chunked") {
        dechunk(body)
    } else {
        let announced = header("content-length").map(|length| length.parse().expect("a length"));
        (
            body.to_vec(),
            announced.is_none_or(|length: usize| length == body.len()),
        )
    };
    Answer {
        head,
        chunks: vec![Bytes::from(body)],
        failure: (!is_whole).then(|| "the connection was closed before the body was whole".to_owned()),
    }
}

fn parse_head(head: &str) -> Response<()> {
    let mut lines = head.split("\r\n");
    let mut status_line = lines.next().unwrap_or_default().split(' ');
    let version = match status_line.next() {
        Some("HTTP/1.0") => http::Version::HTTP_10,
        _ => http::Version::HTTP_11,
    };
    let mut response = Response::builder().version(version);
    response = response.status(status_line.next().unwrap_or_default());
    for line in lines {
        let (name, value) = line.split_once(':').expect("a header line");
        response = response.header(name, value.trim());
    }
    response.body(()).expect("a response's head")
}

/// The data of a chunked body, and whether its last chunk came.
fn dechunk(mut body: &[u8]) -> (Vec<u8>, bool) {
    let mut data = Vec::new();
    while let Some(at) = body.windows(2).position(|bytes| bytes == b"\r\n") {
        let size = str::from_utf8(&body[..at]).expect("a chunk's size");
        let size = usize::from_str_radix(size, 16).expect("a chunk's size");
        if size == 0 {
            return (data, true);
        }
        let rest = &body[at + 2..];
        let Some((chunk, rest)) = rest.split_at_checked(size) else {
            data.extend_from_slice(rest);
            break;
        };
        data.extend_from_slice(chunk);
        body = rest.strip_prefix(b"\r\n").unwrap_or_default();
    }
    (data, false)
}
