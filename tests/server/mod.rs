//! What a server does with clients of every kind.

mod graceful_shutdown;
mod hanging_up;
mod http2;
mod keep_alive;
mod leaving;
mod lengths;
mod limits;
mod several;
mod slow_clients;
mod unix_sockets;

use std::{net::SocketAddr, sync::Arc};

use bytes::Bytes;
use onionskin::{Application, Body, Request, Response};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{Notify, Semaphore},
};

/// Answers every request with its path.
pub(crate) struct Paths;

impl Application for Paths {
    async fn respond(&self, request: &mut Request) -> Response {
        let path = request.uri().path().to_owned();
        Response::new(Body::from(Bytes::from(path)))
    }
}

/// Tells when a request is in, and answers when it is let go; `/free` is answered at once.
#[derive(Clone)]
pub(crate) struct Gate(Arc<Gates>);

struct Gates {
    entered: Semaphore,
    opened: Semaphore,
    dropped: Notify,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Gates {
            entered: Semaphore::new(0),
            opened: Semaphore::new(0),
            dropped: Notify::new(),
        }))
    }

    pub(crate) async fn entered(&self) {
        self.0.entered.acquire().await.unwrap().forget();
    }

    pub(crate) fn open(&self) {
        self.0.opened.add_permits(1);
    }

    pub(crate) async fn dropped(&self) {
        self.0.dropped.notified().await;
    }
}

struct TellWhenDropped<'a>(&'a Notify);

impl Drop for TellWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

impl Application for Gate {
    async fn respond(&self, request: &mut Request) -> Response {
        if request.uri().path() != "/free" {
            let _tell = TellWhenDropped(&self.0.dropped);
            self.0.entered.add_permits(1);
            self.0.opened.acquire().await.unwrap().forget();
        }
        Response::new(Body::from(Bytes::from_static(b"answered")))
    }
}

/// A client that speaks bytes.
pub(crate) struct Raw<S = TcpStream>(S);

impl Raw {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }
}

impl<S: AsyncReadExt + AsyncWriteExt + Unpin> Raw<S> {
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    pub(crate) async fn get(&mut self, path: &str) {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
            .await;
    }

    /// Reads one response: its head in lower case, and its body.
    pub(crate) async fn response(&mut self) -> (String, String) {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.expect("a response's head"));
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let length = head
            .split_once("content-length: ")
            .map_or("0", |(_, after)| after.split("\r\n").next().unwrap());
        let mut body = vec![0; length.parse().unwrap()];
        self.0.read_exact(&mut body).await.unwrap();
        (head, String::from_utf8(body).unwrap())
    }

    /// Reads until the server closes; a reset is a close too.
    pub(crate) async fn rest(&mut self) -> String {
        let mut rest = Vec::new();
        _ = self.0.read_to_end(&mut rest).await;
        String::from_utf8(rest).unwrap()
    }
}
