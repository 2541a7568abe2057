//! Who asks, when proxies stand in front: `ProxyHeaders` and the `ClientAddr` that it lends.

mod corpus;
mod forwarded;
mod headers;
mod settings;
mod x_forwarded;

use std::{net::SocketAddr, sync::Arc};

use onionskin::{Application, Connection, Peer, http, prelude::*};

/// Writes down all that is known of the client.
#[handler]
fn whoami(client: &ClientAddr) -> String {
    let host = match client.host() {
        Ok(host) => host.to_string(),
        Err(error) => error.to_string(),
    };
    match client.port() {
        Some(port) => format!("{} port {port} by {}://{host}", client, client.scheme()),
        None => format!("{} by {}://{host}", client, client.scheme()),
    }
}

/// Asks from this peer, for `http://localhost`.
async fn ask(stage: ProxyHeaders, peer: Peer, headers: &[(&str, &str)]) -> String {
    let app = middleware_stack! { (stage), => whoami };
    let mut request = http::Request::get("/").header("host", "localhost");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    request.set_connection(&Arc::new(Connection::new(peer, None, false)));
    let response = app.respond(&mut request).await;
    assert_eq!(response.status(), 200);
    let body = http_body_util::BodyExt::collect(response.into_body()).await;
    String::from_utf8(body.unwrap().to_bytes().to_vec()).unwrap()
}

fn tcp(peer: &str) -> Peer {
    Peer::Tcp(peer.parse::<SocketAddr>().unwrap())
}
