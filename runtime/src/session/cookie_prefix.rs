//! Cookie prefix: a promise in the name of a cookie.

/// A promise in the name of a cookie that browsers hold the server to.
///
/// Browsers that do not know one of the `Http` prefixes yet take it for a part of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CookiePrefix {
    /// No promise.
    None,
    /// `__Secure-`: set over https.
    Secure,
    /// `__Host-`: set over https by this very host, for all of it.
    Host,
    /// `__Http-`: set over https by a response, and not by a script.
    Http,
    /// `__Host-Http-`: both, by this very host, for all of it, and not by a script.
    HostHttp,
}

impl CookiePrefix {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Secure => "__Secure-",
            Self::Host => "__Host-",
            Self::Http => "__Http-",
            Self::HostHttp => "__Host-Http-",
        }
    }

    pub(super) fn is_for_one_host(self) -> bool {
        matches!(self, Self::Host | Self::HostHttp)
    }

    pub(super) fn keeps_scripts_out(self) -> bool {
        matches!(self, Self::Http | Self::HostHttp)
    }

    /// Takes the prefix off a name that has one; browsers do not mind its case.
    pub(super) fn split(name: &str) -> (Option<Self>, &str) {
        // The longer of two that begin alike first.
        for prefix in [Self::HostHttp, Self::Host, Self::Http, Self::Secure] {
            if let Some((head, rest)) = name.split_at_checked(prefix.as_str().len())
                && head.eq_ignore_ascii_case(prefix.as_str())
            {
                return (Some(prefix), rest);
            }
        }
        (None, name)
    }
}
