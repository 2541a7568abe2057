//! Judging a request by the page that it comes from.

use http::{HeaderName, HeaderValue, header::REFERER};

use super::{Own, ReferrerTrust, TrustedReferrer};
use crate::{
    ClientAddr, Request, RequestExt,
    request::{LookUp as _, url_origin::UrlOrigin},
};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

impl TrustedReferrer {
    pub(super) fn judge(&self, req: &Request, client: &ClientAddr) -> ReferrerTrust {
        if self.any {
            return ReferrerTrust::AnyAllowed;
        }
        let headers = req.headers();
        let Ok(site) = headers.single(&SEC_FETCH_SITE) else {
            return ReferrerTrust::Untrusted;
        };
        let site = site.map(HeaderValue::as_bytes);
        match (site, self.own) {
            (Some(b"same-origin"), Own::Origin | Own::Site) => return ReferrerTrust::SameOrigin,
            (Some(b"same-site"), Own::Site) => return ReferrerTrust::SameSite,
            _ => {}
        }
        if !headers.has(&REFERER) {
            let is_told = site.is_some_and(|site| site != b"none");
            return if self.missing && !is_told {
                ReferrerTrust::Missing
            } else {
                ReferrerTrust::Untrusted
            };
        }
        let Some(referrer) = only_referrer(req) else {
            return ReferrerTrust::Untrusted;
        };
        if site.is_none() && self.own != Own::Nothing && client.is_same_origin(referrer) {
            return ReferrerTrust::SameOrigin;
        }
        let Some(origin) = UrlOrigin::of(referrer) else {
            return ReferrerTrust::Untrusted;
        };
        if site.is_none()
            && self.own == Own::Site
            && client.host().is_ok_and(|host| origin.is_host(host))
        {
            return ReferrerTrust::SameSite;
        }
        let allowed = self.allowed.iter().find(|pattern| pattern.fits(&origin));
        allowed.map_or(ReferrerTrust::Untrusted, |pattern| {
            ReferrerTrust::Allowed(pattern.text().clone())
        })
    }
}

/// The `Referer`, when there is just one.
fn only_referrer(req: &Request) -> Option<&str> {
    let mut lines = req.headers().get_all(REFERER).iter();
    lines.next()?;
    match lines.next() {
        None => req.header(REFERER),
        Some(_) => None,
    }
}
