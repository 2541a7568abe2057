//! Options: what can be set on a `TrustedHost`.

use std::marker::PhantomData;

use http::StatusCode;

use super::{HostPattern, Hosts, TrustedHost, TrustedHostError, Untrusted};
use crate::stages::Texts;

const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl TrustedHost {
    /// Allows the names of this machine only: `localhost`, `127.0.0.1` and `[::1]`.
    pub fn new() -> Self {
        Self {
            hosts: Hosts::Loopback(
                LOOPBACK
                    .into_iter()
                    .filter_map(|host| HostPattern::read(host).ok())
                    .collect(),
            ),
            to_www: false,
            one_label: false,
            serves_http10: false,
            untrusted: Untrusted::Refuse(StatusCode::BAD_REQUEST),
            unfit: None,
            zone: PhantomData,
        }
    }
}

impl<Z> TrustedHost<Z> {
    /// Allows these hosts, beside those that have been named before; no others.
    ///
    /// `example.org`, `*.example.org`, `192.0.2.1` and `[2001:db8::1]` can be written, each with or without a
    /// port. With the feature `idna` also names that are not ASCII.
    pub fn allow(mut self, hosts: impl Texts) -> Self {
        let mut patterns = match self.hosts {
            Hosts::Named(patterns) => patterns,
            Hosts::Loopback(_) | Hosts::Any => Vec::new(),
        };
        for host in hosts {
            match HostPattern::read(host.as_ref()) {
                Ok(pattern) => patterns.push(pattern),
                Err(unfit) => {
                    let error = TrustedHostError::new(host.as_ref(), &unfit);
                    self.unfit.get_or_insert(error);
                }
            }
        }
        self.hosts = Hosts::Named(patterns);
        self
    }

    /// Allows the names of this machine, too, for development.
    pub fn allow_loopback(self) -> Self {
        self.allow(LOOPBACK)
    }

    /// Allows every host that can be read.
    ///
    /// # Security
    ///
    /// Whatever is made of the host, such as links in mails and redirects, is then made of what the client
    /// sent. [`HttpsRedirect`](crate::HttpsRedirect) does not redirect to such hosts.
    pub fn allow_any(mut self) -> Self {
        self.hosts = Hosts::Any;
        self
    }

    /// Redirects from a name that is not allowed to its `www.` name that is, with 308.
    ///
    /// Only GET and HEAD, and only to a name that the settings spell out; the port is that of the pattern.
    pub fn redirect_to_www(mut self) -> Self {
        self.to_www = true;
        self
    }

    /// Lets `*.` stand for just one label, as in certificates.
    pub fn one_label(mut self) -> Self {
        self.one_label = true;
        self
    }

    /// Refuses untrusted hosts with 421 Misdirected Request in place of 400.
    pub fn misdirected(mut self) -> Self {
        self.untrusted = Untrusted::Refuse(StatusCode::MISDIRECTED_REQUEST);
        self
    }

    /// Refuses nothing, and lends the verdict all the same.
    pub fn mark_only(mut self) -> Self {
        self.untrusted = Untrusted::Mark;
        self
    }

    /// Serves HTTP/1.0 requests that name no host, as untrusted ones.
    pub fn allow_http10_without_host(mut self) -> Self {
        self.serves_http10 = true;
        self
    }

    /// Lends a [`HostTrust<Y>`](crate::HostTrust), so that a second verdict can be told from the first.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// struct Internal;
    ///
    /// #[handler]
    /// fn figures(internal: &HostTrust<Internal>) -> StatusCode {
    ///     if internal.is_trusted() { StatusCode::OK } else { StatusCode::NOT_FOUND }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let app = middleware_stack! {
    ///     ProxyHeaders::new(),
    ///     TrustedHost::new().allow(["example.org", "*.intern.example"]),
    ///     TrustedHost::new().allow(["*.intern.example"]).mark_only().zone::<Internal>(),
    ///     => figures
    /// };
    /// # #[cfg(feature = "testing")] {
    /// let client = onionskin::TestClient::new(app);
    /// for (host, status) in [("example.org", 404), ("a.intern.example", 200), ("evil.example", 400)] {
    ///     client.get("/").header("host", host).await.assert_status(status);
    /// }
    /// # }
    /// # }
    /// ```
    pub fn zone<Y>(self) -> TrustedHost<Y> {
        TrustedHost {
            hosts: self.hosts,
            to_www: self.to_www,
            one_label: self.one_label,
            serves_http10: self.serves_http10,
            untrusted: self.untrusted,
            unfit: self.unfit,
            zone: PhantomData,
        }
    }
}
