//! HTTP/1.1 as far as it takes to tell a whole response from one that was cut off.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use crate::Failure;

/// How long a server may leave a client without a byte.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a response ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With this status, and as its framing says.
    Whole(u16),
    /// Before its framing said so, or before it began.
    CutOff,
    /// Not at all, for as long as a client has patience.
    Hung,
}

pub(crate) struct Client {
    reader: BufReader<TcpStream>,
}

impl Client {
    pub(crate) fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self {
            reader: BufReader::with_capacity(64 * 1024, stream),
        })
    }

    /// Sends what may be no request at all; a server may have closed the connection by then.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        self.reader.get_mut().write_all(bytes).is_ok()
    }

    pub(crate) fn ask(&mut self, path: &str, accept: &str) -> bool {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: store\r\naccept: {accept}\r\n\r\n").as_bytes())
    }

    /// Reads so many bytes, or all that there are.
    pub(crate) fn read(&mut self, bytes: u64) {
        let _ = std::io::copy(&mut self.reader.by_ref().take(bytes), &mut std::io::sink());
    }

    /// Reads what comes in so long a time.
    pub(crate) fn read_for(&mut self, time: Duration) {
        let stream = self.reader.get_mut();
        if stream.set_read_timeout(Some(time)).is_ok() {
            let _ = stream.read(&mut [0; 4096]);
        }
    }

    /// Waits for the first bytes, and tells whether there are any.
    pub(crate) fn read_head(&mut self) -> bool {
        self.reader.fill_buf().is_ok_and(|bytes| !bytes.is_empty())
    }

    /// Reads a response and hands its body to `part`.
    pub(crate) fn response(&mut self, part: impl FnMut(&[u8])) -> End {
        match self.whole(part) {
            Ok(Some(status)) => End::Whole(status),
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) =>
            {
                End::Hung
            }
            Ok(None) | Err(_) => End::CutOff,
        }
    }

    fn whole(&mut self, mut part: impl FnMut(&[u8])) -> std::io::Result<Option<u16>> {
        let (mut status, mut length, mut chunked) = (None, None, false);
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if status.is_none() {
                status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
            }
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').unwrap_or((&line, ""));
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok(),
                "transfer-encoding" => chunked = value.trim() == "chunked",
                _ => {}
            }
        }
        if !chunked {
            let whole = self.pass_on(length.unwrap_or(0), &mut part)?;
            return Ok(status.filter(|_| whole));
        }
        loop {
            let size = self.line()?.and_then(|line| u64::from_str_radix(&line, 16).ok());
            let Some(size) = size else { return Ok(None) };
            let whole = self.pass_on(size, &mut part)? && self.line()?.is_some_and(|line| line.is_empty());
            if !whole || size == 0 {
                return Ok(status.filter(|_| whole));
            }
        }
    }

    /// A line with its end; `None` where the connection ends before it.
    fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        self.reader.by_ref().take(64 * 1024).read_line(&mut line)?;
        Ok(line.strip_suffix("\r\n").map(str::to_owned))
    }

    fn pass_on(&mut self, mut left: u64, part: &mut impl FnMut(&[u8])) -> std::io::Result<bool> {
        while left > 0 {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let length = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            part(&bytes[..length]);
            self.reader.consume(length);
            left -= length as u64;
        }
        Ok(true)
    }
}
