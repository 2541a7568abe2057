//! What the fuzz targets share: a stack, asked through its public entry.

use std::sync::Arc;

use onionskin::{Application, Connection, Peer, http::request::Builder, prelude::*};

/// A stack that answers one request after the other.
pub struct Target(Box<dyn Fn(Request) -> Response + Send + Sync>);

impl Target {
    /// Takes the stack that is to be asked.
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
        // What no header can carry, the server has refused already.
        let mut request = request.body(Body::empty()).ok()?;
        let peer = Peer::Tcp(([127, 0, 0, 1], 50_000).into());
        request.set_connection(&Arc::new(Connection::new(peer, None, false)));
        Some((self.0)(request))
    }
}
