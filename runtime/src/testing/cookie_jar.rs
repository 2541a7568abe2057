//! Cookie jar: keeps cookies as a browser does (RFC 6265bis).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cookie::Cookie;

use super::url::Url;

/// The cookies of one test client.
///
/// Every request counts as one of the same site, so `SameSite` holds nothing
/// back here.
#[derive(Debug, Default)]
pub(super) struct CookieJar {
    kept: Vec<Kept>,
}

#[derive(Debug)]
struct Kept {
    name: String,
    value: String,
    domain: String,
    host_only: bool,
    path: String,
    secure: bool,
    expires: Option<SystemTime>,
}

impl CookieJar {
    /// Takes a `Set-Cookie` header that came from this address (section 5.7).
    pub(super) fn store(&mut self, header: &str, from: &Url) {
        let Ok(cookie) = Cookie::parse(header) else {
            return;
        };
        let secure = cookie.secure().unwrap_or(false);
        if secure && !from.is_trustworthy() {
            return;
        }
        let host = from.host().to_ascii_lowercase();
        let domain = cookie
            .domain()
            .map(|domain| domain.trim_start_matches('.').to_ascii_lowercase())
            .filter(|domain| !domain.is_empty());
        if domain
            .as_ref()
            .is_some_and(|domain| !domain_matches(&host, domain))
        {
            return;
        }
        let attribute_path = cookie.path().filter(|path| path.starts_with('/'));
        let name = cookie.name();
        let promises = |prefix: &str| {
            name.get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        let is_http = promises("__Http-") || promises("__Host-Http-");
        let refused = ((promises("__Secure-") || is_http) && !secure)
            || (is_http && !cookie.http_only().unwrap_or(false))
            || (promises("__Host-")
                && (!secure || domain.is_some() || attribute_path != Some("/")));
        if refused {
            return;
        }
        let expires = expiry(&cookie);
        let kept = Kept {
            name: name.to_owned(),
            value: cookie.value().to_owned(),
            host_only: domain.is_none(),
            domain: domain.unwrap_or(host),
            path: attribute_path.map_or_else(|| default_path(from.path()), ToOwned::to_owned),
            secure,
            expires,
        };
        if !secure && !from.is_trustworthy() && self.kept.iter().any(|other| other.outranks(&kept))
        {
            return;
        }
        let place = self.kept.iter().position(|other| {
            other.name == kept.name && other.domain == kept.domain && other.path == kept.path
        });
        match (place, kept.is_expired()) {
            (Some(place), true) => drop(self.kept.remove(place)),
            (Some(place), false) => self.kept[place] = kept,
            (None, true) => {}
            (None, false) => self.kept.push(kept),
        }
    }

    /// Gives the pairs to send to this address, longest path first (section 5.8.3).
    pub(super) fn pairs(&mut self, to: &Url) -> Vec<(&str, &str)> {
        self.kept.retain(|kept| !kept.is_expired());
        let mut sent: Vec<&Kept> = self.kept.iter().filter(|kept| kept.goes_to(to)).collect();
        sent.sort_by_key(|kept| std::cmp::Reverse(kept.path.len()));
        sent.into_iter()
            .map(|kept| (&*kept.name, &*kept.value))
            .collect()
    }

    /// Gives the value of the cookie that goes to this address.
    pub(super) fn value(&mut self, name: &str, to: &Url) -> Option<String> {
        self.pairs(to)
            .into_iter()
            .find_map(|(other, value)| (other == name).then(|| value.to_owned()))
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }
}

impl Kept {
    fn is_expired(&self) -> bool {
        self.expires
            .is_some_and(|expires| expires <= SystemTime::now())
    }

    /// Whether a cookie that came in the clear would hide this one, which is left alone (section 5.7).
    fn outranks(&self, other: &Self) -> bool {
        self.secure
            && self.name == other.name
            && (domain_matches(&self.domain, &other.domain)
                || domain_matches(&other.domain, &self.domain))
            && path_matches(&other.path, &self.path)
    }

    fn goes_to(&self, to: &Url) -> bool {
        let host = to.host().to_ascii_lowercase();
        let domain = if self.host_only {
            host == self.domain
        } else {
            domain_matches(&host, &self.domain)
        };
        domain && path_matches(to.path(), &self.path) && (!self.secure || to.is_trustworthy())
    }
}

fn expiry(cookie: &Cookie<'_>) -> Option<SystemTime> {
    if let Some(age) = cookie.max_age() {
        let seconds = u64::try_from(age.whole_seconds()).unwrap_or(0);
        // Too far away to be a date is as good as never.
        return match seconds {
            0 => Some(UNIX_EPOCH),
            seconds => SystemTime::now().checked_add(Duration::from_secs(seconds)),
        };
    }
    let date = cookie.expires_datetime()?.unix_timestamp();
    let seconds = u64::try_from(date).unwrap_or(0);
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn domain_matches(host: &str, domain: &str) -> bool {
    host == domain
        || (host
            .strip_suffix(domain)
            .is_some_and(|before| before.ends_with('.'))
            && host.parse::<std::net::IpAddr>().is_err())
}

fn path_matches(path: &str, cookie: &str) -> bool {
    path.strip_prefix(cookie)
        .is_some_and(|rest| rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'))
}

fn default_path(path: &str) -> String {
    match path.rsplit_once('/') {
        Some(("", _)) | None => "/".to_owned(),
        Some((directory, _)) => directory.to_owned(),
    }
}
