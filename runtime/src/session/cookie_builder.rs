//! Session cookie builder: chooses attributes, and refuses what browsers would.

use std::{fmt::Write as _, time::Duration};

use cookie::SameSite;

use crate::session::{CookiePrefix, InvalidSessionCookie, SessionCookie};

/// Chooses the attributes of a [`SessionCookie`].
///
/// # Examples
///
/// ```
/// use onionskin::{SameSite, SessionCookie, session::InvalidSessionCookie};
///
/// let cookie = SessionCookie::builder("SID").same_site(SameSite::Strict).build();
/// assert_eq!(cookie.unwrap().name(), "__Host-SID");
///
/// let refused = SessionCookie::builder("SID").same_site(SameSite::None).insecure().build();
/// assert_eq!(refused, Err(InvalidSessionCookie::SameSiteNoneNeedsSecure));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct SessionCookieBuilder {
    name: String,
    prefix: Option<CookiePrefix>,
    secure: bool,
    http_only: bool,
    same_site: SameSite,
    partitioned: bool,
    path: String,
    domain: Option<String>,
    max_age: Option<Duration>,
}

impl SessionCookieBuilder {
    pub(super) fn new(name: &str) -> Self {
        let (prefix, name) = CookiePrefix::split(name);
        Self {
            name: name.to_owned(),
            prefix,
            secure: true,
            http_only: true,
            same_site: SameSite::Lax,
            partitioned: false,
            path: "/".to_owned(),
            domain: None,
            max_age: None,
        }
    }

    /// Chooses the prefix. Without it, it is the strongest that the attributes allow.
    pub fn prefix(mut self, prefix: CookiePrefix) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// Sends the cookie for this path and below only. The default is `/`.
    pub fn path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// Sends the cookie to this domain and all below it, in place of this host only.
    pub fn domain(mut self, domain: &str) -> Self {
        self.domain = Some(domain.to_owned());
        self
    }

    /// Chooses on which requests from other sites it is sent. The default is `Lax`.
    pub fn same_site(mut self, same_site: SameSite) -> Self {
        self.same_site = same_site;
        self
    }

    /// Lets the cookie outlive the browser for this long. Without it, it does not.
    ///
    /// It counts from when the session begins or gets a new id, for only then the cookie is set. So
    /// choose no less than the sessions last in all, [`absolute`](crate::Sessions::absolute): when they
    /// end is judged by the store.
    pub fn persistent(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Gives every site that embeds this one a cookie of its own (`Partitioned`).
    pub fn partitioned(mut self) -> Self {
        self.partitioned = true;
        self
    }

    /// Lets scripts in the page read the session id, by leaving out `HttpOnly`.
    ///
    /// # Security
    ///
    /// One injected script then steals the session.
    pub fn readable_by_scripts(mut self) -> Self {
        self.http_only = false;
        self
    }

    /// Drops `Secure` and the prefix, for development over plain http.
    ///
    /// # Security
    ///
    /// The id then travels in the clear, and neighbours on a subdomain can plant one.
    pub fn insecure(mut self) -> Self {
        self.secure = false;
        self.prefix = Some(CookiePrefix::None);
        self
    }

    /// Builds the cookie.
    ///
    /// # Errors
    ///
    /// [`InvalidSessionCookie`] for a combination that browsers refuse, and for a name, path or
    /// domain that cannot be written.
    pub fn build(self) -> Result<SessionCookie, InvalidSessionCookie> {
        self.check()?;
        let name = format!("{}{}", self.chosen_prefix().as_str(), self.name);
        let (attributes, lasting) = (self.attributes(), self.lasting());
        SessionCookie::from_parts(name, attributes, &lasting)
            .map_err(|_| InvalidSessionCookie::Name)
    }

    fn check(&self) -> Result<(), InvalidSessionCookie> {
        let bound_to_host = self.path == "/" && self.domain.is_none();
        let prefix = self.prefix.unwrap_or(CookiePrefix::None);
        let problem = if self.name.is_empty() || !self.name.bytes().all(is_token) {
            InvalidSessionCookie::Name
        } else if !self.path.starts_with('/') || !self.path.bytes().all(is_attribute) {
            InvalidSessionCookie::Path
        } else if !self.domain.as_deref().is_none_or(is_domain) {
            InvalidSessionCookie::Domain
        } else if prefix.is_for_one_host() && !(self.secure && bound_to_host) {
            InvalidSessionCookie::HostPrefix
        } else if prefix != CookiePrefix::None && !self.secure {
            InvalidSessionCookie::SecurePrefixNeedsSecure
        } else if prefix.keeps_scripts_out() && !self.http_only {
            InvalidSessionCookie::HttpPrefixNeedsHttpOnly
        } else if self.max_age.is_some_and(|age| age.as_secs() == 0) {
            InvalidSessionCookie::MaxAge
        } else if self.same_site == SameSite::None && !self.secure {
            InvalidSessionCookie::SameSiteNoneNeedsSecure
        } else if self.partitioned && !self.secure {
            InvalidSessionCookie::PartitionedNeedsSecure
        } else {
            return Ok(());
        };
        Err(problem)
    }

    fn chosen_prefix(&self) -> CookiePrefix {
        self.prefix.unwrap_or(match (self.secure, &self.domain) {
            (false, _) => CookiePrefix::None,
            (true, None) if self.path == "/" => CookiePrefix::Host,
            (true, _) => CookiePrefix::Secure,
        })
    }

    /// What a deletion repeats.
    fn attributes(&self) -> String {
        let mut text = format!("; Path={}", self.path);
        if let Some(domain) = &self.domain {
            text.extend(["; Domain=", domain]);
        }
        if self.secure {
            text.push_str("; Secure");
        }
        if self.http_only {
            text.push_str("; HttpOnly");
        }
        text.push_str(match self.same_site {
            SameSite::Strict => "; SameSite=Strict",
            SameSite::Lax => "; SameSite=Lax",
            SameSite::None => "; SameSite=None",
        });
        if self.partitioned {
            text.push_str("; Partitioned");
        }
        text
    }

    fn lasting(&self) -> String {
        let mut text = String::new();
        if let Some(max_age) = self.max_age {
            // Writing to a string cannot fail.
            let _ = write!(text, "; Max-Age={}", max_age.as_secs());
        }
        text
    }
}

/// RFC 9110, section 5.6.2, `tchar`.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// RFC 6265, section 4.1.1, `av-octet`; and no space, which would be trimmed.
fn is_attribute(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b';'
}

fn is_domain(domain: &str) -> bool {
    // Browsers ignore a dot in front.
    let labels = domain.strip_prefix('.').unwrap_or(domain);
    labels.split('.').all(|label| {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.bytes().all(inner)
    })
}
