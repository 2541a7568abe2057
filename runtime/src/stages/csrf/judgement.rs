//! Judging a request by what its browser says of where it comes from.

use http::{
    HeaderMap, HeaderName,
    header::{AUTHORIZATION, COOKIE, ORIGIN, REFERER},
};

use super::{Csrf, CsrfRejection, Unmarked, exemptions::is_bearer, refused};
use crate::{
    ClientAddr, Request,
    request::{LookUp as _, Several},
    stages::cors::{Origin, OriginError, is_websocket},
};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

impl Csrf {
    /// Not where it is called: a page is the shorter for it.
    #[inline(never)]
    pub(super) fn examine(&self, req: &Request, client: &ClientAddr) -> Result<(), CsrfRejection> {
        let is_safe = self.exemptions.is_safe(req.method()) && !is_websocket(req);
        if is_safe || self.exemptions.cover(req) {
            return Ok(());
        }
        self.judge(req, client)
            .inspect_err(|rejection| refused(req, rejection))
    }

    fn judge(&self, req: &Request, client: &ClientAddr) -> Result<(), CsrfRejection> {
        let headers = req.headers();
        let origin = headers.single(&ORIGIN)?;
        let site = headers.single(&SEC_FETCH_SITE)?;
        if origin.is_some_and(|origin| self.trusts(origin.as_bytes())) {
            return Ok(());
        }
        if let Some(site) = site {
            return match site.as_bytes() {
                b"same-origin" | b"none" => Ok(()),
                b"same-site" if self.allows_same_site => Ok(()),
                b"same-site" | b"cross-site" => Err(CsrfRejection::CrossSite),
                _ => Err(CsrfRejection::Unreadable),
            };
        }
        if let Some(origin) = origin {
            let text = origin.to_str().unwrap_or_default();
            return self.compare(Origin::parse(text), client);
        }
        if let Some(referer) = headers.single(&REFERER)? {
            let text = referer.to_str().unwrap_or_default();
            return self.compare(Origin::parse(without_path(text)), client);
        }
        match self.unmarked {
            Unmarked::Allowed => Ok(()),
            Unmarked::WithoutCredentials if !has_ambient_credentials(headers) => Ok(()),
            Unmarked::WithoutCredentials | Unmarked::Denied => Err(CsrfRejection::Unmarked),
        }
    }

    /// Compares with the spelling of browsers.
    fn trusts(&self, origin: &[u8]) -> bool {
        let mut trusted = self.trusted.iter();
        trusted.any(|trusted| trusted.as_str().as_bytes() == origin)
    }

    fn compare(
        &self,
        origin: Result<Origin, OriginError>,
        client: &ClientAddr,
    ) -> Result<(), CsrfRejection> {
        match origin {
            Ok(origin) if client.is_same_origin(origin.as_str()) => Ok(()),
            Ok(origin) if self.trusted.contains(&origin) => Ok(()),
            Ok(_) => Err(CsrfRejection::ForeignOrigin),
            Err(OriginError::Opaque) => Err(CsrfRejection::HiddenOrigin),
            Err(_) => Err(CsrfRejection::Unreadable),
        }
    }
}

impl From<Several> for CsrfRejection {
    fn from(_: Several) -> Self {
        Self::Unreadable
    }
}

/// Cuts a URL off behind its authority.
fn without_path(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url[authority..].find(['/', '?', '#']);
    end.map_or(url, |end| &url[..authority + end])
}

/// Tells whether the request carries what browsers add to requests by themselves.
fn has_ambient_credentials(headers: &HeaderMap) -> bool {
    let is_told = || {
        let mut lines = headers.get_all(AUTHORIZATION).iter();
        lines.any(|value| !is_bearer(value))
    };
    headers.has(&COOKIE) || (headers.has(&AUTHORIZATION) && is_told())
}
