//! Client: one connection, blocking, that reads answers as they are on the wire.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use crate::{Answer, Ask, answer};

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
    /// When the answer is not HTTP/1.1 with a length or in chunks, or what the socket says.
    pub fn ask(&mut self, ask: &Ask) -> io::Result<Answer> {
        let length = self.exchange(&ask.to_wire())?;
        let answer = Answer::parse(&self.buffer[..length]);
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

    /// Sends what may be several requests, and reads so many answers, each of status 200.
    ///
    /// # Errors
    ///
    /// As [`ask`](Self::ask), and when a status is not 200.
    pub fn pipeline(&mut self, wire: &[u8], answers: usize) -> io::Result<()> {
        self.stream.write_all(wire)?;
        for _ in 0..answers {
            let length = self.receive()?;
            let status = answer::status(&self.buffer)?;
            self.buffer.drain(..length);
            if status != 200 {
                return Err(io::Error::other(format!("a request was answered {status}")));
            }
        }
        Ok(())
    }

    /// Waits for the server to close the connection.
    ///
    /// # Errors
    ///
    /// When it sends more, or what the socket says.
    pub fn closed(mut self) -> io::Result<()> {
        match self.stream.read(&mut [0])? {
            0 => Ok(()),
            _ => Err(io::Error::other("more came after the last answer")),
        }
    }

    /// Gives up the connection's socket, open as it is.
    #[must_use]
    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    fn exchange(&mut self, wire: &[u8]) -> io::Result<usize> {
        self.stream.write_all(wire)?;
        self.receive()
    }

    fn receive(&mut self) -> io::Result<usize> {
        let mut chunk = [0; 16 * 1024];
        loop {
            if let Some(length) = answer::length(&self.buffer)? {
                return Ok(length);
            }
            match self.stream.read(&mut chunk)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => self.buffer.extend_from_slice(&chunk[..count]),
            }
        }
    }
}
