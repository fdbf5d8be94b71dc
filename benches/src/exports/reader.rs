//! A client of lines over HTTP/1.0, whose body ends with the connection.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use crate::failure::Failure;

/// How much of the end of a body is kept.
const TAIL: usize = 1000;

/// What came of a response.
pub(super) struct Lines {
    /// How many there were, records among them.
    pub(super) count: u64,
    /// The end of the last ones.
    pub(super) tail: String,
    /// From the request to the end.
    pub(super) time: Duration,
}

/// Asks for lines, and reads them to their end.
pub(super) fn lines(address: SocketAddr, path: &str) -> Result<Lines, Failure> {
    let start = Instant::now();
    let mut stream = ask(address, path)?;
    let (mut buffer, mut tail, mut count) = (vec![0; 64 * 1024], Vec::new(), 0);
    let mut head = Vec::new();
    let mut has_head = false;
    loop {
        let read = stream.read(&mut buffer)?;
        let mut bytes = &buffer[..read];
        if read == 0 {
            break;
        }
        if !has_head {
            head.extend_from_slice(bytes);
            let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") else {
                continue;
            };
            if !head.starts_with(b"HTTP/1.0 200 ") && !head.starts_with(b"HTTP/1.1 200 ") {
                return Err(format!("{path}: {}", String::from_utf8_lossy(&head)).into());
            }
            has_head = true;
            bytes = &bytes[bytes.len() - (head.len() - end - 4)..];
        }
        count += bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
        tail.extend_from_slice(&bytes[bytes.len().saturating_sub(TAIL)..]);
        tail.drain(..tail.len().saturating_sub(TAIL));
    }
    Ok(Lines {
        count,
        tail: String::from_utf8_lossy(&tail).into_owned(),
        time: start.elapsed(),
    })
}

/// Takes so many bytes a second, until `stop` says that it is enough: again from the start, where it comes to an end before.
pub(super) fn slowly(address: SocketAddr, path: &str, rate: u32, stop: impl Fn() -> bool) -> Result<(), Failure> {
    let mut buffer = vec![0; 16 * 1024];
    while !stop() {
        let mut stream = ask(address, path)?;
        let (start, mut read) = (Instant::now(), 0_u64);
        while !stop() {
            match stream.read(&mut buffer)? {
                0 => break,
                bytes => read += bytes as u64,
            }
            thread::sleep((Duration::from_secs(read) / rate).saturating_sub(start.elapsed()));
        }
    }
    Ok(())
}

fn ask(address: SocketAddr, path: &str) -> Result<TcpStream, Failure> {
    let mut stream = TcpStream::connect(address)?;
    let request = format!("GET {path} HTTP/1.0\r\nhost: localhost\r\naccept: application/jsonl\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    Ok(stream)
}
