//! `TestServer`: an application on a loopback port.

use std::{net::SocketAddr, sync::Arc};

use tokio::{sync::oneshot, task::JoinHandle};

use super::{TestClient, transport::Socket};
use crate::{
    Application, Error,
    server::{Server, bind},
};

/// An application on a free loopback port, for as long as this lives.
///
/// # Examples
///
/// ```
/// # use onionskin::{Application, Body, Request, Response, testing::TestServer};
/// # struct Hello;
/// # impl Application for Hello {
/// #     async fn respond(&self, _: &mut Request) -> Response { Response::new(Body::empty()) }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let server = TestServer::start(Hello).await;
/// server.client().get("/").await.assert_status(200);
/// server.shutdown().await;
/// # }
/// ```
#[derive(Debug)]
pub struct TestServer {
    address: SocketAddr,
    shutdown: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), Error>>,
}

impl TestServer {
    /// Serves the application on a free port of 127.0.0.1.
    ///
    /// # Panics
    ///
    /// When no port can be bound; a test has no way on from there.
    pub async fn start(app: impl Application) -> Self {
        Self::start_with(Server::new(), app).await
    }

    /// Serves the application with these settings.
    ///
    /// What [`Server::shutdown_on`] was given is replaced by
    /// [`shutdown`](Self::shutdown).
    ///
    /// # Panics
    ///
    /// When no port can be bound; a test has no way on from there.
    pub async fn start_with(server: Server, app: impl Application) -> Self {
        let listener = match bind("127.0.0.1:0").await {
            Ok(listener) => listener,
            Err(error) => panic!("cannot start a test server: {error}"),
        };
        let Some(address) = listener.local_addr() else {
            panic!("cannot start a test server: its port is unknown");
        };
        let (shutdown, signal) = oneshot::channel();
        let server = server.shutdown_on(async {
            // Dropped or sent, the server is over.
            _ = signal.await;
        });
        Self {
            address,
            shutdown: Some(shutdown),
            task: tokio::spawn(server.serve(listener, app)),
        }
    }

    /// Gives the address and port.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Gives the address as a URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Makes a client that speaks to this server over HTTP/1.1.
    #[must_use]
    pub fn client(&self) -> TestClient {
        TestClient::on(Arc::new(Socket::new(self.address, ())), &self.url())
    }

    /// Begins a graceful shutdown, without waiting for its end.
    pub fn begin_shutdown(&mut self) {
        if let Some(shutdown) = self.shutdown.take() {
            // The server may have ended already.
            _ = shutdown.send(());
        }
    }

    /// Shuts down gracefully: returns when the last request is answered.
    ///
    /// # Panics
    ///
    /// When the server had failed.
    pub async fn shutdown(mut self) {
        self.begin_shutdown();
        match (&mut self.task).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => panic!("the test server failed: {error}"),
            Err(error) => panic!("the test server failed: {error}"),
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
