//! The client's side of a measurement: it takes what comes and does as little as possible with it.

use std::{
    error::Error,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// Requests `count` items and drains the response. Returns the time from the request to the end.
///
/// Nothing but the framing's end is looked at: [`fetch`] has compared every byte before.
pub(crate) fn drain(address: SocketAddr, count: u32) -> Result<Duration, Box<dyn Error>> {
    let mut connection = TcpStream::connect(address)?;
    let mut buffer = vec![0; 256 * 1024];
    let mut read = 0;
    let mut head = None;
    let mut end = [0; LAST_CHUNK.len()];

    let start = Instant::now();
    request(&mut connection, count)?;
    loop {
        let part = match connection.read(&mut buffer)? {
            0 => break,
            length => &buffer[..length],
        };
        if head.is_none() {
            head = Some(Head::parse(part)?);
        }
        read += part.len();
        if let Some(tail) = part.last_chunk() {
            end = *tail;
        } else {
            end.rotate_left(part.len());
            let kept = end.len() - part.len();
            end[kept..].copy_from_slice(part);
        }
    }
    let time = start.elapsed();

    let complete = head.is_some_and(|head| match head.body_length {
        Some(length) => read == head.length + length,
        None => end == LAST_CHUNK,
    });
    if complete {
        Ok(time)
    } else {
        Err("the response was cut off".into())
    }
}

/// Requests `count` items and returns the body with the number of frames that it came in.
pub(crate) fn fetch(address: SocketAddr, count: u32) -> Result<(Vec<u8>, u32), Box<dyn Error>> {
    let mut connection = TcpStream::connect(address)?;
    request(&mut connection, count)?;
    let mut response = Vec::new();
    connection.read_to_end(&mut response)?;
    let head = Head::parse(&response)?;
    let body = response.split_off(head.length);
    if head.body_length.is_some() {
        return Ok((body, 1));
    }
    unchunk(&body).ok_or_else(|| "the response is not framed as chunks".into())
}

fn request(connection: &mut TcpStream, count: u32) -> std::io::Result<()> {
    // In one segment: a server that sees half a head waits.
    let text = format!("GET /{count} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    connection.write_all(text.as_bytes())
}

struct Head {
    length: usize,
    /// Absent where the body is framed as chunks.
    body_length: Option<usize>,
}

impl Head {
    /// Servers here send all of it at once.
    fn parse(response: &[u8]) -> Result<Self, Box<dyn Error>> {
        const END: &[u8] = b"\r\n\r\n";
        let end = response.windows(END.len()).position(|window| window == END);
        let end = end.ok_or("the response's head came in parts")?;
        let text = std::str::from_utf8(&response[..end])?;
        if !text.starts_with("HTTP/1.1 200 ") {
            return Err(format!("the response is not a success:\n{text}").into());
        }
        let body_length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
        Ok(Self {
            length: end + END.len(),
            body_length: body_length.map(str::parse).transpose()?,
        })
    }
}

/// The text inside chunks, and their number.
fn unchunk(mut left: &[u8]) -> Option<(Vec<u8>, u32)> {
    let mut text = Vec::with_capacity(left.len());
    let mut frames = 0;
    loop {
        let line_end = left.iter().position(|byte| *byte == b'\r')?;
        let (size, rest) = left.split_at(line_end);
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        let (chunk, rest) = rest.strip_prefix(b"\r\n")?.split_at_checked(size)?;
        left = rest.strip_prefix(b"\r\n")?;
        if size == 0 {
            return left.is_empty().then_some((text, frames));
        }
        text.extend_from_slice(chunk);
        frames += 1;
    }
}
