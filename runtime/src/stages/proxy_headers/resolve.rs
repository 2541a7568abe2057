//! Finding out who asks, from what trusted proxies tell.

use std::net::IpAddr;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{
    Family, ProxyHeaders,
    forwarded::{self, Malformed},
    node::Node,
    scrub::{self, Told},
    walk::Found,
    x_forwarded::{self, Conflict},
};
use crate::{
    ClientAddr, Host, HostError, Request,
    request::authority::{Parts, number},
    stages::trust::Trust,
};

impl ProxyHeaders {
    /// Finds out who asks, and takes off what is not believed.
    pub(super) fn resolve(&self, request: &mut Request) -> ClientAddr {
        let mut client = ClientAddr::direct(request);
        let told = scrub::look(request.headers(), &self.family);
        if told.ours || told.others {
            let believed =
                self.trust.believes(client.peer) && self.read(request, &told, &mut client);
            client.has_ignored = !believed;
            client.is_forwarded = true;
            if !self.keeps_raw && (told.others || !believed) {
                let kept = believed.then_some(&self.family);
                scrub::all_but(request.headers_mut(), kept, &self.family);
            }
        }
        if let Some(map) = self.map_client {
            client.ip = client.ip.map(map);
        }
        if let Some(name) = &self.injected {
            inject(request.headers_mut(), name, client.ip);
        }
        client
    }

    /// Reads what a trusted peer tells; `false` when the request did not come the way it should.
    fn read(&self, request: &Request, told: &Told, client: &mut ClientAddr) -> bool {
        let headers = request.headers();
        let found = match &self.family {
            Family::Rfc7239 => match forwarded::client(headers, &self.trust) {
                Ok(None) => None,
                Ok(Some((found, element))) => {
                    if let Some(proto) = &element.proto {
                        set_scheme(client, proto.as_bytes());
                    }
                    if let Some(host) = &element.host {
                        client.host = read_host(host.as_bytes());
                    }
                    Some(found)
                }
                Err(Malformed) => {
                    tracing::debug!("a trusted proxy sent a malformed `Forwarded` header");
                    Some(Found {
                        distance: 0,
                        node: Node::Unnamed,
                    })
                }
            },
            Family::Single(name) => x_forwarded::client(headers, name, &Trust::default()),
            Family::XForwarded => {
                let found = x_forwarded::client(headers, &x_forwarded::FOR, &self.trust);
                if found.is_some() || self.trust.hops.is_none() {
                    self.read_beside(headers, found, told, client);
                }
                found
            }
        };
        let Some(found) = found else {
            return self.trust.hops.is_none();
        };
        client.trusted_hops = found.distance + 1;
        (client.ip, client.port) = match found.node {
            Node::Address(ip, port) => (Some(ip), port),
            Node::Unnamed => (None, None),
        };
        true
    }

    /// Reads the lists that stand beside `X-Forwarded-For`.
    fn read_beside(
        &self,
        headers: &HeaderMap,
        found: Option<Found>,
        told: &Told,
        client: &mut ClientAddr,
    ) {
        if told.proto {
            match x_forwarded::beside(headers, &x_forwarded::PROTO, found) {
                Ok(Some(proto)) => set_scheme(client, proto),
                Ok(None) => {}
                Err(Conflict) => {
                    tracing::debug!("the values of `X-Forwarded-Proto` contradict each other");
                }
            }
        }
        if !self.takes_host {
            return;
        }
        let port = x_forwarded::beside(headers, &x_forwarded::PORT, found);
        let port = port.ok().flatten().and_then(number);
        let host = match x_forwarded::beside(headers, &x_forwarded::HOST, found) {
            Ok(None) => client.host.clone(),
            Ok(Some(host)) => read_host(host),
            Err(Conflict) => Err(HostError::Conflicting),
        };
        client.host = match (host, port) {
            (Ok(host), Some(port)) => Ok(host.at_port(port)),
            (host, _) => host,
        };
    }
}

fn set_scheme(client: &mut ClientAddr, proto: &[u8]) {
    let is = |scheme: &[u8]| proto.eq_ignore_ascii_case(scheme);
    if is(b"https") || is(b"wss") {
        client.is_https = true;
    } else if is(b"http") || is(b"ws") {
        client.is_https = false;
    }
}

fn read_host(text: &[u8]) -> Result<Host, HostError> {
    // Asked first, so that a malformed host costs no allocation.
    Parts::read(text).ok_or(HostError::Malformed)?;
    let value = HeaderValue::from_bytes(text).map_err(|_| HostError::Malformed)?;
    Host::read(&value)
}

fn inject(headers: &mut HeaderMap, name: &HeaderName, ip: Option<IpAddr>) {
    match ip.map(|ip| HeaderValue::try_from(ip.to_string())) {
        Some(Ok(value)) => _ = headers.insert(name, value),
        Some(Err(_)) | None => _ = headers.remove(name),
    }
}
