//! Client: one connection, blocking, that reads answers as they are on the wire.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use crate::{Ask, contract::SESSION_COOKIE};

/// An answer, its header names in lower case and in the order they came.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of the first header of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find_map(|(own, value)| (own == name).then_some(&**value))
    }

    /// The value of the session cookie that the answer sets.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        let pair = self.header("set-cookie")?.split(';').next()?;
        pair.strip_prefix(SESSION_COOKIE)?.strip_prefix('=')
    }
}

/// A kept-alive connection.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects; no answer may take longer than ten seconds.
    ///
    /// # Errors
    ///
    /// What the socket says.
    pub fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(4096),
        })
    }

    /// Logs in and returns the cookie's value.
    ///
    /// # Errors
    ///
    /// When the answer sets no session cookie, or what the socket says.
    pub fn login(&mut self) -> io::Result<String> {
        let answer = self.ask(&Ask::login())?;
        answer
            .session()
            .map(str::to_owned)
            .ok_or_else(|| io::Error::other(format!("the login set no session: {answer:?}")))
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    ///
    /// When the answer is not HTTP/1.1 with a length, or what the socket says.
    pub fn ask(&mut self, ask: &Ask) -> io::Result<Answer> {
        let length = self.exchange(&ask.to_wire())?;
        let answer = parse(&self.buffer[..length]);
        self.buffer.drain(..length);
        answer
    }

    /// Sends a request as it is on the wire and tells how long its answer is.
    ///
    /// # Errors
    ///
    /// As [`ask`](Self::ask).
    pub fn measure(&mut self, wire: &[u8]) -> io::Result<usize> {
        let length = self.exchange(wire)?;
        self.buffer.drain(..length);
        Ok(length)
    }

    /// Sends a request and reads an answer that is known to be so long.
    ///
    /// Looks at the status only and allocates nothing: in a process shared with a server, what is counted
    /// is the server.
    ///
    /// # Errors
    ///
    /// When the status is not 200, or what the socket says.
    pub fn repeat(&mut self, wire: &[u8], length: usize) -> io::Result<()> {
        let mut answer = [0; 4096];
        self.stream.write_all(wire)?;
        self.stream.read_exact(&mut answer[..length])?;
        if answer.starts_with(b"HTTP/1.1 200 ") {
            Ok(())
        } else {
            Err(io::Error::other("a request was refused"))
        }
    }

    /// Gives up the connection's socket, open as it is.
    #[must_use]
    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    fn exchange(&mut self, wire: &[u8]) -> io::Result<usize> {
        self.stream.write_all(wire)?;
        let mut chunk = [0; 4096];
        loop {
            if let Some(length) = message_length(&self.buffer)? {
                return Ok(length);
            }
            match self.stream.read(&mut chunk)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => self.buffer.extend_from_slice(&chunk[..count]),
            }
        }
    }
}

/// The length of the first answer in a buffer, head and body, once all of it is there.
///
/// # Errors
///
/// When its head has no length where it needs one.
pub fn message_length(buffer: &[u8]) -> io::Result<Option<usize>> {
    let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = &buffer[..end];
    let body = match content_length(head) {
        Some(length) => length,
        None if status(head)? == 204 => 0,
        None => return Err(io::Error::other("an answer without a length")),
    };
    let length = end + 4 + body;
    Ok((buffer.len() >= length).then_some(length))
}

/// The status of an answer.
///
/// # Errors
///
/// When it is not HTTP/1.1.
pub fn status(answer: &[u8]) -> io::Result<u16> {
    answer
        .strip_prefix(b"HTTP/1.1 ")
        .and_then(|rest| std::str::from_utf8(rest.get(..3)?).ok()?.parse().ok())
        .ok_or_else(|| io::Error::other("not an HTTP/1.1 answer"))
}

fn content_length(head: &[u8]) -> Option<usize> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (name, value) = line.split_at_checked("content-length:".len())?;
        if !name.eq_ignore_ascii_case(b"content-length:") {
            return None;
        }
        std::str::from_utf8(value).ok()?.trim().parse().ok()
    })
}

fn parse(message: &[u8]) -> io::Result<Answer> {
    let end = message
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .ok_or_else(|| io::Error::other("an answer without an end"))?;
    let head = std::str::from_utf8(&message[..end]).map_err(io::Error::other)?;
    Ok(Answer {
        status: status(message)?,
        headers: head
            .split("\r\n")
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: message[end + 4..].to_vec(),
    })
}
