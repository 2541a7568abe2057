//! Cookie error: why browsers would refuse a session cookie.

use std::{error::Error, fmt};

/// Why a session cookie cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidSessionCookie {
    /// The name is empty, or has a character that may not stand in a name.
    Name,
    /// The path does not begin with `/`, or has a character that ends an attribute.
    Path,
    /// The domain is none.
    Domain,
    /// `__Host-` or `__Host-Http-` was asked for without `Secure`, with a `Domain`, or with a path
    /// other than `/`.
    HostPrefix,
    /// `__Secure-` or `__Http-` was asked for without `Secure`.
    SecurePrefixNeedsSecure,
    /// `__Http-` or `__Host-Http-` was asked for, and that scripts can read the cookie.
    HttpPrefixNeedsHttpOnly,
    /// The cookie would be gone at once: it is to last less than a second.
    MaxAge,
    /// `SameSite=None` was asked for without `Secure`.
    SameSiteNoneNeedsSecure,
    /// `Partitioned` was asked for without `Secure`.
    PartitionedNeedsSecure,
}

impl fmt::Display for InvalidSessionCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "the name of a cookie is letters, digits and !#$%&'*+-.^_`|~",
            Self::Path => "the path of a cookie begins with `/` and has no `;`",
            Self::Domain => "the domain of a cookie is letters, digits and `-`, with dots between",
            Self::HostPrefix => "`__Host-` needs `Secure`, the path `/` and no domain",
            Self::SecurePrefixNeedsSecure => "`__Secure-` and `__Http-` need `Secure`",
            Self::HttpPrefixNeedsHttpOnly => "`__Http-` needs `HttpOnly`",
            Self::MaxAge => "a cookie that outlives the browser lasts a second at least",
            Self::SameSiteNoneNeedsSecure => "`SameSite=None` needs `Secure`",
            Self::PartitionedNeedsSecure => "`Partitioned` needs `Secure`",
        })
    }
}

impl Error for InvalidSessionCookie {}
