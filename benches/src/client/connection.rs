use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use super::{chunks::Chunks, length::expect};
use crate::failure::Failure;

const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// How much a client with a rate reads at once.
const PACED_READ: usize = 16 * 1024;

/// An HTTP/1.1 connection that is asked for one response after another.
pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(super) fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; 256 * 1024],
        })
    }

    pub(super) fn ask(&mut self, count: u32) -> Result<(), Failure> {
        self.ask_for(&format!("/{count}"))
    }

    pub(super) fn ask_for(&mut self, path: &str) -> Result<(), Failure> {
        // One write, so one segment: a server that reads half a head waits for the other half.
        let text = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        Ok(self.stream.write_all(text.as_bytes())?)
    }

    /// Takes a response, at `rate` bytes a second where there is one, follows its framing, and demands so many `bytes` of
    /// its body.
    pub(super) fn drain(&mut self, bytes: usize, rate: Option<u32>) -> Result<(), Failure> {
        let start = Instant::now();
        let at_once = rate.map_or(self.buffer.len(), |_| PACED_READ);
        let (mut read, mut head, mut chunks) = (0, None, Chunks::default());
        loop {
            let part = match self.stream.read(&mut self.buffer[..at_once])? {
                0 => return Err("the response was cut off".into()),
                length => &self.buffer[..length],
            };
            read += part.len();
            let (head, inside) = if let Some(head) = &head {
                (head, part)
            } else {
                let head = head.insert(Head::parse(part)?);
                (&*head, &part[head.length..])
            };
            let (ended, taken) = match head.body_length {
                Some(length) => (read >= head.length + length, read - head.length),
                None => (chunks.take(inside)?, chunks.bytes),
            };
            if ended {
                return expect(taken, bytes);
            }
            if let Some(rate) = rate {
                let due = Duration::from_secs(read as u64) / rate;
                thread::sleep(due.saturating_sub(start.elapsed()));
            }
        }
    }

    /// Takes a response and returns its body.
    pub(super) fn read(mut self) -> Result<Vec<u8>, Failure> {
        let mut response = Vec::new();
        loop {
            match self.stream.read(&mut self.buffer)? {
                0 => return Err("the response was cut off".into()),
                length => response.extend_from_slice(&self.buffer[..length]),
            }
            let head = Head::parse(&response)?;
            match head.body_length {
                Some(length) if response.len() >= head.length + length => {
                    return Ok(response.split_off(head.length));
                }
                None if response.ends_with(LAST_CHUNK) => {
                    let text = unchunk(&response[head.length..]);
                    return text.ok_or_else(|| "the response is not framed as chunks".into());
                }
                _ => {}
            }
        }
    }
}

struct Head {
    length: usize,
    /// Absent where the body is framed as chunks.
    body_length: Option<usize>,
}

impl Head {
    /// Servers here send all of it at once.
    fn parse(response: &[u8]) -> Result<Self, Failure> {
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

/// The text inside chunks.
fn unchunk(mut left: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(left.len());
    loop {
        let line_end = left.iter().position(|byte| *byte == b'\r')?;
        let (size, rest) = left.split_at(line_end);
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        let (chunk, rest) = rest.strip_prefix(b"\r\n")?.split_at_checked(size)?;
        left = rest.strip_prefix(b"\r\n")?;
        if size == 0 {
            return left.is_empty().then_some(text);
        }
        text.extend_from_slice(chunk);
    }
}
