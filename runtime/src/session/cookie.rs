//! Session cookie: how the client keeps the id.

use std::fmt;

use http::HeaderValue;

use crate::session::{InvalidSessionCookie, SessionCookieBuilder, SessionId, SessionKey};

/// How the client keeps the session id: the name and the attributes of the cookie.
///
/// The default is `__Host-SESSION_ID` with `Path=/; Secure; HttpOnly; SameSite=Lax`, which ends
/// with the browser. Cookies that browsers would refuse cannot be built.
///
/// # Examples
///
/// ```
/// use onionskin::{SessionCookie, SessionId};
///
/// let cookie = SessionCookie::default();
/// let id: SessionId = "abcdefghijklmnopqrstuvwxyz".parse().unwrap();
/// assert_eq!(
///     cookie.set(&id),
///     "__Host-SESSION_ID=abcdefghijklmnopqrstuvwxyz; Path=/; Secure; HttpOnly; SameSite=Lax",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SessionCookie {
    name: String,
    /// All that stands behind the value.
    attributes: String,
    deletion: HeaderValue,
}

impl SessionCookie {
    pub(super) const DEFAULT_NAME: &str = "__Host-SESSION_ID";

    /// Builds a cookie of that name with the default attributes.
    ///
    /// It gets the prefix `__Host-`.
    ///
    /// # Errors
    ///
    /// When a character may not stand in the name of a cookie.
    pub fn new(name: &str) -> Result<Self, InvalidSessionCookie> {
        Self::builder(name).build()
    }

    /// Begins a cookie of that name, to choose attributes.
    pub fn builder(name: &str) -> SessionCookieBuilder {
        SessionCookieBuilder::new(name)
    }

    /// Takes parts that the builder has checked.
    pub(super) fn from_parts(
        name: String,
        attributes: String,
        lasting: &str,
    ) -> Result<Self, http::header::InvalidHeaderValue> {
        let deletion =
            format!("{name}={attributes}; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
                .try_into()?;
        Ok(Self {
            name,
            attributes: attributes + lasting,
            deletion,
        })
    }

    /// Tells the full name, prefix included.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path below which it is sent.
    pub(super) fn path(&self) -> &str {
        let (_, path) = self.attributes.split_once("Path=").unwrap_or_default();
        path.split(';').next().unwrap_or_default()
    }

    /// The key of a session whose id is in this cookie.
    ///
    /// Two applications, or two sessions of one, may share a store: what a client has in one cookie
    /// opens nothing in another.
    #[inline]
    pub(super) fn key(&self, id: &SessionId) -> SessionKey {
        if self.name == Self::DEFAULT_NAME {
            id.key()
        } else {
            id.key_among(&self.name)
        }
    }

    /// Writes the `Set-Cookie` value that gives the client this id.
    ///
    /// It is marked as sensitive, so that neither logs nor header compression keep it.
    #[must_use]
    pub fn set(&self, id: &SessionId) -> HeaderValue {
        self.carry(id.as_str())
    }

    /// Writes the `Set-Cookie` value that gives the client these visible letters.
    pub(super) fn carry(&self, letters: &str) -> HeaderValue {
        let mut value =
            String::with_capacity(self.name.len() + 1 + letters.len() + self.attributes.len());
        value.push_str(&self.name);
        value.push('=');
        value.push_str(letters);
        value.push_str(&self.attributes);
        // Ids, names and attributes are visible ASCII, so this is always a header; would it ever
        // not be, then the deletion is the safe thing to say.
        let mut value = HeaderValue::try_from(value).unwrap_or_else(|_| self.deletion.clone());
        value.set_sensitive(true);
        value
    }

    /// Tells the `Set-Cookie` value that makes the client forget the cookie.
    #[must_use]
    pub fn deletion(&self) -> HeaderValue {
        self.deletion.clone()
    }

    /// How long the `Set-Cookie` value is, but for what it carries.
    #[cfg(feature = "client-sessions")]
    pub(super) fn overhead(&self) -> usize {
        self.name.len() + 1 + self.attributes.len()
    }

    /// Tells whether a `Set-Cookie` value is about this cookie.
    pub(super) fn is_named_in(&self, value: &HeaderValue) -> bool {
        value
            .as_bytes()
            .strip_prefix(self.name.as_bytes())
            .is_some_and(|rest| rest.starts_with(b"="))
    }
}

impl Default for SessionCookie {
    fn default() -> Self {
        let attributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";
        Self {
            name: Self::DEFAULT_NAME.to_owned(),
            attributes: attributes.to_owned(),
            deletion: HeaderValue::from_static(
                "__Host-SESSION_ID=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0; \
                 Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            ),
        }
    }
}

impl fmt::Debug for SessionCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionCookie({}=…{})", self.name, self.attributes)
    }
}
