//! Connection: one client's connection, from its first byte to its end.

use std::sync::Arc;

use super::{
    activity::Activity,
    driver::{Driver, Protocols},
    erased::ErasedApplication,
    shutdown::Shutdown,
    stream::Stream,
    watch::{Limits, watch},
};

/// Responds to the requests of one client until it leaves or the server ends.
// Prepared outside of the future, which so holds each of its parts once.
pub(super) fn serve_connection<P: Send>(
    stream: Stream,
    application: Arc<dyn ErasedApplication>,
    protocols: &Arc<Protocols>,
    limits: Limits,
    mut shutdown: Shutdown,
    // Held while the connection is open.
    permit: P,
) -> impl Future<Output = ()> + Send + use<P> {
    let Stream { socket, facts } = stream;
    let activity = Arc::new(Activity::default());
    let mut driver = Driver::new(socket, application, Arc::new(facts), &activity, protocols);
    async move {
        let _permit = permit;
        if let Err(error) = watch(&mut driver, &activity, &limits, &mut shutdown).await {
            tracing::debug!(error, "connection ended early");
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::{TcpListener, TcpStream};

    use super::*;
    use crate::{
        Application, Body, Request, Response,
        server::{config::Config, erased::Served, shutdown::Shutdowns},
    };

    struct Silent;

    impl Application for Silent {
        async fn respond(&self, _: &mut Request) -> Response {
            Response::new(Body::empty())
        }
    }

    #[tokio::test]
    async fn an_idle_connection_holds_its_parts_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let stream = TcpStream::connect(address).await.expect("it listens");
        let config = Config::default();
        let future = serve_connection(
            Stream::tcp(stream, address, None),
            Arc::new(Served::new(Silent, None)),
            &Arc::new(config.protocols()),
            config.limits(),
            Shutdowns::new().subscribe(),
            (),
        );
        // hyper's part of it is apart, some 700.
        let size = size_of_val(&future);
        assert!(size <= 568, "{size}");
    }
}
