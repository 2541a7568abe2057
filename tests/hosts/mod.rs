//! Whom a request is meant for: `TrustedHost`, and what leans on it.

mod corpus;
mod https_redirect;
mod trusted_host;
mod www;

use onionskin::{Application, http, prelude::*};

#[handler]
fn verdict(trust: &HostTrust) -> String {
    format!("{:?}", trust.verdict())
}

/// A GET request whose target and `Host` headers are these.
fn request(target: &str, hosts: &[&[u8]]) -> Request {
    let mut request = http::Request::get(target);
    for host in hosts {
        request = request.header("host", *host);
    }
    request.body(Body::empty()).unwrap()
}

/// The status for a request with this `Host`.
async fn status(stage: TrustedHost, host: &str) -> u16 {
    let app = middleware_stack! { ProxyHeaders::new(), (stage), => verdict };
    let response = app.respond(&mut request("/", &[host.as_bytes()])).await;
    response.status().as_u16()
}
