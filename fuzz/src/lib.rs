//! What the fuzz targets share: a stack, asked through its public entry.

mod shared;
pub mod tokens;

use std::{convert::Infallible, fmt, sync::Arc};

use futures_util::stream;
use onionskin::{Application, Connection, Peer, http::request::Builder, prelude::*};

pub use shared::{served, tell};

/// A stack that answers one request after the other.
pub struct Target(Box<dyn Fn(Request) -> Response + Send + Sync>);

impl fmt::Debug for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Target")
    }
}

impl Target {
    /// Takes the stack that is to be asked.
    ///
    /// # Panics
    ///
    /// When the operating system gives no runtime what it needs.
    pub fn new(app: impl Application) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime without threads needs nothing");
        Self(Box::new(move |mut request| {
            runtime.block_on(app.respond(&mut request))
        }))
    }

    /// Asks from the peer 127.0.0.1.
    pub fn ask(&self, request: Builder) -> Option<Response> {
        self.send(request, Body::empty())
    }

    /// Asks with a body that comes in pieces of so many bytes.
    pub fn ask_in_pieces(&self, request: Builder, body: &[u8], size: usize) -> Option<Response> {
        let pieces: Vec<_> = body
            .chunks(size)
            .map(|piece| Ok::<_, Infallible>(piece.to_vec()))
            .collect();
        self.send(request, Body::from_stream(stream::iter(pieces)))
    }

    /// Sends a body from the peer 127.0.0.1.
    pub fn send(&self, request: Builder, body: Body) -> Option<Response> {
        // What no header can carry, the server has refused already.
        let mut request = request.body(body).ok()?;
        let peer = Peer::Tcp(([127, 0, 0, 1], 50_000).into());
        request.set_connection(&Arc::new(Connection::new(peer, None, false)));
        Some((self.0)(request))
    }
}
