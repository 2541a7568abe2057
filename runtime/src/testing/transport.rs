//! Transport: how a test's request reaches the application.

use std::{fmt, net::SocketAddr, pin::Pin, sync::Mutex};

use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::TestError;
use crate::{Application, Body, Request, Response};

/// How a test's request reaches the application.
pub(super) trait Transport: fmt::Debug + Send + Sync {
    fn send(&self, request: Request) -> Answering<'_>;
}

/// A response on its way.
pub(super) type Answering<'a> =
    Pin<Box<dyn Future<Output = Result<Response, TestError>> + Send + 'a>>;

/// Calls the application itself.
pub(super) struct InProcess<A>(pub(super) A);

impl<A: Application> Transport for InProcess<A> {
    fn send(&self, mut request: Request) -> Answering<'_> {
        Box::pin(async move { Ok(self.0.respond(&mut request).await) })
    }
}

impl<A> fmt::Debug for InProcess<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InProcess")
    }
}

/// Speaks HTTP/1.1 over TCP, on connections that are kept.
///
/// `owner` is what must live as long as the client: the server, where the
/// client started it.
#[derive(Debug)]
pub(super) struct Socket<O> {
    address: SocketAddr,
    kept: Mutex<Vec<SendRequest<Body>>>,
    #[expect(dead_code, reason = "held for its `Drop`")]
    owner: O,
}

impl<O> Socket<O> {
    pub(super) fn new(address: SocketAddr, owner: O) -> Self {
        Self {
            address,
            kept: Mutex::new(Vec::new()),
            owner,
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<SendRequest<Body>>> {
        self.kept
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn ready(&self) -> Option<SendRequest<Body>> {
        let mut kept = self.kept();
        kept.retain(|connection| !connection.is_closed());
        let ready = kept.iter().position(SendRequest::is_ready)?;
        Some(kept.swap_remove(ready))
    }

    async fn connect(&self) -> Result<SendRequest<Body>, TestError> {
        let failed =
            |error| TestError::because(format!("could not connect to {}", self.address), error);
        let stream = TcpStream::connect(self.address)
            .await
            .map_err(|error| failed(error.into()))?;
        let (sender, connection) = handshake(TokioIo::new(stream))
            .await
            .map_err(|error| failed(crate::body::BoxError::from(error)))?;
        // What goes wrong on the connection, the request or the response tells.
        tokio::spawn(async move { drop(connection.await) });
        Ok(sender)
    }
}

impl<O: fmt::Debug + Send + Sync> Transport for Socket<O> {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(async move {
            let mut connection = match self.ready() {
                Some(connection) => connection,
                None => self.connect().await?,
            };
            let response = connection
                .send_request(request)
                .await
                .map_err(|error| TestError::because("no response came", error))?;
            self.kept().push(connection);
            Ok(response.map(Body::from))
        })
    }
}
