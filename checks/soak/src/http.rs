//! HTTP/1.1 as far as it takes to tell a whole response from one that was cut off, and both from none at all.

use std::{
    io::{self, BufRead, BufReader, ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::Duration,
};

use crate::Failure;

/// How long a server may leave a client without a byte.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a client that does not care for the response waits for more of it.
const PAUSE: Duration = Duration::from_secs(2);

/// How a response ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With this status, and as its framing says.
    Whole(u16),
    /// Before its first byte: the connection was closed.
    Closed,
    /// Before its framing said so.
    CutOff,
    /// In bytes that are no response, or after bytes that nobody asked for.
    Malformed,
    /// Not at all, for as long as a client has patience.
    Hung,
}

/// What stands before the body.
#[derive(Default)]
pub(crate) struct Head {
    /// 0 where there is no head.
    pub(crate) status: u16,
    fields: Vec<(String, String)>,
}

impl Head {
    /// The value of a field, whose name is in lower case.
    pub(crate) fn field(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value)
    }
}

pub(crate) struct Client {
    reader: BufReader<TcpStream>,
    /// Requests whose responses have not been read.
    asked: usize,
    /// Of the last response.
    pub(crate) head: Head,
}

impl Client {
    pub(crate) fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self {
            reader: BufReader::with_capacity(64 * 1024, stream),
            asked: 0,
            head: Head::default(),
        })
    }

    /// Sends what may be no request at all; a server may have closed the connection by then.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        self.reader.get_mut().write_all(bytes).is_ok()
    }

    /// Sends one request, whose response is to be read.
    pub(crate) fn ask(&mut self, request: &[u8]) -> bool {
        self.ask_all(request, 1)
    }

    /// Sends what so many responses at most may come for.
    pub(crate) fn ask_all(&mut self, requests: &[u8], most: usize) -> bool {
        self.asked = self.asked.saturating_add(most);
        self.send(requests)
    }

    /// Says that no more requests will come.
    pub(crate) fn end_requests(&mut self) {
        let _ = self.reader.get_mut().shutdown(Shutdown::Write);
    }

    /// Is as patient as this from now on.
    pub(crate) fn wait_at_most(&mut self, time: Duration) {
        let _ = self.reader.get_mut().set_read_timeout(Some(time));
    }

    /// Reads so many bytes, or all that come without a pause: a connection stays open after a shorter response.
    pub(crate) fn read(&mut self, bytes: u64) {
        self.wait_at_most(PAUSE);
        let _ = io::copy(&mut self.reader.by_ref().take(bytes), &mut io::sink());
    }

    /// Waits for the first bytes, and tells whether there are any.
    pub(crate) fn begins(&mut self) -> bool {
        self.reader.fill_buf().is_ok_and(|bytes| !bytes.is_empty())
    }

    /// Reads the head of a response whose body may have no end.
    pub(crate) fn status(&mut self) -> Result<u16, End> {
        self.read_head().map_err(|error| end(&error))?;
        Ok(self.head.status)
    }

    /// Reads a response and hands its body to `part`.
    pub(crate) fn response(&mut self, part: impl FnMut(&[u8])) -> End {
        self.asked = self.asked.saturating_sub(1);
        let mut part = part;
        match self.whole(|bytes| {
            part(bytes);
            Ok(())
        }) {
            Ok(()) if self.asked == 0 && !self.reader.buffer().is_empty() => End::Malformed,
            Ok(()) => End::Whole(self.head.status),
            Err(error) => end(&error),
        }
    }

    /// Reads a response and hands its body to `part`, up to so many bytes; `None` where there are more.
    pub(crate) fn response_up_to(&mut self, most: u64, mut part: impl FnMut(&[u8])) -> Option<End> {
        let mut left = usize::try_from(most).unwrap_or(usize::MAX);
        let read = self.whole(|bytes| {
            let taken = bytes.len().min(left);
            part(&bytes[..taken]);
            left -= taken;
            if taken < bytes.len() {
                Err(ErrorKind::Interrupted.into())
            } else {
                Ok(())
            }
        });
        match read {
            Ok(()) => Some(End::Whole(self.head.status)),
            Err(error) if error.kind() == ErrorKind::Interrupted => None,
            Err(error) => Some(end(&error)),
        }
    }

    fn whole(&mut self, mut part: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        self.read_head()?;
        match (self.head.field("transfer-encoding"), self.head.field("content-length")) {
            ("", length) => {
                let length = length.parse().map_err(|_| malformed())?;
                self.pass_on(length, &mut part)
            }
            ("chunked", "") => loop {
                let size = u64::from_str_radix(&self.line()?, 16).map_err(|_| malformed())?;
                self.pass_on(size, &mut part)?;
                if !self.line()?.is_empty() {
                    return Err(malformed());
                }
                if size == 0 {
                    return Ok(());
                }
            },
            _ => Err(malformed()),
        }
    }

    fn read_head(&mut self) -> io::Result<()> {
        self.head = Head::default();
        if self.reader.fill_buf().map_err(|error| before(&error))?.is_empty() {
            return Err(ErrorKind::NotConnected.into());
        }
        let line = self.line()?;
        let status = line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
        self.head.status = status.and_then(|status| status.parse().ok()).ok_or_else(malformed)?;
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(());
            }
            let (name, value) = line.split_once(':').ok_or_else(malformed)?;
            let field = (name.to_ascii_lowercase(), value.trim().to_owned());
            self.head.fields.push(field);
        }
    }

    /// A line without its end.
    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.reader.by_ref().take(64 * 1024).read_line(&mut line)?;
        match line.strip_suffix("\r\n") {
            Some(line) => Ok(line.to_owned()),
            None if line.len() < 64 * 1024 && !line.ends_with('\n') => Err(ErrorKind::UnexpectedEof.into()),
            None => Err(malformed()),
        }
    }

    fn pass_on(&mut self, mut left: u64, part: &mut impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        while left > 0 {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let length = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            part(&bytes[..length])?;
            self.reader.consume(length);
            left -= length as u64;
        }
        Ok(())
    }
}

fn malformed() -> io::Error {
    ErrorKind::InvalidData.into()
}

/// A connection that fails before the first byte counts as closed.
fn before(error: &io::Error) -> io::Error {
    match error.kind() {
        kind @ (ErrorKind::WouldBlock | ErrorKind::TimedOut) => kind.into(),
        _ => ErrorKind::NotConnected.into(),
    }
}

fn end(error: &io::Error) -> End {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => End::Hung,
        ErrorKind::InvalidData => End::Malformed,
        ErrorKind::NotConnected => End::Closed,
        _ => End::CutOff,
    }
}
