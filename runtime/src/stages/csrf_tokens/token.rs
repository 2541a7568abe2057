//! `CsrfToken`: what a page of our own can show, and no other.

use std::{
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::{
    lifetime::Lifetime,
    markup::{HiddenField, Meta},
    names::Names,
    seal::Seal,
};
use crate::{SessionId, session::FollowedId};

/// What a page of our own can show, and no other: lent by [`CsrfTokens`](crate::CsrfTokens).
///
/// Writing it out makes a token for the session as it is then, another one every time. All of them are
/// good for as long as the session has its id, or for [as long as the stage says](crate::CsrfTokens::expire_after). A visitor without a session gets a cookie that the token
/// belongs to, and only if one was written out; the answer is then kept out of shared caches.
///
/// A session that begins, or gets a new id, after the token was written makes that token worthless. So
/// write to the session first and render the page then; when it happens the other way round, a line in
/// the log says so.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn form(token: &CsrfToken) -> Html<String> {
///     let field = token.field();
///     Html(format!("<form method=post>{field}<button>Pay</button></form>"))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     Sessions::<u64>::new(MemoryStore::new()),
///     CsrfTokens::<u64>::new(),
///     => form
/// };
/// # #[cfg(feature = "testing")] {
/// let page = onionskin::TestClient::new(app).get("/").await;
/// assert!(page.text().await.contains(r#"<input type="hidden" name="csrf_token" value=""#));
/// # }
/// # }
/// ```
pub struct CsrfToken {
    names: Arc<Names>,
    lifetime: Option<Lifetime>,
    session: Arc<FollowedId>,
    /// What the visitor's cookie says, or will say.
    visitor: OnceLock<SessionId>,
    is_new_visitor: bool,
    /// What the last token that was written belongs to.
    written: Mutex<Option<Seal>>,
}

impl CsrfToken {
    pub(super) fn new(
        names: &Arc<Names>,
        lifetime: Option<&Lifetime>,
        session: Arc<FollowedId>,
        visitor: Option<SessionId>,
    ) -> Self {
        Self {
            names: Arc::clone(names),
            lifetime: lifetime.cloned(),
            session,
            is_new_visitor: visitor.is_none(),
            visitor: visitor.map_or_else(OnceLock::new, OnceLock::from),
            written: Mutex::new(None),
        }
    }

    /// Gives a hidden field with a token, as HTML, to stand first in a form.
    ///
    /// First, because what comes before the token has to be kept in memory until it is found.
    ///
    /// # Panics
    ///
    /// As writing the token itself.
    #[must_use]
    pub fn field(&self) -> impl fmt::Display + use<'_> {
        HiddenField(self)
    }

    /// Gives `<meta name="csrf-token" content="…">` with a token, for the head of a page whose scripts send
    /// it as a header.
    ///
    /// # Panics
    ///
    /// As writing the token itself.
    #[must_use]
    pub fn meta(&self) -> impl fmt::Display + use<'_> {
        Meta(self)
    }

    /// Gives the name of the field that a form has to send the token in.
    #[must_use]
    pub fn field_name(&self) -> &str {
        &self.names.field
    }

    /// Gives the name of the header that a script can send the token in.
    #[must_use]
    pub fn header_name(&self) -> &str {
        self.names.headers.first().map_or("", |name| name.as_str())
    }

    /// Tells, in constant time, whether a text is a token of this visitor's.
    ///
    /// For tokens that come another way than in a header or a form, say in the first message of a
    /// WebSocket.
    #[must_use]
    pub fn is_valid(&self, text: &str) -> bool {
        self.seal()
            .is_some_and(|seal| seal.fits(text.as_bytes(), self.lifetime.as_ref()))
    }

    /// What tokens are bound to, if the visitor can have one.
    pub(super) fn seal(&self) -> Option<Seal> {
        match self.session.now() {
            Some(id) => Some(Seal::Session(id)),
            None => self.visitor.get().cloned().map(Seal::Visitor),
        }
    }

    /// What a page was bound to that was shown before this request gave the session its new id.
    pub(super) fn seal_before(&self) -> Option<Seal> {
        self.session.before().map(Seal::Session)
    }

    /// Tells whether a token was written out, and whether it is worth something still.
    pub(super) fn was_written(&self) -> Option<bool> {
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let written = written.as_ref()?;
        Some(self.seal().as_ref() == Some(written))
    }

    /// What the visitor has to be told.
    pub(super) fn new_visitor(&self) -> Option<&SessionId> {
        self.visitor.get().filter(|_| self.is_new_visitor)
    }
}

impl fmt::Display for CsrfToken {
    /// Writes a new token of 64 letters, digits, `-` and `_`.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seal = self.seal().unwrap_or_else(|| {
            let drawn = self.visitor.get_or_init(SessionId::random::<256>);
            Seal::Visitor(drawn.clone())
        });
        let letters = seal.token(self.lifetime.as_ref());
        *self.written.lock().unwrap_or_else(PoisonError::into_inner) = Some(seal);
        // Letters of base64 only.
        formatter.write_str(std::str::from_utf8(&letters).unwrap_or_default())
    }
}

impl fmt::Debug for CsrfToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CsrfToken(redacted)")
    }
}
