//! Server: an application on sockets.

mod accept;
mod activity;
mod config;
mod connection;
mod driver;
mod erased;
mod error;
mod gathered;
mod http1;
mod http2;
mod listener;
mod observed;
mod outgoing;
mod peeked;
mod serving;
mod shutdown;
mod stream;
mod tracked;
mod watch;
mod woken;

use std::{fmt, pin::Pin, sync::Arc, time::Duration};

use tokio::time::timeout;

use self::{
    accept::{Accepted, Acceptor},
    config::{Config, Protocol},
    connection::serve_connection,
    erased::{ErasedApplication, Served},
    shutdown::{End, Shutdowns},
};
pub use self::{
    error::ServeError,
    listener::{IntoListener, Listener, bind},
    serving::{Serving, serve},
};
use crate::Application;

/// A server's settings: protocols, timeouts, limits, and when it ends.
///
/// # Examples
///
/// ```no_run
/// # use std::time::Duration;
/// # async fn example(app: impl onionskin::Application) -> Result<(), onionskin::Error> {
/// onionskin::Server::new()
///     .header_read_timeout(Duration::from_secs(5))
///     .max_connections(1_000)
///     .serve("127.0.0.1:8000", app)
///     .await
/// # }
/// ```
#[must_use = "a server does nothing until `serve` is called and awaited"]
pub struct Server {
    config: Config,
    signal: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Server {
    /// Makes a server with the defaults.
    ///
    /// | setting | default |
    /// |---|---|
    /// | protocols | HTTP/1.1 and HTTP/2 (`h2c`, with prior knowledge) on every socket |
    /// | [`header_read_timeout`](Self::header_read_timeout) | 10 seconds |
    /// | [`idle_timeout`](Self::idle_timeout) | 60 seconds |
    /// | [`request_timeout`](Self::request_timeout) | none |
    /// | [`max_headers`](Self::max_headers) | 100 |
    /// | [`max_header_bytes`](Self::max_header_bytes) | 64 KiB |
    /// | [`max_connections`](Self::max_connections) | 25,000 |
    /// | [`max_concurrent_streams`](Self::max_concurrent_streams) | 200 for each HTTP/2 connection |
    /// | [`keep_alive_interval`](Self::keep_alive_interval) | 30 seconds |
    /// | [`shutdown_deadline`](Self::shutdown_deadline) | 30 seconds |
    pub fn new() -> Self {
        Self {
            config: Config::default(),
            signal: None,
        }
    }

    /// Speaks HTTP/1 alone.
    pub fn http1_only(mut self) -> Self {
        self.config.protocol = Protocol::Http1;
        self
    }

    /// Speaks HTTP/2 alone, with prior knowledge.
    pub fn http2_only(mut self) -> Self {
        self.config.protocol = Protocol::Http2;
        self
    }

    /// Limits the time from a request's first byte to the end of its headers.
    ///
    /// A connection that is slower is closed; so is a new one that sends
    /// nothing for as long.
    pub fn header_read_timeout(mut self, limit: Duration) -> Self {
        self.config.header_read_timeout = limit;
        self
    }

    /// Limits how long a connection is kept between two requests.
    ///
    /// It may be kept for longer by the shorter of this and
    /// [`header_read_timeout`](Self::header_read_timeout): no clock is read for a request.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.config.idle_timeout = limit;
        self
    }

    /// Limits how long the application may take for a response's head.
    ///
    /// At the limit its future is dropped and the client gets a 503. There is no
    /// limit by default: streams and long polls are ordinary, and a stage can
    /// limit the routes that need it.
    pub fn request_timeout(mut self, limit: Duration) -> Self {
        self.config.request_timeout = Some(limit);
        self
    }

    /// Limits the number of headers of an HTTP/1 request; more are answered with 431.
    pub fn max_headers(mut self, limit: usize) -> Self {
        self.config.max_headers = limit;
        self
    }

    /// Limits the bytes of a request's head; more are answered with 431.
    pub fn max_header_bytes(mut self, limit: usize) -> Self {
        self.config.max_header_bytes = limit;
        self
    }

    /// Limits the connections at one time, at least one; others wait to be accepted.
    pub fn max_connections(mut self, limit: usize) -> Self {
        self.config.max_connections = limit;
        self
    }

    /// Limits the requests in flight on one HTTP/2 connection.
    pub fn max_concurrent_streams(mut self, limit: u32) -> Self {
        self.config.max_streams = limit;
        self
    }

    /// Sets how often HTTP/2 clients are asked whether they are there; `None` for never.
    ///
    /// A client that does not answer within 20 seconds is gone.
    pub fn keep_alive_interval(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.config.keep_alive_interval = interval.into();
        self
    }

    /// Limits how long a shutdown waits for the requests in flight.
    pub fn shutdown_deadline(mut self, limit: Duration) -> Self {
        self.config.shutdown_deadline = limit;
        self
    }

    /// Shuts down gracefully when the future is ready, instead of on a signal.
    pub fn shutdown_on(mut self, signal: impl Future<Output = ()> + Send + 'static) -> Self {
        self.signal = Some(Box::pin(signal));
        self
    }

    /// Serves an application until the shutdown; see [`serve`].
    ///
    /// # Errors
    ///
    /// A [`ServeError`] in an [`Error`](crate::Error) when an address cannot be bound;
    /// [`downcast_ref`](crate::Error::downcast_ref) finds it.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future ends every connection at once.
    pub fn serve<'a>(self, listener: impl IntoListener + 'a, app: impl Application) -> Serving<'a> {
        let listeners = listener.into_listeners();
        let application = Arc::new(Served::new(app, self.config.request_timeout));
        Serving::of(async move { Ok(self.run(listeners.await?, application).await?) })
    }

    async fn run(
        self,
        listeners: Vec<Listener>,
        application: Arc<dyn ErasedApplication>,
    ) -> Result<(), ServeError> {
        if listeners.is_empty() {
            return Err(ServeError::NoListener);
        }
        let mut end = End::of(self.signal)?;
        let config = self.config;
        let shutdowns = Shutdowns::new();
        let protocols = Arc::new(config.protocols());
        let spawn = |Accepted { stream, permit }: Accepted| {
            tokio::spawn(serve_connection(
                stream,
                Arc::clone(&application),
                &protocols,
                config.limits(),
                shutdowns.subscribe(),
                permit,
            ));
        };

        let mut acceptor = Acceptor::new(listeners, config.max_connections);
        loop {
            tokio::select! {
                biased;
                () = end.next() => break,
                accepted = acceptor.accept() => spawn(accepted),
            }
        }
        while let Some(accepted) = acceptor.accept_waiting().await {
            spawn(accepted);
        }
        drop(acceptor);

        shutdowns.drain();
        tokio::select! {
            _ = timeout(config.shutdown_deadline, shutdowns.drained()) => {}
            () = end.next() => {}
        }
        shutdowns.stop();
        shutdowns.drained().await;
        Ok(())
    }
}

impl Default for Server {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
