//! Answer: what a server answered, and how it is on the wire.

use std::{io, str};

use crate::contract::SESSION_COOKIE;

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

    /// Reads an answer of HTTP/1.1, all of it and nothing else.
    pub(crate) fn parse(message: &[u8]) -> io::Result<Self> {
        let (head, mut rest) =
            split(message).ok_or_else(|| io::Error::other("an answer without an end"))?;
        let mut body = Vec::new();
        match Framing::of(head)? {
            Framing::Length(_) => body.extend_from_slice(rest),
            Framing::Chunked => {
                while let Some((data, left)) = chunk(rest)? {
                    body.extend_from_slice(data);
                    rest = left;
                }
            }
        }
        Ok(Self {
            status: status(message)?,
            headers: str::from_utf8(head)
                .map_err(io::Error::other)?
                .split("\r\n")
                .skip(1)
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
            body,
        })
    }
}

/// How an answer tells where its body ends.
enum Framing {
    Length(usize),
    Chunked,
}

impl Framing {
    fn of(head: &[u8]) -> io::Result<Self> {
        if let Some(length) = value(head, "content-length") {
            return Ok(Self::Length(length.parse().map_err(io::Error::other)?));
        }
        match value(head, "transfer-encoding") {
            Some("chunked") => Ok(Self::Chunked),
            _ if status(head)? == 204 => Ok(Self::Length(0)),
            _ => Err(io::Error::other("an answer without a length")),
        }
    }
}

/// The status of an answer of HTTP/1.1.
pub(crate) fn status(answer: &[u8]) -> io::Result<u16> {
    answer
        .strip_prefix(b"HTTP/1.1 ")
        .and_then(|rest| str::from_utf8(rest.get(..3)?).ok()?.parse().ok())
        .ok_or_else(|| io::Error::other("not an HTTP/1.1 answer"))
}

/// The length of the first answer in a buffer, head and body, once all of it is there.
pub(crate) fn length(buffer: &[u8]) -> io::Result<Option<usize>> {
    let Some((head, mut rest)) = split(buffer) else {
        return Ok(None);
    };
    if let Framing::Length(body) = Framing::of(head)? {
        let length = buffer.len() - rest.len() + body;
        return Ok((buffer.len() >= length).then_some(length));
    }
    while let Some((data, left)) = chunk(rest)? {
        rest = left;
        if data.is_empty() {
            return Ok(Some(buffer.len() - rest.len()));
        }
    }
    Ok(None)
}

/// The head of an answer and what follows it, once all of the head is there.
fn split(buffer: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = buffer.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some((&buffer[..end], &buffer[end + 4..]))
}

/// The data of the first chunk and what follows it, once all of it is there; the last has no data.
fn chunk(buffer: &[u8]) -> io::Result<Option<(&[u8], &[u8])>> {
    let Some(line) = buffer.windows(2).position(|window| window == b"\r\n") else {
        return Ok(None);
    };
    let size = str::from_utf8(&buffer[..line]).map_err(io::Error::other)?;
    let size = usize::from_str_radix(size, 16).map_err(io::Error::other)?;
    let (begin, end) = (line + 2, line + 2 + size);
    Ok(buffer.get(begin..end).zip(buffer.get(end + 2..)))
}

fn value<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (own, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":")?;
        own.eq_ignore_ascii_case(name.as_bytes())
            .then(|| str::from_utf8(value).ok())?
            .map(str::trim)
    })
}
