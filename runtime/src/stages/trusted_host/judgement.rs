//! Judging a host by the patterns, and what is answered where none fits.

use http::{Method, StatusCode, Version, uri::PathAndQuery};

use super::{HostPattern, HostVerdict, Hosts, TrustedHost, Untrusted};
use crate::{ClientAddr, HostError, IntoResponse, Problem, Redirect, Request, Response};

/// Why a request is refused.
pub(super) enum Refused {
    Unreadable(HostError),
    Untrusted(StatusCode),
}

impl<Z> TrustedHost<Z> {
    /// Judges the host; `Err` when the request must not go on.
    pub(super) fn judge(&self, req: &Request, client: &ClientAddr) -> Result<HostVerdict, Refused> {
        let host = match client.host() {
            Ok(host) => host,
            Err(_) if self.untrusted == Untrusted::Mark => return Ok(HostVerdict::Untrusted),
            Err(HostError::Missing) if self.serves_http10 && req.version() == Version::HTTP_10 => {
                return Ok(HostVerdict::Untrusted);
            }
            Err(error) => return Err(Refused::Unreadable(error)),
        };
        let patterns = match &self.hosts {
            Hosts::Any => return Ok(HostVerdict::AnyAllowed),
            Hosts::Loopback(patterns) | Hosts::Named(patterns) => patterns,
        };
        let (name, address, port) = (host.name_bytes(), host.address(), client.host_port());
        let fits = |pattern: &&HostPattern| {
            pattern.fits(name, address, port) && !(self.one_label && pattern.spans_labels_of(name))
        };
        match (patterns.iter().find(fits), self.untrusted) {
            (Some(pattern), _) => Ok(HostVerdict::Trusted(pattern.text().clone())),
            (None, Untrusted::Mark) => Ok(HostVerdict::Untrusted),
            (None, Untrusted::Refuse(status)) => Err(Refused::Untrusted(status)),
        }
    }

    #[cold]
    pub(super) fn refuse(&self, refused: &Refused, req: &Request, client: &ClientAddr) -> Response {
        match *refused {
            Refused::Unreadable(error) => error.into_response(),
            Refused::Untrusted(status) => {
                if let (true, Hosts::Named(patterns)) = (self.to_www, &self.hosts)
                    && let Some(redirect) = to_www(patterns, client, req)
                {
                    return redirect.into_response();
                }
                Problem::new(status)
                    .detail("the host of the request is not served here")
                    .into_response()
            }
        }
    }
}

/// Leads to the `www.` name of this host, when the settings spell it out.
fn to_www(patterns: &[HostPattern], client: &ClientAddr, req: &Request) -> Option<Redirect> {
    if !matches!(*req.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let host = client.host().ok()?;
    let (pattern, name) = patterns.iter().find_map(|pattern| {
        let name = pattern.name()?;
        (name.strip_prefix("www.")? == host.name()).then_some((pattern, name))
    })?;
    let port = pattern.port().map(|port| format!(":{port}"));
    let location = format!(
        "{}://{name}{}{}",
        client.scheme(),
        port.unwrap_or_default(),
        req.uri().path_and_query().map_or("/", PathAndQuery::as_str),
    );
    Some(Redirect::permanent(&location))
}
