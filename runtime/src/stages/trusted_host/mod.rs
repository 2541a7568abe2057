//! `TrustedHost`: the stage that refuses requests for hosts that are not ours.

mod error;
mod host_pattern;
mod host_trust;
mod judgement;
mod options;

use std::{fmt, marker::PhantomData};

use http::StatusCode;

use super::ClientAddr;
use crate::{NextWith, Request, Response, middleware};
pub use error::TrustedHostError;
pub(crate) use host_pattern::{HostPattern, in_ascii};
pub use host_trust::{HostTrust, HostVerdict};

/// Refuses requests for hosts that are not ours, and lends the verdict as [`HostTrust`].
///
/// The host is the one of [`ClientAddr::host`] where [`ProxyHeaders`](crate::ProxyHeaders) stands above, and
/// otherwise that of the request itself. A request without one, with several, or with one that cannot be read
/// is a 400. So is one for a host that no pattern fits. A pattern without a port fits every
/// port; `*.example.org` fits names below `example.org`, of one label or more, but not `example.org` itself.
/// Names are compared without regard to case and a trailing dot, IPv6 addresses by their value.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn hello() -> &'static str {
///     "hello"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     ProxyHeaders::new(),
///     TrustedHost::new().allow(["example.org", "*.example.org"]),
///     => hello
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// for (host, status) in [("example.org", 200), ("a.Example.org:8443", 200), ("evil.example", 400)] {
///     client.get("/").header("host", host).await.assert_status(status);
/// }
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`allow`](Self::allow), [`allow_any`](Self::allow_any) | this machine: `localhost`, `127.0.0.1`, `[::1]` |
/// | [`redirect_to_www`](Self::redirect_to_www) | no redirects |
/// | [`one_label`](Self::one_label) | `*.` stands for any number of labels |
/// | [`misdirected`](Self::misdirected) | 400, `application/problem+json` |
/// | [`mark_only`](Self::mark_only) | untrusted hosts are refused |
/// | [`allow_http10_without_host`](Self::allow_http10_without_host) | 400 |
///
/// # What this does not protect against
///
/// What a proxy in front does with the host before it is here, caches among them; and clients that
/// send one of our names: anybody can.
///
/// Source: RFC 9110, section 7.2, and RFC 9112, section 3.2.
#[must_use]
pub struct TrustedHost<Z = ()> {
    hosts: Hosts,
    to_www: bool,
    one_label: bool,
    serves_http10: bool,
    untrusted: Untrusted,
    unfit: Option<TrustedHostError>,
    zone: PhantomData<fn() -> Z>,
}

/// Which hosts are ours.
#[derive(Clone, Debug)]
enum Hosts {
    /// Those of this machine, as long as no others are named.
    Loopback(Vec<HostPattern>),
    Named(Vec<HostPattern>),
    Any,
}

/// What becomes of a request for a host that is not ours.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Untrusted {
    Refuse(StatusCode),
    Mark,
}

#[middleware]
impl<Z: 'static> TrustedHost<Z> {
    /// Tells whether these settings can work.
    ///
    /// # Errors
    ///
    /// The first [`TrustedHostError`] that was met.
    #[check]
    pub fn check(&self) -> Result<(), TrustedHostError> {
        if let Some(error) = &self.unfit {
            return Err(error.clone());
        }
        let is_for_nobody = matches!(&self.hosts, Hosts::Named(patterns) if patterns.is_empty());
        if is_for_nobody && self.untrusted != Untrusted::Mark {
            return Err(TrustedHostError::NoHost);
        }
        let has_www = match &self.hosts {
            Hosts::Loopback(patterns) | Hosts::Named(patterns) => patterns
                .iter()
                .filter_map(HostPattern::name)
                .any(|name| name.starts_with("www.")),
            Hosts::Any => false,
        };
        if self.to_www && !has_www {
            return Err(TrustedHostError::NoWww);
        }
        if self.to_www && self.untrusted == Untrusted::Mark {
            return Err(TrustedHostError::MarkedOnly);
        }
        Ok(())
    }

    async fn handle(
        &self,
        req: &mut Request,
        client: Option<&ClientAddr>,
        next: impl NextWith<HostTrust<Z>>,
    ) -> Response {
        let verdict = self.judge(req, &ClientAddr::or_direct(client, req));
        match verdict {
            Ok(verdict) => next.run_with(req, &HostTrust::new(verdict)).await,
            Err(refused) => self.refuse(&refused, req, &ClientAddr::or_direct(client, req)),
        }
    }
}

impl Default for TrustedHost {
    fn default() -> Self {
        Self::new()
    }
}

impl<Z> fmt::Debug for TrustedHost<Z> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TrustedHost")
            .field("hosts", &self.hosts)
            .field("to_www", &self.to_www)
            .field("one_label", &self.one_label)
            .field("serves_http10", &self.serves_http10)
            .field("untrusted", &self.untrusted)
            .finish_non_exhaustive()
    }
}
